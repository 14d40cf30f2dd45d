/** One run of a handover, by the account that is logged in, and what it leaves for a person. */
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { logIn } from "../office/google-login.ts"
import { accountOf } from "../office/identity.ts"
import { installationOf } from "../office/installation.ts"
import { type HandoverResult, handOver } from "./hand-over.ts"

export type HandoverOptions = {
  readonly to: string
  readonly data: string
  readonly json: boolean
  readonly auth: string | undefined
  readonly google: string | undefined
}

/** Exit code: 0 the old account holds nothing, 1 something is left for a person. @throws CommandError */
export async function runHandover(
  { to, data, json, auth, google }: HandoverOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const { env, now } = surroundings(given)
  const installation = await installationOf(data)
  const { clients } = await logIn({ google, file: auth, env })
  const account = await accountOf(clients)
  const result = await handOver(
    { folder: data, installation, to },
    { clients, account, now: now(), log: progressOf(io) },
  )
  printResult(io, json, { value: result, text: () => resultText(result) })
  return result.outcome === "done" ? 0 : 1
}

function resultText(result: HandoverResult): string {
  if (result.outcome === "done")
    return "ส่งมอบเสร็จ บัญชีเดิมไม่ถือตารางและกุญแจที่ Worker รับ สั่ง npx sujarit deploy ให้ Worker เลิกรับกุญแจเก่า แล้ว npx sujarit doctor / done: run deploy, so that the Worker takes nothing more from the old key, then doctor\n"
  const steps = result.left.map((text, at) => `${at + 1}. ${text}\n`)
  return `ยังเหลือขั้นตอนที่ต้องทำด้วยมือ / what is left for a person:\n\n${steps.join("")}`
}
