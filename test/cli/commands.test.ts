/** The manners of every command: told from its table, the same in all of them. */
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { describe, expect, it, test } from "vitest"
import { defineCommand, progressOf } from "../../cli/command/command.ts"
import { CommandError } from "../../cli/command/fault.ts"
import { choice, date, file, flag, folder, seconds, sheetYear, text } from "../../cli/command/option.ts"
import { COMMANDS, runSujarit } from "../../cli/commands.ts"
import { ran } from "./ran.ts"

const sujarit = (...args: string[]) =>
  ran({ ...must(COMMANDS[0]), run: (words, io) => runSujarit(words, io) }, args)

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("there is none")
  return value
}

describe.each(COMMANDS.map(command => [command.name, command] as const))("%s", (name, command) => {
  it.each(["--help", "-h"])("%s tells its usage in Thai and English, even beside a mistake", async help => {
    const { code, out, err } = await ran(command, ["--nonsense", help])
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(out).toContain(`วิธีใช้ / usage: sujarit ${name}`)
    for (const line of out.split("\n").filter(each => each.startsWith("  --")))
      expect(line).toMatch(/ {2}.*[ก-๛A-Z].* \/ \S/)
  })

  it("names an option it does not know, with the nearest that it does", async () => {
    const known = must(/--[a-z-]{4,}/.exec(command.synopsis)?.[0])
    const typed = `${known.slice(0, -2)}${known.slice(-1)}`
    const { code, out, err } = await ran(command, [typed])
    expect({ code, out }).toEqual({ code: 2, out: "" })
    expect(err).toContain(
      `ไม่มีตัวเลือก ${typed} หมายถึง ${known} หรือไม่ / no such option: ${typed}; did you mean ${known}?`,
    )
    expect((await ran(command, ["--utterly-unlike"])).err).toContain("no such option: --utterly-unlike\n")
  })
})

describe("sujarit", () => {
  it("tells every command", async () => {
    const { code, out } = await sujarit("--help")
    expect(code).toBe(0)
    for (const { name, thai, english } of COMMANDS)
      expect(out).toMatch(`${name.padEnd(8)}  ${thai} / ${english}\n`)
  })

  it("names a command there is none of, with the nearest", async () => {
    expect(await sujarit("depoy")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no such command: depoy; did you mean deploy\?\n.*sujarit --help\n$/),
    })
    expect((await sujarit()).code).toBe(2)
  })

  it("tells of every kind of file that verify judges", async () => {
    const { out } = await sujarit("verify", "--help")
    expect(out).toContain(".tlog-proof")
    expect(out).toContain("backup")
  })

  it("hands a command its own words", async () => {
    expect((await sujarit("period", "--help")).out).toContain("usage: sujarit period")
  })

  it.each([
    [["--port", "0"], "65535"],
    [["--port", "8788", "--sheet-port", "8788"], "two different"],
    [["--today", "2023-02-30"], "2023-02-30"],
    [["--today", "soon"], "soon"],
    [["--today", "2566-05-29"], "--today 2023-05-29"],
    [["--empty", "--plan", "x.txt"], "--empty"],
    [["--wat"], "--wat"],
  ])("refuses start %j as usage", async (args, word) => {
    const { code, err } = await sujarit("start", ...args, "--data", "no-such-folder")
    expect({ code, refused: err.split("usage: sujarit start")[0] }).toEqual({
      code: 2,
      refused: expect.stringContaining(word),
    })
    expect(err).toContain("usage: sujarit start")
  })

  // What is loaded to tell the options is a fraction of what a command needs.
  it("loads no library to tell what there is", async () => {
    const script = `
      import { registerHooks } from "node:module"
      const packages = []
      registerHooks({ resolve: (name, context, next) => {
        if (!/^(node:|[./]|file:)/.test(name)) packages.push(name)
        return next(name, context)
      } })
      await import(${JSON.stringify(new URL("../../cli/commands.ts", import.meta.url).href)})
      console.log(JSON.stringify(packages))`
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script])
    expect(JSON.parse(stdout)).toEqual([])
  })
})

describe("a command's table", () => {
  const seen: unknown[] = []
  const command = defineCommand({
    name: "try",
    thai: "ลอง",
    english: "tries",
    options: {
      plan: { kind: file, operand: "one", thai: "แผน", english: "a plan" },
      fiscalYear: { kind: sheetYear, thai: "ปี", english: "the year" },
      on: { kind: date, thai: "วัน", english: "the day" },
      wait: { kind: seconds, default: "30", jsonDefault: "0", thai: "รอ", english: "waits" },
      mail: { kind: choice(["smtp", "google"]), thai: "ทาง", english: "the way" },
      data: { kind: folder, isNeeded: true, thai: "โฟลเดอร์", english: "the folder" },
      note: { kind: text, otherwise: "none", thai: "บันทึก", english: "a note" },
      json: { kind: flag, thai: "JSON", english: "as JSON" },
    },
    run: async (options, io) => {
      progressOf(io)("อยู่ระหว่างทำ / at it")
      seen.push(options)
      if (options.note === "fails") throw new CommandError("ทำไม่ได้ / it cannot be done")
      return 1
    },
  })

  test("gives each option as its kind, and the defaults that it shows", async () => {
    const args = ["--fiscal-year=๒๕๖๖", "plan.txt", "--data", "/x", "--on", "2023-06-12", "--mail", "google"]
    expect((await ran(command, args)).code).toBe(1)
    const parsed = { fiscalYear: 2566, plan: "plan.txt", data: "/x", on: "2023-06-12", mail: "google" }
    expect(seen.pop()).toEqual({ ...parsed, wait: 30, note: undefined, json: false })
    await ran(command, [...args, "--json"])
    expect(seen.pop()).toMatchObject({ wait: 0, json: true })
    const { out } = await ran(command, ["--help"])
    expect(out).toContain("sujarit try FILE --data DIR [--fiscal-year YEAR] [--on YYYY-MM-DD]")
    expect(out).toMatch(/--wait SECONDS +รอ \/ waits \(30; with --json 0\)\n/)
    expect(out).toMatch(/--note TEXT +บันทึก \/ a note \(none\)\n/)
  })

  test.each([
    [["--data", "/x"], "ต้องบอก FILE หนึ่งอย่าง: แผน / name one FILE: a plan"],
    [["a", "b", "--data", "/x"], "name one FILE"],
    [["a"], "--data ใช้ชื่อโฟลเดอร์ / --data takes a folder's name (โฟลเดอร์ / the folder)"],
    [["a", "--data"], "--data ต้องมีค่าตามหลัง / --data takes a value: --data DIR"],
    [["a", "--data", "--json"], "--data takes a value"],
    [["a", "--data", "/x", "--json=yes"], "--json ไม่รับค่า / --json takes no value: yes"],
    [
      ["a", "--data", "/x", "--fiscal-year", "66"],
      "--fiscal-year ใช้ปี พ.ศ. เช่น 2569 / --fiscal-year takes a B.E. year: 66",
    ],
    [["a", "--data", "/x", "--on", "2566-05-29"], "ให้พิมพ์ --on 2023-05-29 / a year of the Buddhist era"],
    [["a", "--data", "/x", "--on", "๒๕๖๗-๐๒-๒๙"], "type --on 2024-02-29"],
    [["a", "--data", "/x", "--on", "2568-02-29"], "--on takes a date like 2023-06-12: 2568-02-29"],
    [["a", "--data", "/x", "--wait", "-1"], "--wait takes a value"],
    [["a", "--data", "/x", "--wait", "soon"], "--wait takes seconds: soon"],
    [["a", "--data", "/x", "--mail", "pigeon"], "--mail ใช้ smtp, google / --mail takes one of these: pigeon"],
    [["a", "--data", "/x", "-x"], "no such option: -x"],
  ])("%j is a mistake of usage", async (args, message) => {
    const { code, out, err } = await ran(command, args)
    expect({ code, out }).toEqual({ code: 2, out: "" })
    expect(err).toContain(message)
    expect(err).toContain("usage: sujarit try")
  })

  test("a fault of the environment is its sentence alone", async () => {
    const fault = await ran(command, ["a", "--data", "/x", "--note", "fails"])
    expect(fault).toEqual({ code: 2, out: "", err: "ทำไม่ได้ / it cannot be done\n" })
  })

  test.each([
    [true, [], "· อยู่ระหว่างทำ / at it\n"],
    [true, ["--json"], ""],
    [false, [], ""],
  ])(
    "progress is told on a terminal (%s) without JSON %j, and nowhere else",
    async (isWatched, more, expected) => {
      const err: string[] = []
      const io = { stdout: () => {}, stderr: (words: string) => void err.push(words), isWatched }
      await command.run(["a", "--data", "/x", ...more], io)
      expect(err.join("")).toBe(expected)
    },
  )
})
