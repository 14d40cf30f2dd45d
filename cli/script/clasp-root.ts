/**
 * Loaded into clasp before it starts, when it is to speak to a Google on this machine: the client it uses takes its
 * address per service and from nowhere else. It changes nothing in clasp itself.
 */
import { createRequire, Module } from "node:module"

const rootUrl = process.env.SUJARIT_GOOGLE
if (rootUrl !== undefined) {
  // Not imported: its types are those of every Google API, and cost more to check than all of ours.
  const require = createRequire(import.meta.url)
  const api: { script(options: object): object } = require("googleapis/build/src/apis/script/index.js")
  // In the place of the package's own entry, which loads every Google API: most of what a run of clasp costs. A push asks
  // for no other API, and one that did would have to be pointed here too.
  const entry = new Module(require.resolve("googleapis"))
  entry.loaded = true
  entry.exports = {
    google: { script: (options: object) => api.script({ version: "v1", ...options, rootUrl }) },
  }
  require.cache[entry.id] = entry
}
