/** `sujarit keys`: which keys sign and signed, as the Worker says; and the report that one of them may be in other hands. */
import {
  LOST_KEY_JWT_TYPE,
  LOST_KEY_PATH,
  type LostKeyReply,
  lostKeyReplySchema,
} from "../../shared/log/lost-key.ts"
import { JOSE_CONTENT_TYPE } from "../../shared/mail/lease.ts"
import { type CommandIo, printResult } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { askSigned } from "../office/ask-signed.ts"
import { askKeys, type ListedKey } from "../office/ask-worker.ts"
import { installationOf } from "../office/installation.ts"
import { findKeys } from "../office/keys.ts"

type KeysOptions = {
  readonly lost: string | undefined
  /** Epoch milliseconds. */
  readonly since: number | undefined
  readonly data: string
  readonly json: boolean
}

/** Exit code: 0 told or reported, 1 the report was not taken. @throws CommandError */
export async function tendKeys(
  { lost, since, data, json }: KeysOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const { now, fetch } = surroundings(given)
  const { office, worker } = await installationOf(data)
  const outcome = lost === undefined ? undefined : await report(lost, Math.floor((since ?? 0) / 1000))
  const keys = await askKeys(worker, fetch)
  if (!keys && outcome === undefined)
    throw new CommandError(`อ่าน ${worker}/status.json ไม่ได้ / the Worker does not tell its keys`)
  printResult(io, json, {
    value: { outcome, keys },
    text: () => [...(outcome ? [OUTCOMES[outcome]] : []), ...(keys ?? []).map(keyText), ""].join("\n"),
  })
  return outcome === undefined || outcome === "reported" || outcome === "later" ? 0 : 1

  async function report(key: string, seconds: number): Promise<LostKeyReply["outcome"]> {
    const own = await findKeys(data)
    if (!own) throw new CommandError(`ไม่มีกุญแจของสำนักงานใน ${data} / no key of the office in it`)
    const { status, body } = await askSigned(
      { keys: own, office, origin: worker, now, fetch },
      {
        path: LOST_KEY_PATH,
        type: LOST_KEY_JWT_TYPE,
        contentType: JOSE_CONTENT_TYPE,
        claims: { key, since: seconds },
      },
    )
    const reply = lostKeyReplySchema.safeParse(body)
    if (reply.success) return reply.data.outcome
    throw new CommandError(
      `Worker ไม่รับการแจ้ง (${status}) ตรวจนาฬิกาของเครื่องนี้ ว่า --since ไม่อยู่ในอนาคต และว่า Worker เป็นรุ่นนี้แล้ว / the Worker refused the report: check this machine's clock, that --since is past, and that the Worker is of this version`,
    )
  }
}

const OUTCOMES: Readonly<Record<LostKeyReply["outcome"], string>> = {
  reported:
    "แจ้งแล้ว และอยู่ในบันทึกตลอดไป ทุกคนที่ตรวจบันทึกจะเห็นว่ารายการใดลงนามด้วยกุญแจนี้ตั้งแต่นั้น ให้ตรวจแถวเหล่านั้นกับตาราง / reported, for ever: whoever verifies the record sees which entries it signed since then. Hold those rows against the sheet",
  later: "แจ้งไว้แล้วตั้งแต่เวลาเดียวกันหรือก่อนหน้า / it is reported since then or earlier already",
  inUse:
    "กุญแจนี้ยังใช้ลงนามอยู่ ให้เปลี่ยนก่อน: ของสำนักงานใช้ sujarit deploy --new-key --leaked ของบันทึกใช้ sujarit deploy --new-log-key แล้วแจ้งอีกครั้ง / it still signs: change it first with deploy --new-key --leaked, or --new-log-key for the log's, and report again",
  ownKey:
    "กุญแจที่ลงนามการแจ้งนี้แจ้งตนเองไม่ได้ หรือถูกแจ้งไว้แล้ว ให้แจ้งด้วยกุญแจใหม่ของสำนักงาน / no key reports itself, nor does one that is reported: use the office's new key",
  unknownKey:
    "Worker ไม่รู้จักกุญแจนี้ ดูชื่อที่ sujarit keys แสดง / the Worker knows no such key: take it as this command shows it",
}

function keyText({ of, key, until, lostSince }: ListedKey): string {
  const whose = of === "office" ? "สำนักงาน / office" : "บันทึก / log"
  const end = until === null ? "" : ` ถึง / until ${until}`
  const lost = lostSince === null ? "" : ` แจ้งว่าอาจอยู่ในมือผู้อื่นตั้งแต่ / lost since ${lostSince}`
  return `${whose}: ${key}${end}${lost}`
}
