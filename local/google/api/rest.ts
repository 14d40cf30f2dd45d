/** Door 1: the REST APIs on loopback, for the real `googleapis` client with its `rootUrl` set. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { gunzipSync } from "node:zlib"
import { ApiError, invalid, notInSurface } from "../wire/errors.ts"
import { accountOf } from "./acting.ts"
import type { ApiName } from "./api.ts"
import type { ApiCall } from "./sheets-api.ts"

/** Carries out one method of the APIs. */
type Dispatch = (method: ApiName, call: ApiCall) => unknown

interface Route {
  readonly verb: string
  readonly path: RegExp
  readonly method: ApiName
}

const ROUTES: readonly Route[] = [
  route("GET", "/v4/spreadsheets/{spreadsheetId}", "sheets.spreadsheets.get"),
  route("POST", "/v4/spreadsheets/{spreadsheetId}:batchUpdate", "sheets.spreadsheets.batchUpdate"),
  route("GET", "/drive/v3/about", "drive.about.get"),
  route("POST", "/drive/v3/files", "drive.files.create"),
  route("GET", "/drive/v3/files", "drive.files.list"),
  route("GET", "/drive/v3/files/{fileId}", "drive.files.get"),
  route("GET", "/drive/v3/files/{fileId}/permissions", "drive.permissions.list"),
  route("POST", "/drive/v3/files/{fileId}/permissions", "drive.permissions.create"),
  route("DELETE", "/drive/v3/files/{fileId}/permissions/{permissionId}", "drive.permissions.delete"),
  route("POST", "/v1/projects", "script.projects.create"),
  route("GET", "/v1/projects/{scriptId}/content", "script.projects.getContent"),
  route("PUT", "/v1/projects/{scriptId}/content", "script.projects.updateContent"),
]

/** Listens on loopback only: nothing here checks who calls. */
export async function listen(dispatch: Dispatch, port = 0) {
  const server = createServer((request, response) => void answer(dispatch, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, "127.0.0.1", resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return { rootUrl: `http://127.0.0.1:${bound}/`, close: () => closeServer(server) }
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function route(verb: string, template: string, method: ApiName): Route {
  const path = template.replace(/[:]/g, "\\:").replace(/\{(\w+)\}/g, "(?<$1>[^/]+?)")
  return { verb, path: new RegExp(`^${path}$`), method }
}

async function answer(dispatch: Dispatch, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const result = await respond(dispatch, request)
    send(response, result === undefined ? 204 : 200, result)
  } catch (error) {
    if (error instanceof ApiError) return send(response, error.code, error)
    send(response, 500, { error: { code: 500, message: String(error), status: "INTERNAL" } })
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8" })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

async function respond(dispatch: Dispatch, request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? "/", "http://localhost")
  if (!/^Bearer \S+/.test(request.headers.authorization ?? ""))
    throw new ApiError("UNAUTHENTICATED", "Request is missing required authentication credential.")
  for (const { verb, path, method } of ROUTES) {
    const found = verb === request.method ? path.exec(url.pathname) : null
    if (!found) continue
    const params = { ...queryOf(url), ...decoded(found.groups ?? {}) }
    const account = accountOf(request.headers.authorization ?? "")
    return dispatch(method, { params, body: await bodyOf(request), source: "api", account })
  }
  throw notInSurface(`${request.method} ${url.pathname}`)
}

function queryOf(url: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  for (const name of url.searchParams.keys()) {
    const values = url.searchParams.getAll(name)
    query[name] = values.length > 1 ? values : (values[0] ?? "")
  }
  return query
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]))
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8")
  if (text === "") return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw invalid("Invalid JSON payload received.")
  }
}
