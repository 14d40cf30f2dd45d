/**
 * The mail the local Worker sent, each in a file of its own before it counts as sent: the sender's own list is lost
 * when it stops. Files are numbered in the order of sending and never changed.
 */
import { mkdir, readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import type { SentMail } from "../worker/mailbox.ts"

const mail = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()),
  /** `content` as it was given to the sender: text, or base64 of what is not text. */
  attachments: z.array(
    z.object({ filename: z.string(), type: z.string(), disposition: z.string(), content: z.string() }),
  ),
  /** ISO time of the office's clock. */
  at: z.iso.datetime(),
})
export type Mail = z.infer<typeof mail>

export type Mailbox = {
  /** Oldest first. */
  list(): readonly Mail[]
  /** Resolves when the mail is on disk. Mails kept at once are written one after another. */
  keep(mail: SentMail): Promise<void>
}

export class DamagedMailError extends Error {
  constructor(file: string) {
    super(
      `${file} ไม่ใช่อีเมลที่โปรแกรมนี้เขียน หรือเสียหาย ไม่ได้แก้อะไร ให้นำกลับจากสำเนา หรือย้ายไฟล์นี้ออกเพื่อเปิดโดยไม่มีอีเมลฉบับนี้ ` +
        `/ ${file} is not a mail this program wrote. It was left as it is; move it away to start without it.`,
    )
    this.name = "DamagedMailError"
  }
}

/** Where this start has the public pages and the sheet: links of mails sent at other ports are shown leading there. */
type HereAddresses = { readonly publicUrl: string; readonly sheetUrl: string }

/** @throws DamagedMailError */
export async function openMailbox(
  folder: string,
  onMail: () => void = () => {},
  here?: HereAddresses,
): Promise<Mailbox> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const names = (await readdir(folder)).filter(name => /^\d+\.json$/.test(name)).sort()
  const mails = await Promise.all(names.map(name => readMail(join(folder, name), here)))
  let last = Number.parseInt(names.at(-1) ?? "0", 10)
  let writing: Promise<void> = Promise.resolve()
  const write = async (sent: SentMail) => {
    const kept = mail.parse({ ...sent, at: new Date(sent.at).toISOString() })
    const name = `${String(last + 1).padStart(6, "0")}.json`
    await writeFileAtomic(join(folder, name), `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 })
    last++
    mails.push(kept)
    onMail()
  }
  return {
    list: () => mails,
    keep(sent) {
      writing = writing.catch(() => {}).then(() => write(sent))
      return writing
    },
  }
}

/** Links into the sheet say which tab; the name of the log, which no port changes, stands without a scheme. */
const LINK = /http:\/\/127\.0\.0\.1:\d{1,5}(#|\/\?year=)?/g

async function readMail(file: string, here: HereAddresses | undefined): Promise<Mail> {
  const kept = await readFile(file, "utf8")
  const text = here
    ? kept.replace(LINK, (_, ofSheet = "") => `${ofSheet ? here.sheetUrl : here.publicUrl}${ofSheet}`)
    : kept
  const parsed = mail.safeParse(parseJson(text))
  if (!parsed.success) throw new DamagedMailError(file)
  return parsed.data
}
