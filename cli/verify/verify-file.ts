/** `sujarit verify` of what an office keeps itself: the folder of a local office, or a backup. Private rows are judged too. */
import { stat } from "node:fs/promises"
import { FAULTS } from "../../shared/verify/fault.ts"
import type { LostKeyFound } from "../../shared/verify/lost-keys.ts"
import type { Seen } from "../../shared/verify/seen.ts"
import { lostOf } from "../../shared/verify/verdict-words.ts"
import { openBackup } from "../backup/open-backup.ts"
import { isSimulated, LOCAL_FILES, readOfficeFiles } from "../backup/sources.ts"
import { type Database, rowsOf } from "../cloudflare/database.ts"
import { type CommandIo, printResult } from "../command/command.ts"
import type { Surroundings } from "../command/surroundings.ts"
import { chainFaults } from "../record/chain.ts"
import { unmetHeads } from "../record/heads.ts"
import { readLocalDatabase } from "../record/local-record.ts"
import { keysOfFolder, keysOfTexts, type RecordKeys } from "../record/record-keys.ts"
import { growthFaults } from "../record/tree-faults.ts"
import { lostKeysIn } from "./lost-keys.ts"

type Kept = { readonly database: Database; readonly keys: RecordKeys; readonly simulated: boolean }
type Judged = { readonly path: string; readonly seen: Seen | undefined; readonly json: boolean }

/** Exit code: 0 all holds, 1 something does not. @throws CommandError where it could not be read */
export async function verifyFile(
  { path, seen, json }: Judged,
  io: CommandIo,
  around: Surroundings,
): Promise<number> {
  const { database, keys, simulated } = (await stat(path)).isDirectory()
    ? await folderAt(path)
    : await backupAt(path, around, io)
  const faults = [...chainFaults(database, keys, simulated), ...(seen ? seenFaults(database, seen) : [])]
  const revisions = rowsOf(database, "leaf").length
  const signed = keys.publicKeys.size > 0
  const lost = await lostKeysIn(database)
  printResult(io, json, {
    value: { holds: faults.length === 0, revisions, signaturesJudged: signed, lost, faults },
    text: () => textOf(revisions, signed, faults) + lostText(lost),
  })
  return faults.length === 0 ? 0 : 1
}

async function folderAt(folder: string): Promise<Kept> {
  const { database } = await readLocalDatabase(folder)
  const simulated = isSimulated(await readOfficeFiles(folder, LOCAL_FILES))
  return { database, keys: await keysOfFolder(folder), simulated }
}

async function backupAt(file: string, around: Surroundings, io: CommandIo): Promise<Kept> {
  const { backup } = await openBackup(file, around, io)
  const keys = keysOfTexts(backup.files.map(({ text }) => text))
  return { database: backup.database, keys, simulated: isSimulated(backup.files) }
}

function seenFaults(database: Database, { trees, heads, hashes }: Seen): string[] {
  const own = rowsOf(database, "leaf").map(({ head }) => String(head))
  return [
    ...hashes
      .filter(hash => !own.some(head => head.startsWith(hash)))
      .map(hash => `${hash}: ${FAULTS.headUnknown.join(" / ")}`),
    ...unmetHeads(database, heads).map(({ known: { fiscalYear, revision } }) => {
      return `${fiscalYear}/${revision}: ${FAULTS.headOther.join(" / ")}`
    }),
    ...trees
      .flatMap(seen => growthFaults(database, seen))
      .map(({ code, place }) => `${place}: ${FAULTS[code].join(" / ")}`),
  ]
}

function lostText(lost: readonly LostKeyFound[]): string {
  const lines = lostOf({ lost }, place => [place, place]).map(words => `  · ${words.join(" / ")}\n`)
  return lines.length === 0 ? "" : `สิ่งที่พิสูจน์ไม่ได้ / what could not be proved:\n${lines.join("")}`
}

function textOf(revisions: number, signed: boolean, faults: readonly string[]): string {
  const unsigned = signed
    ? ""
    : "ไม่มีกุญแจของสำนักงานอยู่ด้วย จึงตรวจลายมือชื่อไม่ได้ / no key of the office is with it: signatures were not judged\n"
  const [first] = faults
  if (first === undefined)
    return `ตรวจแล้ว ${revisions} ฉบับ บันทึก ต้นไม้ และแถวที่ไม่เปิดเผยตรงกับที่ลงนาม / ${revisions} revisions verified: log, tree and private rows are what was signed\n${unsigned}`
  return `บันทึกถูกแก้หรือเสียหาย ${faults.length} แห่ง แห่งแรก / the record was changed or is damaged, first at: ${first}\n${faults
    .slice(1, 20)
    .map(fault => `  ✗ ${fault}\n`)
    .join("")}${unsigned}`
}
