/** `/openapi.json` describes every address for machines, and a linter that others trust finds nothing wrong with it. */
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { createConfig, lintFromString } from "@redocly/openapi-core"
import { describe, expect, it } from "vitest"
import { READS } from "../../worker/openapi/operations.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const FILE = resolve(ROOT, "worker/openapi/openapi.json")

/** Text, calendars and feeds for people and readers, told in `docs/addresses.md`; the description may leave out none but pages. */
const DATA_ADDRESS = /^\/api\/|\.[a-z]+$|^\/healthz$/

describe("the description", () => {
  it("passes the linter with nothing found", async () => {
    const config = await createConfig({ extends: ["recommended"] })
    const found = await lintFromString({ source: readFileSync(FILE, "utf8"), absoluteRef: FILE, config })
    expect(found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([])
  })

  it("describes every address for machines that is listed, and no other", () => {
    const listed = [
      ...readFileSync(resolve(ROOT, "docs/addresses.md"), "utf8").matchAll(/^\| `(\/[^`]*)` \|/gm),
    ]
      .map(match => match[1] ?? "")
      .filter(address => DATA_ADDRESS.test(address))
    const described = READS.map(({ path }) =>
      path.replaceAll("{", "<").replaceAll("}", ">").replace("<sequence>", "<n>"),
    )
    expect(described.sort()).toEqual(listed.sort())
  })
})
