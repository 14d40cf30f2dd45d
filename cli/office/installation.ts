/**
 * The settings of one real office: where its sheets, script and Worker are. One small file in the office's data folder,
 * beside the keys. It holds no secret: whoever has it knows where things are and can open none of them. When it is lost,
 * `setup` with the same office and Worker finds the sheet and the script again and writes it anew.
 */
import { mkdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import { type MailTransport, TRANSPORTS } from "../command/office-options.ts"
import { OFFICE_ID, ORIGIN } from "../command/option.ts"
import type { GoogleClients } from "./google-login.ts"

const schema = z.strictObject({
  format: z.literal("sujarit-installation"),
  version: z.literal(1),
  /** `iss` of every push, the Worker's OFFICE_ID. */
  office: z.string().regex(OFFICE_ID),
  /** As people call it. */
  name: z.string(),
  /** The Worker's public origin, `aud` of every push. */
  worker: z.string().regex(ORIGIN),
  /** The account that owns the sheets and runs the script. */
  owner: z.string(),
  /** Thumbprint of the key that signs; the key is in `keys.json`. */
  keyId: z.string(),
  /** How mail leaves, once somebody said so; Cloudflare sends it until then. */
  mail: z.enum(TRANSPORTS).optional(),
  /** Absent until the script's project was made. */
  scriptId: z.string().optional(),
  /** When a version was pushed that asks its account for more, in epoch milliseconds: an `install` before it does not do. */
  asksMoreSince: z.int().optional(),
  /** The open years, oldest first. */
  years: z.array(z.strictObject({ fiscalYear: z.int(), spreadsheetId: z.string() })),
})
export type Installation = Omit<z.infer<typeof schema>, "format" | "version">

const FILE = "installation.json"

/** Undefined when nothing was set up in this folder. @throws CommandError when the file is damaged */
export async function readInstallation(folder: string): Promise<Installation | undefined> {
  const file = join(folder, FILE)
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined
    throw new CommandError(`เปิด ${file} ไม่ได้ / cannot open it: ${error.message}`)
  })
  if (text === undefined) return undefined
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) {
    const { format: _format, version: _version, ...installation } = parsed.data
    return installation
  }
  const places = [...new Set(parsed.error.issues.map(issue => issue.path.join(".") || "ทั้งไฟล์"))].join(", ")
  throw new CommandError(
    `${file} เสียหาย (${places}) ไม่ได้แก้อะไร ให้นำกลับจากสำเนา หรือย้ายไฟล์นี้ออกแล้วสั่ง setup ด้วย --office และ --worker เดิม ` +
      "/ damaged; nothing was changed. Restore it, or move it away and run setup with the same --office and --worker",
  )
}

/** @throws CommandError when nothing was set up in this folder */
export async function installationOf(folder: string): Promise<Installation> {
  const installation = await readInstallation(folder)
  if (installation) return installation
  if ((await readIfThere(join(folder, "office.json"))) !== undefined)
    throw new CommandError(
      `${folder} เป็นโฟลเดอร์ของสำนักงานจำลอง คำสั่งนี้ใช้กับสำนักงานจริงเท่านั้น ให้ระบุ --data ของสำนักงานจริง / the folder of a local office; this command is for a real one: name its folder with --data`,
    )
  throw new CommandError(
    `ยังไม่ได้ตั้งระบบใน ${folder} ตรวจ --data หรือสั่ง sujarit setup ก่อน / nothing was set up in this folder: check --data, or run setup first`,
  )
}

/** All of it or nothing: a run killed here leaves the file as it was. */
export async function saveInstallation(folder: string, installation: Installation): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const whole = { format: "sujarit-installation", version: 1, ...installation }
  await writeFileAtomic(join(folder, FILE), `${JSON.stringify(whole, undefined, 2)}\n`, { mode: 0o600 })
}

/** With the year's sheet in its place. */
export function withYear(
  installation: Installation,
  fiscalYear: number,
  spreadsheetId: string,
): Installation {
  const others = installation.years.filter(year => year.fiscalYear !== fiscalYear)
  const years = [...others, { fiscalYear, spreadsheetId }].sort((a, b) => a.fiscalYear - b.fiscalYear)
  return { ...installation, years }
}

export function sheetAddress(spreadsheetId: string): string {
  return `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`
}

/** What was asked, each well-formed. */
export type AskedOffice = {
  readonly office: string | undefined
  readonly name: string | undefined
  /** The Worker's public origin. */
  readonly worker: string | undefined
  readonly mail?: MailTransport | undefined
}

/** @throws CommandError when an answer is missing, or another than the folder's */
export async function identify(
  clients: Pick<GoogleClients, "drive">,
  before: Installation | undefined,
  asked: AskedOffice,
): Promise<Installation> {
  const office = asked.office ?? before?.office
  const worker = asked.worker ?? before?.worker
  if (office === undefined || worker === undefined)
    throw new CommandError(
      "ครั้งแรกต้องบอก --office (รหัสหน่วยงาน เช่น phasicharoen) และ --worker (ที่อยู่หน้าเว็บ เช่น https://record.example) " +
        "/ the first run needs --office and --worker",
    )
  if (before && before.office !== office)
    throw new CommandError(
      `โฟลเดอร์นี้เป็นของหน่วยงาน ${before.office} ให้ใช้ --data อื่นสำหรับ ${office} / this folder is of another office: choose another --data`,
    )
  const owner = await accountOf(clients)
  if (before && before.owner !== owner)
    throw new CommandError(
      `ตารางนี้เป็นของบัญชี ${before.owner} แต่ตอนนี้เข้าสู่ระบบด้วย ${owner} ให้เข้าสู่ระบบด้วยบัญชีเดิม ` +
        "/ the sheets belong to another account than the one logged in: log in with the first",
    )
  const name = asked.name ?? before?.name ?? ""
  const mail = asked.mail ?? before?.mail
  return { keyId: "", years: [], ...before, office, worker, name, owner, ...(mail && { mail }) }
}

/** The account that is logged in. @throws CommandError when Google does not say */
export async function accountOf({ drive }: Pick<GoogleClients, "drive">): Promise<string> {
  const { data } = await drive.about.get({ fields: "user(emailAddress)" })
  const owner = data.user?.emailAddress
  if (owner) return owner.toLowerCase()
  throw new CommandError("Google ไม่บอกว่าเป็นบัญชีใด / Google did not say whose account this is")
}
