/**
 * Loaded into clasp before it starts, when it is to speak to a Google on this machine: the client it uses takes its
 * address per service and from nowhere else. It changes nothing in clasp itself.
 */
import { createRequire } from "node:module"

type Google = { readonly google: { script(options: object): object } }

const rootUrl = process.env.SUJARIT_GOOGLE
if (rootUrl !== undefined) {
  // Not imported: its types are those of every Google API, and cost more to check than all of ours.
  const { google }: Google = createRequire(import.meta.url)("googleapis")
  const script = google.script.bind(google)
  Object.defineProperty(google, "script", {
    value: (options: object) => script({ version: "v1", ...options, rootUrl }),
  })
}
