/** `sujarit redact`: texts that may not be shown any more. */

import {
  REDACTION_JWT_TYPE,
  REDACTION_PATH,
  type RedactionReply,
  type RedactionRequest,
  redactionReplySchema,
} from "../../shared/log/redaction-request.ts"
import { JOSE_CONTENT_TYPE } from "../../shared/mail/lease.ts"
import { type CommandIo, printResult } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { askSigned } from "../office/ask-signed.ts"
import { installationOf } from "../office/installation.ts"
import { findKeys } from "../office/keys.ts"

type RedactOptions = {
  readonly of: string
  readonly reason: RedactionRequest["reason"]
  readonly data: string
  readonly json: boolean
}

/** Exit code: 0 something was taken away, 1 nothing was. @throws CommandError */
export async function redact(
  { of, reason, data, json }: RedactOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const { now, fetch } = surroundings(given)
  const { office, worker } = await installationOf(data)
  const keys = await findKeys(data)
  if (!keys) throw new CommandError(`ไม่มีกุญแจของสำนักงานใน ${data} / no key of the office in it`)
  const { status, body } = await askSigned(
    { keys, office, origin: worker, now, fetch },
    {
      path: REDACTION_PATH,
      type: REDACTION_JWT_TYPE,
      contentType: JOSE_CONTENT_TYPE,
      claims: { of, reason },
    },
  )
  const reply = redactionReplySchema.safeParse(body)
  if (!reply.success)
    throw new CommandError(
      `Worker ไม่รับคำขอ (${status}) ตรวจนาฬิกาของเครื่องนี้ กุญแจ และว่าเป็นรุ่นนี้แล้ว / the Worker refused the request: check this machine's clock, the key, and that it is of this version`,
    )
  printResult(io, json, { value: reply.data, text: () => textOf(of, reply.data) })
  return reply.data.redacted.length > 0 ? 0 : 1
}

function textOf(of: string, { redacted, inForce }: RedactionReply): string {
  return [
    ...redacted.map(({ name, digest }) => `ปิดแล้ว / redacted: ${name} ${digest}`),
    ...inForce.map(
      ({ name, digest }) =>
        `ยังใช้อยู่ ไม่ได้ปิด: ${name} ${digest} ให้แก้ในตารางก่อน รอจนหน้าเว็บเปลี่ยน แล้วสั่งซ้ำ / in force and not redacted: change it in the sheet first, wait until the page shows it, and run it again`,
    ),
    ...(redacted.length + inForce.length === 0
      ? [`ไม่มีข้อความของ ${of} ที่แสดงอยู่ / no text of it is shown`]
      : [STAYS]),
    "",
  ].join("\n")
}

const STAYS =
  "สิ่งที่ผู้อื่นดาวน์โหลดไว้ หลักฐาน อีเมลที่ส่งแล้ว และสำเนาสำรอง ยังมีข้อความนั้น ประวัติของฐานข้อมูลที่ผู้ให้บริการ (Time Travel) ลืมเองใน 7 ถึง 30 วัน ให้สำรองใหม่และทำลายสำเนาเก่า / what others took, proofs, mails that went, and backups keep it; the platform's own history of the database forgets it in 7 to 30 days. Take a new backup and destroy the old ones"
