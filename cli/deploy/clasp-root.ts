/**
 * Loaded into clasp before it starts, when it is to speak to a Google on this machine: the client it uses takes its
 * address per service and from nowhere else. It changes nothing in clasp itself.
 */
import { google } from "googleapis"

const rootUrl = process.env.SUJARIT_GOOGLE
if (rootUrl !== undefined) {
  const script = google.script.bind(google)
  Object.defineProperty(google, "script", {
    value: (options: object) => script({ version: "v1", ...options, rootUrl }),
  })
}
