/** UrlFetchApp: synchronous for the script; the main thread does the fetching. */
import { type CallHost, guard } from "./guard.ts"

interface FetchOptions {
  readonly method?: string
  readonly contentType?: string
  readonly payload?: string
  readonly followRedirects?: boolean
  readonly muteHttpExceptions?: boolean
}

const OPTIONS = ["method", "contentType", "payload", "followRedirects", "muteHttpExceptions"]

/** What the main thread is asked to fetch, and what it answers. */
export interface FetchRequest {
  readonly url: string
  readonly method: string
  readonly contentType: string
  readonly body: string | undefined
  readonly redirect: "follow" | "manual"
}
export interface FetchReply {
  readonly status: number
  readonly text: string
}

export function createUrlFetchApp(call: CallHost): object {
  return guard("UrlFetchApp", {
    fetch(url: string, options: FetchOptions = {}) {
      const wrong = Object.keys(options).find(name => !OPTIONS.includes(name))
      if (wrong) throw new Error(`UrlFetchApp.fetch's ${wrong} is not in the local surface`)
      const { status, text } = call("UrlFetchApp.fetch", fetchRequest(url, options)) as FetchReply
      if (status >= 400 && !options.muteHttpExceptions) throw refused(url, status, text)
      return guard("HTTPResponse", { getResponseCode: () => status, getContentText: () => text })
    },
  })
}

function fetchRequest(url: string, options: FetchOptions): FetchRequest {
  const { method = "get", payload, contentType, followRedirects = true } = options
  if (payload !== undefined && typeof payload !== "string")
    throw new Error("A payload that is no text is not in the local surface")
  return {
    url,
    method: method.toUpperCase(),
    contentType: contentType ?? "application/x-www-form-urlencoded",
    body: payload,
    redirect: followRedirects ? "follow" : "manual",
  }
}

function refused(url: string, status: number, text: string): Error {
  const host = /^[a-z]+:\/\/[^/]+/i.exec(url)?.[0] ?? url
  return new Error(
    `Request failed for ${host} returned code ${status}. Truncated server response: ` +
      `${text.slice(0, 200)} (use muteHttpExceptions option to examine full response)`,
  )
}
