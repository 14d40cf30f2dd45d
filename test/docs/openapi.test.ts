/** `/openapi.json` is what the schemas say, and what a linter that others trust finds nothing wrong with. */
import { readFileSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { createConfig, lintFromString } from "@redocly/openapi-core"
import { describe, expect, it } from "vitest"
import { openApiDocument } from "../../worker/openapi/document.ts"
import { READS } from "../../worker/openapi/operations.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const FILE = resolve(ROOT, "worker/openapi/openapi.json")

/** Text, calendars and feeds for people and readers, told in `docs/addresses.md`; the description may leave out none but pages. */
const DATA_ADDRESS = /^\/api\/|\.[a-z]+$|^\/healthz$/

describe("the description", () => {
  it("is what the operations and schemas make (UPDATE_DOCS=1 writes it anew)", () => {
    const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`
    if (process.env.UPDATE_DOCS) writeFileSync(FILE, text)
    expect(readFileSync(FILE, "utf8")).toBe(text)
  })

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
