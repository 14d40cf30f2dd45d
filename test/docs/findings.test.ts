/** The operator's guide tells of everything `doctor` can find. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { FINDING_CODES } from "../../cli/doctor/finding.ts"

it("the guide lists exactly the codes there are", () => {
  const guide = readFileSync(new URL("../../docs/guides/operator.md", import.meta.url), "utf8")
  const section = guide.split("## ตรวจระบบ")[1]?.split("\n## ")[0] ?? ""
  const listed = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(match => match[1])
  expect(listed).toEqual([...FINDING_CODES])
})
