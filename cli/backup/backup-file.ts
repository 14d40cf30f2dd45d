/**
 * A backup: one file of JSON lines, readable for as long as there is JSON. The first line says what it is, then come the
 * office's own small files, then every row of the database in the order it can be put back in, then a line that says how
 * many there were and what they hash to. It holds what is published nowhere: the addresses of those who are told.
 */
import { createHash } from "node:crypto"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { checkpointOf } from "../../shared/verify/tree.ts"
import { contentHash, type Database, type TableRow, type Value } from "../cloudflare/database.ts"
import { CommandError } from "../command/fault.ts"

const headSchema = z.strictObject({
  format: z.literal("sujarit-backup"),
  version: z.literal(1),
  /** `local`: an office of `sujarit start`; `deployed`: one at Cloudflare. */
  kind: z.enum(["local", "deployed"]),
  office: z.string(),
  madeAt: z.iso.datetime(),
  /** In words, for whoever finds the file. */
  warning: z.string(),
  migrations: z.array(z.string().regex(/^[\w.-]+\.sql$/)),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z_]\w*$/),
      columns: z.array(z.string().regex(/^[a-z_]\w*$/)).min(1),
    }),
  ),
})
const fileSchema = z.strictObject({ file: z.string().regex(/^[a-z]+\.json$/), text: z.string() })
const value = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.strictObject({ base64: z.base64() }),
]) satisfies z.ZodType<Value>
const rowSchema = z.tuple([z.string(), z.array(value)])
const endSchema = z.strictObject({
  rows: z.int(),
  /** Of the rows, in no order. */
  content: z.string(),
  /** Of every byte before this line. */
  sha256: z.string(),
})

export type OfficeFile = z.infer<typeof fileSchema>
export type Backup = Pick<z.infer<typeof headSchema>, "kind" | "office" | "madeAt"> & {
  readonly files: readonly OfficeFile[]
  readonly database: Database
}
/** `sha256` names this backup and no other. */
export type ReadBackup = Backup & { readonly sha256: string }

const WARNING =
  "มีที่อยู่อีเมลและข้อมูลที่ไม่เปิดเผย และอาจมีกุญแจลับ เก็บไว้ในที่ที่ผู้อื่นเปิดไม่ได้ / holds private addresses and may hold the office's private key: keep it where nobody else can read it"

export function formatBackup({ kind, office, madeAt, files, database }: Backup): string {
  const { migrations, tables, rows } = database
  const head = { format: "sujarit-backup", version: 1, kind, office, madeAt, warning: WARNING }
  const lines = [
    JSON.stringify({ ...head, migrations, tables }),
    ...files.map(({ file, text }) => JSON.stringify({ file, text })),
    ...rows.map(({ table, values }) => JSON.stringify([table, values])),
  ]
  const body = `${lines.join("\n")}\n`
  const end = { rows: rows.length, content: contentHash(database), sha256: sha256(body) }
  return `${body}${JSON.stringify(end)}\n`
}

/** @throws CommandError that says what is wrong; a file that is not whole is refused whole */
export function parseBackup(file: string, text: string): ReadBackup {
  if (!text.startsWith('{"format":"sujarit-backup"')) throw noBackup(file, text)
  const lines = text.split("\n")
  if (lines.pop() !== "") throw damaged(file, "ท้ายไฟล์ขาดไป", "it is cut off")
  const last = lines.pop() ?? ""
  const end = endSchema.safeParse(parseJson(last))
  if (!end.success) throw damaged(file, "ท้ายไฟล์ขาดไป", "its last line is missing")
  if (sha256(text.slice(0, text.length - last.length - 1)) !== end.data.sha256)
    throw damaged(file, "ไฟล์ถูกแก้หรือเสียหาย", "its checksum does not come out")
  const head = parseHead(file, lines[0] ?? "")
  const files: OfficeFile[] = []
  for (const line of lines.slice(1)) {
    if (!line.startsWith("{")) break
    files.push(parseLine(file, fileSchema, line))
  }
  const rows = lines.slice(1 + files.length).map(line => rowOf(file, head.tables, line))
  const { kind, office, madeAt, migrations, tables } = head
  const database = { migrations, tables, rows }
  if (rows.length !== end.data.rows || contentHash(database) !== end.data.content)
    throw damaged(file, "แถวไม่ครบตามที่บันทึกไว้", "its rows are not those it says")
  return { kind, office, madeAt, files, database, sha256: end.data.sha256 }
}

function parseHead(file: string, line: string): z.infer<typeof headSchema> {
  const found = parseJson(line)
  const version = z.object({ format: z.literal("sujarit-backup"), version: z.int() }).safeParse(found)
  if (version.success && version.data.version > 1)
    throw new CommandError(
      `${file} เป็นสำเนาจากโปรแกรมรุ่นใหม่กว่า (รูปแบบ ${version.data.version}) ให้ปรับรุ่นโปรแกรมก่อน / made by a newer version: upgrade first`,
    )
  return parseLine(file, headSchema, line)
}

function rowOf(file: string, tables: Database["tables"], line: string): TableRow {
  const [table, values] = parseLine(file, rowSchema, line)
  const columns = tables.find(each => each.name === table)?.columns
  if (columns?.length !== values.length)
    throw damaged(file, "มีแถวของตารางที่ไม่รู้จัก", "a row is of no table it names")
  return { table, values }
}

function parseLine<T>(file: string, schema: z.ZodType<T>, line: string): T {
  const parsed = schema.safeParse(parseJson(line))
  if (!parsed.success) throw damaged(file, "มีบรรทัดที่อ่านไม่ได้", "a line of it cannot be read")
  return parsed.data
}

function noBackup(file: string, text: string): CommandError {
  const [thai, english] = checkpointOf(text)
    ? ["เป็นจุดตรวจ ให้ใช้กับ --since", "it is a checkpoint: use it with --since"]
    : ["ให้ระบุไฟล์จาก sujarit backup", "name a file that sujarit backup made"]
  return new CommandError(
    `${file} ไม่ใช่สำเนาสำรอง ${thai} ไม่มีอะไรถูกแก้ / not a backup: ${english}. Nothing was changed`,
  )
}

function damaged(file: string, thai: string, english: string): CommandError {
  return new CommandError(
    `${file} ไม่ใช่สำเนาสำรองที่ครบถ้วน: ${thai} ให้ใช้สำเนาอื่น ไม่มีอะไรถูกแก้ / not a whole backup: ${english}. Use another; nothing was changed`,
  )
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex")
}
