/** UrlFetchApp: synchronous for the script; the main thread does the fetching. */
import { Buffer } from "node:buffer"
import { type CallHost, guard } from "./guard.ts"
import { bytesOf, CHARSETS, createBlob, signedBytes, textOf } from "./utilities.ts"

interface FetchOptions {
  readonly method?: string
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly payload?: unknown
  readonly followRedirects?: boolean
  readonly muteHttpExceptions?: boolean
}

const OPTIONS = ["method", "contentType", "headers", "payload", "followRedirects", "muteHttpExceptions"]

/** What the main thread is asked to fetch, and what it answers. */
export interface FetchRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
  readonly redirect: "follow" | "manual"
}
export interface FetchReply {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
}

export function createUrlFetchApp(call: CallHost) {
  return guard("UrlFetchApp", {
    fetch(url: string, options: FetchOptions = {}) {
      for (const name of Object.keys(options))
        if (!OPTIONS.includes(name))
          throw new Error(`UrlFetchApp.fetch's ${name} is not in the local surface`)
      const reply = call("UrlFetchApp.fetch", fetchRequest(url, options)) as FetchReply
      if (reply.status >= 400 && !options.muteHttpExceptions) throw refused(url, reply)
      return createResponse(reply)
    },
  })
}

function fetchRequest(url: string, options: FetchOptions): FetchRequest {
  const { method = "get", payload, headers = {}, followRedirects = true } = options
  const contentType = options.contentType ?? "application/x-www-form-urlencoded"
  return {
    url,
    method: method.toUpperCase(),
    headers: payload === undefined ? headers : { "Content-Type": contentType, ...headers },
    body: payload === undefined ? undefined : payloadBytes(payload),
    redirect: followRedirects ? "follow" : "manual",
  }
}

/** A text is sent as UTF-8; bytes as they are; an object as a form. */
function payloadBytes(payload: unknown): Uint8Array {
  if (typeof payload === "string") return bytesOf(payload, CHARSETS.UTF_8)
  if (Array.isArray(payload)) return bytesOf(payload)
  const blob = payload as { getBytes?: () => number[] }
  if (isBlob(payload)) return bytesOf(blob.getBytes?.() ?? [])
  const fields = Object.entries(Object(payload)).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  )
  return Buffer.from(fields.join("&"))
}

function isBlob(payload: unknown): boolean {
  return typeof payload === "object" && payload !== null && "getBytes" in payload
}

function refused(url: string, { status, body }: FetchReply): Error {
  const host = /^[a-z]+:\/\/[^/]+/i.exec(url)?.[0] ?? url
  return new Error(
    `Request failed for ${host} returned code ${status}. Truncated server response: ` +
      `${textOf(body).slice(0, 200)} (use muteHttpExceptions option to examine full response)`,
  )
}

function createResponse({ status, headers, body }: FetchReply) {
  const all: Record<string, string | string[]> = {}
  for (const [name, value] of headers) {
    const known = all[name]
    all[name] = known === undefined ? value : [known, value].flat()
  }
  const contentType = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? null
  return guard("HTTPResponse", {
    getResponseCode: () => status,
    getContentText: (charset?: string) => textOf(body, charset),
    getContent: () => signedBytes(body),
    getBlob: () => createBlob(signedBytes(body), contentType),
    getAllHeaders: () => all,
    getHeaders: () =>
      Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value].flat().at(-1)])),
  })
}
