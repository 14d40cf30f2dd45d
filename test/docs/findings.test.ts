/** The guide tells of everything `doctor` can find. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { FINDING_CODES } from "../../cli/doctor/finding.ts"

it("docs/operate.md lists exactly the codes there are", () => {
  const guide = readFileSync(new URL("../../docs/operate.md", import.meta.url), "utf8")
  const listed = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map(match => match[1])
  expect(listed).toEqual([...FINDING_CODES])
})
