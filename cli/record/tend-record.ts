/** The record as it stands, beside the log: held against it, or made anew from it, some leaves a request. */
import { JOSE_CONTENT_TYPE } from "../../shared/mail/lease.ts"
import {
  PROJECTION_JWT_TYPE,
  PROJECTION_PATH,
  type ProjectionReply,
  type ProjectionRequest,
  projectionReplySchema,
} from "../../shared/push/projection-request.ts"
import { type CommandIo, printResult } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { askSigned, type KeyHolder } from "../office/ask-signed.ts"
import { installationOf } from "../office/installation.ts"
import { findKeys } from "../office/keys.ts"

type RecordOptions = {
  readonly data: string
  readonly rebuild: boolean
  readonly newLog: boolean
  readonly json: boolean
}

type Year = ProjectionReply["years"][number]

/** Exit code: 0 it is what the log says, or was made anew; 1 it differed and was thrown away. @throws CommandError */
export async function tendRecord(
  { data, rebuild, newLog, json }: RecordOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const holder = await holderOf(data, surroundings(given))
  if (newLog) return beginLog(holder, json, io)
  if (rebuild) await makeAnew(holder)
  const { years } = await ask(holder, "compare")
  printResult(io, json, { value: { years }, text: () => years.map(lineOf).join("") })
  return years.some(({ found }) => found === "differs") ? 1 : 0
}

/** Where the database was put back behind what was signed: the way on, said in the log itself. */
async function beginLog(holder: KeyHolder, json: boolean, io: CommandIo): Promise<number> {
  const { log = "none" } = await ask(holder, "newLog")
  printResult(io, json, { value: { log }, text: () => `${LOG_WORDS[log]}\n` })
  return log === "none" ? 1 : 0
}

const LOG_WORDS = {
  goesOn: "บันทึกต่อจากที่ลงนามไว้อยู่แล้ว ไม่ต้องเริ่มใหม่ / the log goes on from what was signed: nothing was begun",
  begun:
    "เริ่มบันทึกชื่อใหม่แล้ว รายการแรกบอกว่าต่อจากบันทึกใดและจบที่ใด ให้แจ้งผู้ที่เก็บจุดตรวจไว้ / a log of another name was begun, and says which one ended where: tell those who kept a checkpoint",
  none: "ยังลงนามบันทึกไม่ได้ ตรวจว่ามีค่าลับ LOG_KEY แล้ว (sujarit deploy) และดูบันทึกของ Worker / nothing can be signed: is the secret LOG_KEY there? See the Worker's log",
} as const satisfies Record<NonNullable<ProjectionReply["log"]>, string>

async function makeAnew(holder: KeyHolder): Promise<void> {
  let { years } = await ask(holder, "begin")
  for (let left = leftOf(years); left > 0; ) {
    years = (await ask(holder, "goOn")).years
    if (leftOf(years) >= left) throw new CommandError(STOOD_STILL)
    left = leftOf(years)
  }
}

const STOOD_STILL =
  "จัดทำสภาพปัจจุบันของบันทึกไม่คืบหน้า หน้าเว็บยังตอบจากบันทึกที่ลงนามได้ ดูบันทึกของ Worker / it does not go on; pages are answered from the log: see the Worker's log"

function leftOf(years: readonly Year[]): number {
  return years.reduce((sum, { leaf, newest }) => sum + newest - leaf, 0)
}

async function holderOf(folder: string, { now, fetch }: Surroundings): Promise<KeyHolder> {
  const { office, worker } = await installationOf(folder)
  const keys = await findKeys(folder)
  if (!keys) throw new CommandError(`ไม่มีกุญแจของสำนักงานใน ${folder} / no key of the office in it`)
  return { keys, office, origin: worker, now, fetch }
}

async function ask(holder: KeyHolder, act: ProjectionRequest["act"]): Promise<ProjectionReply> {
  const { status, body } = await askSigned(holder, {
    path: PROJECTION_PATH,
    type: PROJECTION_JWT_TYPE,
    contentType: JOSE_CONTENT_TYPE,
    claims: { act },
  })
  const reply = projectionReplySchema.safeParse(body)
  if (reply.success) return reply.data
  throw new CommandError(
    `Worker ไม่รับคำขอ (${status}) ตรวจนาฬิกาของเครื่องนี้ และว่าเป็นรุ่นนี้แล้ว / the Worker refused the request: check this machine's clock, and that it is of this version`,
  )
}

function lineOf({ fiscalYear, found }: Year): string {
  return found === "differs"
    ? `${fiscalYear}: ไม่ตรงกับบันทึกที่ลงนาม ทิ้งแล้ว หน้าเว็บตอบจากบันทึก สั่งซ้ำด้วย --rebuild / differed from the log and was thrown away\n`
    : `${fiscalYear}: ตรงกับบันทึกที่ลงนาม / the same as the log\n`
}
