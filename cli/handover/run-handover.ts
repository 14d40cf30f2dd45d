/** `sujarit handover --to ADDRESS`: the office given to another Google account, run by the old one and then by the new. */
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { parseAddress } from "../shared/row/address.ts"
import { SetupError } from "./command/setup-error.ts"
import { type HandoverResult, handOver } from "./handover/hand-over.ts"
import { faultText } from "./office/fault.ts"
import { logIn } from "./office/google-login.ts"
import { DEFAULT_DATA, readInstallation } from "./office/installation.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

const USAGE = `วิธีใช้ / usage: sujarit handover --to ADDRESS [--data DIR] [--json] [--auth FILE] [--google URL]

  --to      บัญชี Google ใหม่ของสำนักงาน / the office's new Google account
  --data    โฟลเดอร์ของสำนักงาน / the office's data folder (${DEFAULT_DATA})
  --auth    ไฟล์เข้าสู่ระบบ / the log-in (GOOGLE_APPLICATION_CREDENTIALS, ~/.clasprc.json)
  --google  Google จำลองในเครื่อง / a stand-in for Google on this machine

สั่งด้วยบัญชีเดิมก่อน แล้วสั่งด้วยบัญชีใหม่จนบอกว่าเสร็จ / run it as the old account, then as the new one until it says done
`

/** Exit code: 0 the old account holds nothing, 1 something is left for a person, 2 usage or environment. */
export async function handoverCommand(
  args: string[],
  io: CommandIo,
  env: Readonly<Record<string, string | undefined>> = process.env,
  now: () => number = Date.now,
): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    io.stdout(USAGE)
    return 0
  }
  const options = parseOptions(args)
  if ("fault" in options) {
    io.stderr(`${options.fault}\n\n${USAGE}`)
    return 2
  }
  try {
    const result = await run(options, io, env, now())
    io.stdout(options.json ? `${JSON.stringify(result, null, 2)}\n` : resultText(result))
    return result.outcome === "done" ? 0 : 1
  } catch (error) {
    io.stderr(`${faultText(error)}\n`)
    return 2
  }
}

async function run(
  { folder, to, google, auth }: Options,
  io: CommandIo,
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): Promise<HandoverResult> {
  const installation = await readInstallation(folder)
  if (!installation)
    throw new SetupError(
      `ยังไม่ได้ตั้งระบบใน ${folder} ตรวจ --data / nothing was set up in this folder: check --data`,
    )
  const { clients } = await logIn({ google, file: auth, env })
  const { data } = await clients.drive.about.get({ fields: "user(emailAddress)" })
  const account = (data.user?.emailAddress ?? "").toLowerCase()
  const log = (text: string) => io.stderr(`· ${text}\n`)
  return handOver(folder, installation, to, { clients, account, now, log })
}

function resultText(result: HandoverResult): string {
  if (result.outcome === "done")
    return "ส่งมอบเสร็จ บัญชีเดิมไม่ถือตารางและกุญแจที่ Worker รับ สั่ง npx sujarit deploy ให้ Worker เลิกรับกุญแจเก่า แล้ว npx sujarit doctor / done: run deploy, so that the Worker takes nothing more from the old key, then doctor\n"
  const steps = result.left.map((text, at) => `${at + 1}. ${text}\n`)
  return `ยังเหลือขั้นตอนที่ต้องทำด้วยมือ / what is left for a person:\n\n${steps.join("")}`
}

type Options = {
  readonly folder: string
  readonly to: string
  readonly json: boolean
  readonly auth: string | undefined
  readonly google: string | undefined
}

function parseOptions(args: string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        to: { type: "string" },
        data: { type: "string", default: DEFAULT_DATA },
        json: { type: "boolean", default: false },
        auth: { type: "string" },
        google: { type: "string" },
      },
    })
    const to = parseAddress(values.to ?? "")?.toLowerCase()
    if (to === undefined)
      return { fault: `--to ใช้บัญชี Google หนึ่งบัญชี / --to takes one account: ${values.to ?? ""}` }
    const { json, auth, google } = values
    return { folder: resolve(values.data), to, json, auth, google }
  } catch (error) {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}
