import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { periodCommand } from "../../cli/commands-here.ts"
import { ran } from "./ran.ts"

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "period-"))
  await writeFile(join(folder, "holidays.txt"), "2022-12-05 # วันพ่อ\n\n2022-12-12\n")
  await writeFile(join(folder, "broken.txt"), "5 ธ.ค. 65\n")
})
afterAll(() => rm(folder, { recursive: true }))

async function run(args: string[], ...chunks: (string | Uint8Array)[]) {
  async function* stdin() {
    yield* chunks
  }
  const { code, out, err } = await ran(periodCommand, args, { stdin: stdin() })
  return { code, out, errors: err }
}

test("--json gives one line for each argument, with the public keys in order", async () => {
  const { code, out } = await run(["--year", "2566", "--json", "30 มิ.ย. 66", "ภายในวันที่ ๕ ของทุกเดือน"])
  const lines = out
    .trimEnd()
    .split("\n")
    .map(line => JSON.parse(line))
  expect(code).toBe(0)
  expect(Object.keys(lines[0])).toEqual(["text", "normal", "due", "flag", "understood", "problems", "offers"])
  expect(lines.map(({ normal, due }) => [normal, due.length])).toEqual([
    ["D 2023-06-30", 1],
    ["DTSTART;VALUE=DATE:20221005 RRULE:FREQ=MONTHLY;BYMONTHDAY=5;UNTIL=20230930", 12],
  ])
})

test("--json offers the meanings of what is asked about, and none of what is clear", async () => {
  const { out } = await run(["--year", "2566", "--json", "15 ม.ย. 2566", "30 มิ.ย. 66"])
  const [asked, clear] = out
    .trimEnd()
    .split("\n")
    .map(line => JSON.parse(line).offers)
  expect(asked).toEqual([
    { normal: "D 2023-06-15", due: ["2023-06-15"], words: "วันพฤหัสบดีที่ ๑๕ มิถุนายน พ.ศ. ๒๕๖๖" },
    { normal: "D 2023-04-15", due: ["2023-04-15"], words: "วันเสาร์ที่ ๑๕ เมษายน พ.ศ. ๒๕๖๖" },
  ])
  expect(clear).toEqual([])
})

test("without arguments it reads lines, however they are cut into chunks", async () => {
  const bytes = new TextEncoder().encode("30 มิ.ย. 66\r\n31 มี.ค. 66")
  const { code, out } = await run(
    ["--year", "2566", "--json"],
    bytes.slice(0, 4),
    bytes.slice(4, 21),
    bytes.slice(21),
  )
  expect(code).toBe(0)
  expect(
    out
      .trimEnd()
      .split("\n")
      .map(line => JSON.parse(line).normal),
  ).toEqual(["D 2023-06-30", "D 2023-03-31"])
})

test("a phrase to ask about, or one refused, ends it with 1", async () => {
  expect((await run(["--year", "2566", "30 มิ.ย. 66", "ทุกเดือน"])).code).toBe(1)
  expect((await run(["--year", "2566", "31 มิ.ย. 66"])).code).toBe(1)
  expect((await run(["--year", "2566", "30 มิ.ย."])).code).toBe(0)
})

test("people read Thai: the verdict, what was understood, and what to type", async () => {
  const { out } = await run(["--year", "2566", "31 มิถุนายน 2566"])
  expect(out).toContain("ใช้ไม่ได้")
  expect(out).toContain("เดือนมิถุนายนมี 30 วัน ให้พิมพ์ “30 มิ.ย. 2566” หรือ “1 ก.ค. 2566”")
})

test("the holidays' file moves dates that the text lets move", async () => {
  const phrase = "5 ธันวาคม 2565 หากตรงกับวันหยุดให้เลื่อนไปวันทำการถัดไป"
  const { out } = await run(["--year", "2566", "--holidays", join(folder, "holidays.txt"), "--json", phrase])
  expect(JSON.parse(out).due).toEqual(["2022-12-06"])
})

test.each([
  ["no year", ["30 มิ.ย. 66"]],
  ["a C.E. year", ["--year", "2023", "30 มิ.ย. 66"]],
  ["an unknown option", ["--year", "2566", "--csv"]],
  ["a missing file", ["--year", "2566", "--holidays", "/nonexistent/holidays.txt", "-"]],
])("%s is told on stderr and ends it with 2", async (_, args) => {
  const { code, out, errors } = await run(args)
  expect({ code, out }).toEqual({ code: 2, out: "" })
  expect(errors).toContain("usage: sujarit period")
})

test("a holiday that is no ISO date is told with its line", async () => {
  const { code, errors } = await run(["--year", "2566", "--holidays", join(folder, "broken.txt"), "-"])
  expect(code).toBe(2)
  expect(errors).toContain('line 1: "5 ธ.ค. 65"')
})
