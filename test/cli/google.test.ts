import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import { createGoogleClients, localAuth } from "../../cli/office/google-login.ts"

/** Answers each request with the next status, and 200 after the last. */
async function openServer(statuses: number[]) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    response.writeHead(statuses.shift() ?? 200, { "content-type": "application/json" })
    response.end("{}")
  })
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void server.close())
  const rootUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { seen, clients: createGoogleClients({ auth: localAuth(), rootUrl }) }
}

const batch = { spreadsheetId: "x", requestBody: { requests: [] } }

test.each([429, 503])("a POST answered %d is tried again", async status => {
  const { seen, clients } = await openServer([status])
  await clients.sheets.spreadsheets.batchUpdate(batch)
  expect(seen).toEqual(Array(2).fill("POST /v4/spreadsheets/x:batchUpdate"))
})

test("a refusal is not tried again", async () => {
  const { seen, clients } = await openServer([400])
  await expect(clients.sheets.spreadsheets.batchUpdate(batch)).rejects.toMatchObject({ status: 400 })
  expect(seen).toHaveLength(1)
})

test("each service speaks to the given root", async () => {
  const { seen, clients } = await openServer([])
  await clients.drive.files.list({})
  await clients.script.projects.getContent({ scriptId: "s" })
  expect(seen).toEqual(["GET /drive/v3/files", "GET /v1/projects/s/content"])
})
