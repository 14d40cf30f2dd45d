/** Signatures, the network, and what the runtime lacks. */
import type { Case } from "./case.ts"
import { equal, throws } from "./expect.ts"

const REFERENCE = "developers.google.com/apps-script/reference"
const RUNTIME = "developers.google.com/apps-script/guides/v8-runtime"

/** Answers as httpbin.org does; the runner gives its own. */
function address(path: string): string {
  const base = PropertiesService.getScriptProperties().getProperty("CONFORMANCE_URL") ?? "https://httpbin.org"
  return base + path
}

export const UTILITIES_CASES: readonly Case[] = [
  {
    name: "what is no key is refused, not signed with",
    tag: "unverified",
    source: `${REFERENCE}/utilities/utilities`,
    run() {
      throws(() => Utilities.computeRsaSha256Signature("a", "no key", Utilities.Charset.UTF_8))
    },
  },
  {
    name: "a UUID is version 4, and never the same",
    tag: "documented",
    source: `${REFERENCE}/utilities/utilities`,
    run() {
      equal(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(Utilities.getUuid()),
        true,
      )
      const [one, other] = [Utilities.getUuid(), Utilities.getUuid()]
      equal(one === other, false)
    },
  },
  {
    name: "fetch throws at 400 and above",
    tag: "documented",
    source: `${REFERENCE}/url-fetch/url-fetch-app`,
    run() {
      throws(() => UrlFetchApp.fetch(address("/status/404")), "404")
    },
  },
  {
    name: "muted, it answers with the code",
    tag: "documented",
    source: `${REFERENCE}/url-fetch/url-fetch-app`,
    run() {
      const response = UrlFetchApp.fetch(address("/status/409"), { muteHttpExceptions: true })
      equal(response.getResponseCode(), 409)
    },
  },
  {
    name: "a text payload is sent as UTF-8 with the content type given",
    tag: "documented",
    source: `${REFERENCE}/url-fetch/url-fetch-app`,
    run() {
      const options = { method: "post", contentType: "text/plain", payload: "กข" } as const
      const echoed = JSON.parse(UrlFetchApp.fetch(address("/post"), options).getContentText())
      equal([echoed.data, echoed.headers["Content-Type"]], ["กข", "text/plain"])
    },
  },
  {
    name: "a redirect is followed unless told not to",
    tag: "documented",
    source: `${REFERENCE}/url-fetch/url-fetch-app`,
    run() {
      const response = UrlFetchApp.fetch(address("/status/302"), { followRedirects: false })
      equal(response.getResponseCode(), 302)
    },
  },
  {
    name: "the runtime has no timers and none of the web's globals",
    tag: "documented",
    source: RUNTIME,
    run() {
      const names = [
        "setTimeout",
        "setInterval",
        "fetch",
        "TextEncoder",
        "URL",
        "atob",
        "crypto",
        "performance",
      ]
      const host = ["process", "require", "Buffer", "global", "module"]
      const found = [...names, ...host].filter(name => name in globalThis)
      equal(found, [])
    },
  },
  {
    name: "a date of a text without a time is UTC",
    tag: "documented",
    source: "ECMA-262, Date.parse",
    run() {
      equal(new Date("2026-01-31").getTime(), 1769817600000)
      equal(new Date() instanceof Date, true)
    },
  },
]
