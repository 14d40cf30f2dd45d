/** What is given for a backup and is none is told by what it is, and not as one that was cut. */
import { expect, test } from "vitest"
import { formatBackup, parseBackup } from "../../cli/backup/backup-file.ts"
import { newSite, noteOf } from "../shared/verify/site.ts"

test.each([
  ["a text", "# Sujarit\n", "not a backup: name a file that sujarit backup made"],
  ["nothing", "", "not a backup: name a file"],
  ["a checkpoint", noteOf(newSite()), "not a backup: it is a checkpoint: use it with --since"],
])("%s", (_, text, words) => {
  expect(() => parseBackup("given", text)).toThrow(words)
})

test("a backup that lost its end is still one", () => {
  const database = { migrations: [], tables: [], rows: [] }
  const whole = formatBackup({
    ...{ kind: "local", office: "a", madeAt: "2023-05-29T00:00:00Z", files: [] },
    database,
  })
  const [head] = whole.split("\n")
  expect(() => parseBackup("given", `${head}\n`)).toThrow("not a whole backup: its last line is missing")
})
