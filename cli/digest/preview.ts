/** The mail of a day, asked of an office and printed; nothing is sent. */
import * as z from "zod"
import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { plainDate } from "../../shared/date/thai-date.ts"
import { type CommandIo, printResult } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import { anyOpenOfficeUrl, openOfficeUrl } from "../start/folder.ts"

type Asked = { readonly on: IsoDate; readonly to: string }
type DigestOptions = Asked & {
  readonly html: boolean
  readonly json: boolean
  /** Nothing said: the one that is open in a folder nobody named, or else at the port that `start` takes by itself. */
  readonly office: string | undefined
  /** The folder of an office, instead of its address. */
  readonly data: string | undefined
}

/** Resolves with 0, mail or none. @throws CommandError when the office cannot be asked */
export async function previewDigest(options: DigestOptions, io: CommandIo): Promise<number> {
  const { office, data } = options
  const url = office ?? (data === undefined ? await anyOpenOfficeUrl() : await openOfficeUrl(data))
  const day =
    url === undefined && data !== undefined
      ? await askFolder(data, options)
      : await askOffice(url ?? DEFAULT_OFFICE, options)
  printDay(day, options, io)
  return 0
}

const DEFAULT_OFFICE = "http://127.0.0.1:8787"

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

async function askOffice(office: string, { on, to }: Asked): Promise<Day> {
  const query = new URLSearchParams({ on, to })
  const url = new URL(`/api/v1/mail-preview?${query}`, office)
  const response = await fetch(url).catch(() => {
    throw new CommandError(
      `ติดต่อสำนักงานที่ ${office} ไม่ได้ ให้เปิดด้วย sujarit start หรือบอกโฟลเดอร์ด้วย --data ` +
        `/ no office answers at ${office}: open it with sujarit start, or name its folder with --data`,
    )
  })
  const body: unknown = await response.json().catch(() => undefined)
  const day = daySchema.safeParse(body)
  if (response.ok && day.success) return day.data
  const noSection = noSectionSchema.safeParse(body)
  if (noSection.success) throw new CommandError(noSectionText(to, noSection.data.sections))
  const sheet = sheetSchema.safeParse(body)
  if (sheet.success)
    throw new CommandError(
      `${office} เป็นที่อยู่ของตาราง ให้ใช้ที่อยู่หน้าเว็บ: --office ${sheet.data.publicUrl} / that is the sheet's address: give the public one`,
    )
  throw new CommandError(
    `${office} ไม่ใช่สำนักงานจำลองในเครื่องนี้ (ตอบ ${response.status}) / not a local office: it answered ${response.status}`,
  )
}

function noSectionText(to: string, sections: readonly string[]): string {
  const names = [...new Set(sections)]
  if (names.length === 0)
    return "สำนักงานนี้ยังไม่ได้ประกาศแผน หรือปีนั้นปิดแล้ว / no plan is announced here, or its year is closed on that day"
  return `ไม่มีฝ่ายชื่อ “${to}” มี: director, ${names.join(", ")} / no section is called so`
}

async function askFolder(data: string, asked: Asked): Promise<Day> {
  // Loaded now: a running office is asked without the Worker's runtime.
  const { withSavedOffice } = await import("./saved-office.ts")
  return withSavedOffice(data, asked.on, office => askOffice(office, asked))
}

function printDay(day: Day, { html, json }: DigestOptions, io: CommandIo): void {
  if (!json && day.fewer !== "none") io.stderr(FEWER_TEXT[day.fewer])
  if (!json && day.mails.length === 0) io.stderr(noMailText(day))
  printResult(io, json, { value: day, text: () => mailsText(day, html) })
}

function mailsText({ mails }: Day, html: boolean): string {
  if (html) return mails.map(mail => mail.html).join("\n")
  return mails.map(({ subject, text }) => `หัวเรื่อง  ${subject}\n\n${text}`).join(`\n${"=".repeat(60)}\n\n`)
}

const FEWER_TEXT = {
  all: "ผู้รับขอรับอีเมลเท่าที่จำเป็น จึงแสดงเฉพาะฉบับที่ยังส่งให้ / the reader asked for less mail: only what is still sent is shown\n",
  some: "บางที่อยู่ของผู้รับขอรับอีเมลเท่าที่จำเป็น นี่คืออีเมลถึงที่อยู่ที่เหลือ / some of the reader's addresses asked for less mail: this is the mail to the others\n",
} as const

function noMailText({ on, to }: Day): string {
  const date = parseIsoDate(on)
  const day = date ? `วันที่ ${plainDate(date)}` : on
  const whom = to === "director" ? "หัวหน้าหน่วยงาน" : ` ${to} `
  return `ไม่มีอีเมลถึง${whom}ใน${day} วันหยุดไม่มีอีเมล เรื่องของวันนั้นไปกับวันทำการถัดไป / no mail to ${to} on ${on}: on a day off none leaves, the next working day's has it\n`
}
