/** Texts that come in bundles beside the entries: read instead of each push, and judged as strictly. */
import { expect, it } from "vitest"
import { disclosureLines, parseDisclosuresPath } from "../../../shared/log/disclosures.ts"
import { verifyRecord } from "../../../shared/verify/verdict.ts"
import { doorTo, type Files } from "./site.ts"
import { withDisclosures } from "./with-disclosures.ts"

const BUNDLE = "/log/disclosures/000.p/4"

async function judged(files: Files, onlyYear?: number) {
  const asked: string[] = []
  const door = doorTo(files)
  const get = (path: string) => {
    asked.push(path)
    return door.get(path)
  }
  return { ...(await verifyRecord({ ...door, get }, { onlyYear })), asked }
}

it("stand for the pushes, none of which is asked for", async () => {
  const { faults, counts, asked } = await judged(withDisclosures())
  expect(faults).toEqual([])
  expect(counts).toMatchObject({ pushes: 3, redacted: 0 })
  expect(counts.texts).toBeGreaterThan(10)
  expect(asked.filter(path => /^\/api\/v1\/pushes\/2566\/|disclosures/.test(path))).toEqual([BUNDLE])
})

it("that are not served are taken from each push", async () => {
  const files = withDisclosures()
  files.delete(BUNDLE)
  const { faults, asked } = await judged(files)
  expect(faults).toEqual([])
  expect(asked.filter(path => path.startsWith("/api/v1/pushes/2566/"))).toHaveLength(3)
})

it.each([
  ["a line short", (text: string) => text.replace("\n", ""), "fileMissing /log/disclosures/000.p/4"],
  [
    "with a letter changed",
    (text: string) =>
      text.replace(/^(~.{40})./m, (_, before) => `${before}${before.endsWith("A") ? "B" : "A"}`),
    "textLost /api/v1/pushes/2566/1#",
  ],
  [
    "with a letter that no text has",
    (text: string) => text.replace(/^(~.{40})./m, "$1ก"),
    "textUnread /api/v1/pushes/2566/1\ntextLost /api/v1/pushes/2566/1#",
  ],
  [
    "with a text between two that is blank",
    (text: string) => text.replace(/^~/m, "~~"),
    "pushMissing /api/v1/pushes/2566/1",
  ],
  [
    "with the texts of two pushes swapped",
    (text: string) =>
      text
        .split("\n")
        .map((line, at, all) => [line, all[2], all[1]][at] ?? line)
        .join("\n"),
    "textUnsigned /api/v1/pushes/2566/1",
  ],
  [
    "without the texts of a push",
    (text: string) => text.replace(/^~.+$/m, "~"),
    "textLost /api/v1/pushes/2566/1#",
  ],
])("%s are told, with their place", async (_, change, told) => {
  const files = withDisclosures()
  files.set(BUNDLE, change(String(files.get(BUNDLE))))
  const { faults } = await judged(files)
  expect(faults.map(({ code, place }) => `${code} ${place}`).join("\n")).toContain(told)
})

it("of one year are enough where only that year is judged, and what is not there is said", async () => {
  const { faults, unproved } = await judged(withDisclosures(), 2566)
  expect([faults, unproved.includes("notNow"), unproved.includes("otherYears")]).toEqual([[], true, false])
  const other = await judged(withDisclosures(), 2567)
  expect([other.faults, other.counts.pushes, other.counts.texts]).toEqual([[], 3, 0])
  expect(other.unproved).toContain("otherYears")
  expect(other.asked.filter(path => path.includes("2566") || path.includes("disclosures"))).toEqual([])
})

it("have lines and paths in one spelling alone", () => {
  expect(disclosureLines("~\n\n", 2)).toEqual(["~", ""])
  for (const text of ["~\n", "~\n\n\n", "~\n~", ""]) expect(disclosureLines(text, 2)).toBeUndefined()
  expect(parseDisclosuresPath("disclosures/x001/234.p/7")).toEqual({
    ...{ level: "entries", number: 1234, width: 7 },
  })
  for (const path of ["disclosures/1", "disclosures/000.p/256", "tile/entries/000", "disclosures/0/000"])
    expect(parseDisclosuresPath(path)).toBeUndefined()
})
