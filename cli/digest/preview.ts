/** `sujarit digest --on DATE [--to director|SECTION]`: the mail a day would bring, sending nothing. */
import { parseArgs } from "node:util"
import * as z from "zod"
import { type IsoDate, parseIsoDate } from "../shared/date/civil-date.ts"
import { plainDate } from "../shared/date/thai-date.ts"
import { DigestError } from "./digest/digest-error.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

const DEFAULT_OFFICE = "http://127.0.0.1:8787"

const USAGE = `วิธีใช้ / usage: sujarit digest --on YYYY-MM-DD [--to director|SECTION] [--html | --json]
                      [--office ${DEFAULT_OFFICE} | --data DIR]

  --on      วันของเมล / the day of the mail
  --to      ผู้รับ: director หรือชื่อฝ่าย / the reader: director (default), or a section's name or number
  --office  สำนักงานจำลองที่เปิดอยู่ / the public address of a running local office
  --data    โฟลเดอร์ข้อมูลของสำนักงานที่ปิดแล้ว / the data folder of an office that is stopped
  --html    เมลแบบ HTML / the HTML of the mail
  --json    {on, to, simulated, fewer, mails: [{fiscalYear, subject, text, html, about}]}
`

/** Exit code: 0 rendered, or no mail that day; 2 usage, or an office that cannot be asked. */
export async function digestCommand(args: string[], io: CommandIo): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    io.stdout(USAGE)
    return 0
  }
  const options = parseOptions(args)
  if ("fault" in options) {
    io.stderr(`${options.fault}\n\n${USAGE}`)
    return 2
  }
  try {
    const day =
      options.data === undefined ? await askOffice(options.office, options) : await askFolder(options)
    printDay(day, options.format, io)
    return 0
  } catch (error) {
    if (!(error instanceof Error) || !MENDABLE.has(error.name)) throw error
    io.stderr(`${error.message}\n`)
    return 2
  }
}

/** Errors a person can mend, by name, so that their modules are loaded when needed. */
const MENDABLE: ReadonlySet<string> = new Set(["DigestError", "DamagedDatabaseError", "PortInUseError"])

type Asked = { readonly on: IsoDate; readonly to: string }
type Options = Asked & {
  readonly format: "text" | "html" | "json"
  readonly office: string
  readonly data: string | undefined
}

function parseOptions(args: string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        on: { type: "string" },
        to: { type: "string", default: "director" },
        office: { type: "string" },
        data: { type: "string" },
        html: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    })
    const on = parseIsoDate(values.on ?? "")
    if (!on)
      return {
        fault: `ต้องบอกวัน เช่น --on 2023-06-12 / --on takes a date like 2023-06-12: “${values.on ?? ""}”`,
      }
    if (values.html && values.json)
      return { fault: "เลือก --html หรือ --json อย่างใดอย่างหนึ่ง / --html or --json, not both" }
    if (values.office !== undefined && values.data !== undefined)
      return { fault: "เลือก --office หรือ --data อย่างใดอย่างหนึ่ง / --office or --data, not both" }
    const office = values.office ?? DEFAULT_OFFICE
    if (!/^https?:\/\//.test(office) || !URL.canParse(office))
      return { fault: `“${office}” ไม่ใช่ที่อยู่เว็บ / --office takes an address like ${DEFAULT_OFFICE}` }
    const format = values.json ? "json" : values.html ? "html" : "text"
    return { on, to: values.to, format, office, data: values.data }
  } catch (error) {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

const daySchema = z.object({
  on: z.string(),
  to: z.string(),
  simulated: z.boolean(),
  /** Whether the reader asked for less mail: all of his addresses, some, or none. */
  fewer: z.enum(["all", "some", "none"]).default("none"),
  mails: z.array(
    z.object({
      fiscalYear: z.int(),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      about: z.array(z.string()),
    }),
  ),
})
type Day = z.infer<typeof daySchema>

const sheetSchema = z.object({ code: z.literal("sheetAddress"), publicUrl: z.string() })
const noSectionSchema = z.object({ code: z.literal("noSuchSection"), sections: z.array(z.string()) })

/** @throws DigestError */
async function askOffice(office: string, { on, to }: Asked): Promise<Day> {
  const query = new URLSearchParams({ on, to })
  const url = new URL(`/api/v1/mail-preview?${query}`, office)
  const response = await fetch(url).catch(() => {
    throw new DigestError(
      `ติดต่อสำนักงานที่ ${office} ไม่ได้ ให้เปิดด้วย sujarit start หรือบอกโฟลเดอร์ด้วย --data ` +
        `/ no office answers at ${office}: open it with sujarit start, or name its folder with --data`,
    )
  })
  const body: unknown = await response.json().catch(() => undefined)
  const day = daySchema.safeParse(body)
  if (response.ok && day.success) return day.data
  const noSection = noSectionSchema.safeParse(body)
  if (noSection.success) throw new DigestError(noSectionText(to, noSection.data.sections))
  const sheet = sheetSchema.safeParse(body)
  if (sheet.success)
    throw new DigestError(
      `${office} เป็นที่อยู่ของตาราง ให้ใช้ที่อยู่หน้าเว็บ: --office ${sheet.data.publicUrl} / that is the sheet's address: give the public one`,
    )
  throw new DigestError(
    `${office} ไม่ใช่สำนักงานจำลองในเครื่องนี้ (ตอบ ${response.status}) / not a local office: it answered ${response.status}`,
  )
}

function noSectionText(to: string, sections: readonly string[]): string {
  const names = [...new Set(sections)]
  if (names.length === 0)
    return "สำนักงานนี้ยังไม่ได้ประกาศแผน หรือปีนั้นปิดแล้ว / no plan is announced here, or its year is closed on that day"
  return `ไม่มีฝ่ายชื่อ “${to}” มี: director, ${names.join(", ")} / no section is called so`
}

async function askFolder({ data = "", on, to }: Options): Promise<Day> {
  // Loaded now: a running office is asked without the Worker's runtime.
  const { withSavedOffice } = await import("./digest/saved-office.ts")
  return withSavedOffice(data, on, office => askOffice(office, { on, to }))
}

function printDay(day: Day, format: Options["format"], io: CommandIo): void {
  if (format === "json") {
    io.stdout(`${JSON.stringify(day, null, 2)}\n`)
    return
  }
  if (day.fewer !== "none") io.stderr(FEWER_TEXT[day.fewer])
  if (day.mails.length === 0) {
    io.stderr(noMailText(day))
  } else {
    const texts = day.mails.map(each =>
      format === "html" ? each.html : `หัวเรื่อง  ${each.subject}\n\n${each.text}`,
    )
    io.stdout(texts.join(format === "html" ? "\n" : `\n${"=".repeat(60)}\n\n`))
  }
}

const FEWER_TEXT = {
  all: "ผู้รับขอรับอีเมลเท่าที่จำเป็น จึงแสดงเฉพาะฉบับที่ยังส่งให้ / the reader asked for less mail: only what is still sent is shown\n",
  some: "บางที่อยู่ของผู้รับขอรับอีเมลเท่าที่จำเป็น นี่คือเมลถึงที่อยู่ที่เหลือ / some of the reader's addresses asked for less mail: this is the mail to the others\n",
} as const

function noMailText({ on, to }: Day): string {
  const date = parseIsoDate(on)
  const day = date ? `วันที่ ${plainDate(date)}` : on
  return `ไม่มีเมลถึง ${to} ใน${day} / no mail to ${to} on ${on}\n`
}
