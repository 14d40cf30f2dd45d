/** An office with every kind of thing a database can hold: two years, withdrawn and redacted rows, mail sent and waiting. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"
import { literal } from "../../../cli/backup/restore-database.ts"
import { unsealBackup } from "../../../cli/backup/seal.ts"
import { createWrangler, type Wrangler } from "../../../cli/cloudflare/wrangler.ts"
import { backupCommand, restoreCommand } from "../../../cli/commands-record.ts"
import { openLocalDatabase } from "../../../local/worker/local-database.ts"
import { type LocalWorker, startLocalWorker } from "../../../local/worker/local-worker.ts"
import { type KeptFolder, keepFolder, putFolder } from "../../kept-folder.ts"
import { privateRows } from "../../local/record/private-values.ts"
import { type PushingOffice, startPushingOffice } from "../../local/record/pushing-office.ts"
import { richRows, richSecondPush } from "../../local/record/rich-rows.ts"
import { type Ran, ran } from "../ran.ts"
import { type Answer, crawl } from "./crawl.ts"

export const NOW = Date.parse("2023-06-26T01:00:00Z")

export type FilledOffice = {
  /** As `sujarit start` leaves it when it is stopped. */
  readonly dataDir: string
  /** Where its Worker was. */
  readonly url: string
  /** Its backup, beside it. */
  readonly file: string
  readonly made: Ran
  readonly text: string
  close(): void
}

type Filled = Pick<FilledOffice, "url" | "made" | "text"> & { readonly folder: KeptFolder }

let filled: Promise<Filled> | undefined

/** A copy of an office that is filled and backed up once, for the file of tests that asks. */
export async function filledOffice(): Promise<FilledOffice> {
  filled ??= fillOffice()
  const dataDir = mkdtempSync(join(tmpdir(), "sujarit-filled-"))
  const { folder, ...office } = await filled
  await putFolder(folder, dataDir)
  const close = () => rmSync(dataDir, { recursive: true, force: true })
  return { ...office, dataDir, file: join(dataDir, BACKUP), close }
}

const BACKUP = "office.backup"

async function fillOffice(): Promise<Filled> {
  const { dataDir, url, close } = await pushAll()
  const file = join(dataDir, BACKUP)
  const made = await backup(["--data", dataDir, "--out", file])
  const text = await opened(file)
  const folder = await keepFolder(dataDir)
  await close()
  return { url, made, text, folder }
}

let answers: Promise<Map<string, Answer>> | undefined

/** Every public answer of the filled office. */
export async function filledAnswers(): Promise<Map<string, Answer>> {
  answers ??= answersAfter([])
  return answers
}

/** What a copy of it answers after some statements. */
export async function answersAfter(statements: readonly string[]): Promise<Map<string, Answer>> {
  const { dataDir, url, close } = await filledOffice()
  if (statements.length > 0) {
    const db = await openLocalDatabase(dataDir)
    await db.run(statements)
    await db.close()
  }
  const worker = await serve(dataDir, url)
  try {
    return await crawl(url)
  } finally {
    await worker.close()
    close()
  }
}

async function pushAll(): Promise<PushingOffice> {
  const office = await startPushingOffice("2023-05-29")
  await office.push(richRows())
  await office.push(richSecondPush())
  await office.push({ privateRows: privateRows() })
  const rows = (richRows().rows ?? []).filter(row => row.kind === "setting" || row.kind === "section")
  const nextYear = rows.map(row =>
    row.kind === "setting" && row.key === "fiscalYear" ? { ...row, value: "2567" } : row,
  )
  await office.push({ rows: nextYear }, 2567)
  office.setNow(NOW)
  await office.runCron()
  await office.stop()
  const db = await openLocalDatabase(office.dataDir)
  await db.run([
    `INSERT INTO redaction SELECT digest, ${NOW}, 'คำขอของเจ้าของข้อมูล; ''x''\nบรรทัดสอง' FROM entry
     WHERE name LIKE 'oversight/%' AND digest IS NOT NULL LIMIT 1`,
    // As an office that was there before the reading changed has it.
    "INSERT INTO reading SELECT 'whole', MAX(idx) + 1 FROM leaf",
    "INSERT INTO mail_request VALUES ('test-office', 7)",
    `INSERT INTO answer VALUES (1, 'answer-1', 2566, '2', 'report/d-aaaaaaaa/2/2566-04', 'hash', ${NOW}, '{}')`,
    `INSERT INTO answer_settled VALUES ('answer-1', 'written', ${NOW})`,
    `INSERT INTO answer_revoked VALUES (2566, ${NOW})`,
    "INSERT INTO mail_test VALUES ('test-1', 'clerk@test.example', 'open', 0, NULL)",
    "DELETE FROM disclosure WHERE digest IN (SELECT digest FROM redaction)",
    // Longer than one statement may be, with what a text can be parted at by mistake.
    `UPDATE message SET error = ${literal("'; -- \r\n\t")} || replace(hex(zeroblob(40000)), '00', 'กข😀;')
       WHERE id = (SELECT MIN(id) FROM message)`,
    `UPDATE message SET provider_id = ${literal("x'; DROP TABLE message;\n--")}`,
  ])
  await db.close()
  writeFileSync(join(office.dataDir, "office.json"), JSON.stringify({ office: "test-office" }))
  return office
}

/** The Worker on a folder, as it answered before: same address, same instant. */
export async function serve(dataDir: string, origin: string, jwks = '{"keys":[]}'): Promise<LocalWorker> {
  const worker = await startLocalWorker({
    ...{ dataDir, port: Number(new URL(origin).port), now: () => NOW, jwks },
    ...{ officeId: "test-office", origin, mailFrom: "sujarit@test.example" },
  })
  onTestFinished(() => worker.close())
  return worker
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sujarit-restore-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

let empty: Promise<KeptFolder> | undefined

/** A folder with an empty database, which the runtime made once. */
export async function newDatabase(): Promise<string> {
  empty ??= makeEmpty()
  const folder = newFolder()
  await putFolder(await empty, folder)
  return folder
}

async function makeEmpty(): Promise<KeptFolder> {
  const folder = newFolder()
  await (await openLocalDatabase(folder)).close()
  return keepFolder(folder)
}

let restored: Promise<KeptFolder> | undefined

/** What `restore` made of the filled office's backup, in a new folder. */
export async function restoredOffice({ file }: FilledOffice): Promise<string> {
  restored ??= restoreOnce(file)
  const folder = newFolder()
  await putFolder(await restored, folder)
  return folder
}

async function restoreOnce(file: string): Promise<KeptFolder> {
  const folder = join(newFolder(), "restored")
  const { code, err } = await restore([file, "--data", folder])
  if (code !== 0) throw new Error(err)
  return keepFolder(folder)
}

export const PASSPHRASE = "สี่คำ ที่ไม่ เกี่ยว กัน"

/** As cheap as it can be: what is slow about a passphrase is not tested here. */
const local = (wrangler: Wrangler) => ({
  ...{ wrangler, where: "--local" as const, workFactor: 2, askSecret: undefined },
  env: { ...process.env, SUJARIT_PASSPHRASE: PASSPHRASE },
})

/** What is in a backup, as it was written before it was sealed. */
export async function opened(file: string): Promise<string> {
  return (await unsealBackup(file, readFileSync(file), PASSPHRASE.normalize("NFC"))).text
}

type Around = Wrangler | Readonly<Record<string, string | undefined>>

/** `around`: its wrangler, or what differs in its environment. */
function given(around: Around) {
  const { env, ...deps } = local(typeof around === "function" ? around : createWrangler())
  return { ...deps, env: typeof around === "function" ? env : { ...env, ...around } }
}

export function backup(args: string[], around: Around = {}): Promise<Ran> {
  return ran(backupCommand, args, { ...given(around), now: () => NOW })
}

/** Nothing was redacted since, unless a test says so. */
export function restore(args: string[], around: Around = {}): Promise<Ran> {
  const since = args.includes("--redactions") ? [] : ["--redactions", "none"]
  return ran(restoreCommand, [...args, ...since], given(around))
}
