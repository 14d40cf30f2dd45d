/**
 * Where the record of a local office stood, in a small file beside its database: a database that is older than this, was
 * emptied or was changed is not opened, since the office would build on it and nobody would see.
 */
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { replySchema } from "../../shared/push/payload.ts"
import { payloadSchema } from "../../shared/push/payload-schema.ts"
import { decodePayload, hashSchema } from "../../shared/push/sd-jwt.ts"
import { parseJson } from "../../shared/row/json.ts"
import { type Database, rowsOf } from "../cloudflare/database.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import { chainFaults } from "../record/chain.ts"
import { headsOf, unmetHeads } from "../record/heads.ts"
import { readLocalDatabase } from "../record/local-record.ts"
import { keysOfFolder } from "../record/record-keys.ts"

/** Of each fiscal year the number of its revisions and the head of the newest. */
const acceptedSchema = z.record(z.string(), z.strictObject({ revision: z.int(), head: hashSchema }))
type AcceptedHeads = z.infer<typeof acceptedSchema>

const FILE = "standing.json"

/**
 * Judges the whole record before anything opens it, and takes a folder of the version before as it stands. Resolves with the
 * instant (epoch milliseconds) of the newest acceptance, behind which no clock may begin; 0 where there is none.
 * @throws CommandError that names what does not hold, and the way back; nothing is changed
 */
export async function assertRecordWhole(folder: string, isSimulated: boolean): Promise<number> {
  const { database } = await readLocalDatabase(folder)
  const faults = chainFaults(database, await keysOfFolder(folder), isSimulated)
  if (faults.length > 0)
    throw refusal(
      folder,
      `บันทึกถูกแก้หรือเสียหาย / the record was changed or is damaged: ${faults.slice(0, 3).join("; ")}`,
    )
  const behind = behindOf(await readAccepted(folder), database)
  if (behind.length > 0)
    throw refusal(
      folder,
      `บันทึกสั้นหรือต่างจากที่สำนักงานเคยรับไว้ / the record is behind what the office has accepted: ${behind.join("; ")}. ` +
        `ถ้าไม่มีสำเนา ให้ย้าย ${FILE} ไปเก็บไว้แล้วเปิดใหม่ แท็บ “สถานะ” จะถามก่อนส่งต่อ / where there is no copy, move ${FILE} away and start again: the status tab asks before anything is sent`,
    )
  await save(folder, headsIn(database))
  return Math.max(0, ...rowsOf(database, "leaf").map(leaf => Number(leaf.accepted_at)))
}

/** A push and its answer: what was accepted is known here before the script knows it. */
export async function noteAccepted(folder: string, push: string, answer: string): Promise<void> {
  const reply = replySchema.safeParse(parseJson(answer)).data
  if (reply?.outcome !== "accepted") return
  const { fiscalYear } = payloadSchema.parse(decodePayload(push))
  const { revision, head } = reply
  await save(folder, { ...(await readAccepted(folder)), [String(fiscalYear)]: { revision, head } })
}

function headsIn(database: Database): AcceptedHeads {
  const heads = headsOf(database).map(({ fiscalYear, revision, head }) => [fiscalYear, { revision, head }])
  return acceptedSchema.parse(Object.fromEntries(heads))
}

/** Empty for a folder of the version before. */
async function readAccepted(folder: string): Promise<AcceptedHeads> {
  const text = await readIfThere(join(folder, FILE))
  if (text === undefined) return {}
  const parsed = acceptedSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw refusal(folder, `${FILE} เสียหาย / is damaged`)
}

async function save(folder: string, accepted: AcceptedHeads): Promise<void> {
  await writeFileAtomic(join(folder, FILE), `${JSON.stringify(accepted)}\n`, { mode: 0o600 })
}

function refusal(folder: string, fault: string): CommandError {
  return new CommandError(
    `ไม่เปิดสำนักงานใน ${folder} ไม่ได้แก้อะไร ให้เก็บโฟลเดอร์นี้ไว้ทั้งโฟลเดอร์ แล้วสั่ง sujarit restore สำเนาล่าสุดลงโฟลเดอร์ใหม่ / not opened, and nothing was changed: keep this folder as it is, and restore the newest backup into a new one. ${fault}`,
  )
}

function behindOf(accepted: AcceptedHeads, database: Database): string[] {
  const now = headsIn(database)
  const known = Object.entries(accepted).map(([year, each]) => ({ fiscalYear: Number(year), ...each }))
  return unmetHeads(database, known).map(({ known: { fiscalYear, revision, head } }) => {
    return `${fiscalYear}: ${now[fiscalYear]?.revision ?? 0} < ${revision} (${head})`
  })
}
