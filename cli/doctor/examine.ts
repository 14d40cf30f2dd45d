/** `sujarit doctor`: what is wrong with a real installation, and the line that mends it. Changes nothing. */
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { SetupError } from "./command/setup-error.ts"
import { SCRIPT_SENDS } from "./deploy/test-mail.ts"
import { mailFindings } from "./doctor/checks-mail.ts"
import { scriptFindings } from "./doctor/checks-script.ts"
import { sheetFindings } from "./doctor/checks-sheet.ts"
import { conformanceReport } from "./doctor/conformance.ts"
import type { Finding } from "./doctor/finding.ts"
import { findState } from "./doctor/found-state.ts"
import { testMailTo } from "./doctor/test-mail.ts"
import { faultText } from "./office/fault.ts"
import { logIn } from "./office/google-login.ts"
import { DEFAULT_DATA, readInstallation } from "./office/installation.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

const USAGE = `วิธีใช้ / usage: sujarit doctor [--data DIR] [--test-mail] [--timeout SECONDS] [--json]
                      [--auth FILE] [--google URL]
                      sujarit doctor --conformance FILE [--json]

  --data         โฟลเดอร์ของสำนักงาน / the office's data folder (${DEFAULT_DATA})
  --test-mail    ส่งเมลทดสอบถึงผู้ดูแลระบบที่ตารางระบุ / sends a test mail to the operator whom the sheet names
  --timeout      วินาทีที่รอสคริปต์ส่งเมลทดสอบ / seconds to wait for the script to send it (1200; with --json 0)
  --json         {findings: [{code, severity, fiscalYear, thai, english, mend}]}
  --conformance  เทียบผลที่เรียก runConformance ใน Apps Script จริง / compares what runConformance logged at Google
  --auth         ไฟล์เข้าสู่ระบบ / the log-in (GOOGLE_APPLICATION_CREDENTIALS, ~/.clasprc.json)
  --google       Google จำลองในเครื่อง / a stand-in for Google on this machine
`

export type DoctorDeps = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
  readonly fetch: typeof fetch
  readonly pollMs?: number
  readonly stopSignal?: () => AbortSignal
}

/** Exit code: 0 nothing wrong, 1 something to mend, 2 usage or environment. */
export async function doctorCommand(
  args: string[],
  io: CommandIo,
  deps: DoctorDeps = { env: process.env, now: Date.now, fetch },
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
    if (options.conformance !== undefined)
      return await conformanceReport(options.conformance, options.json, io)
    const { findings, testedMail } = await examine(options, io, { ...waitingDeps(), ...deps })
    if (testedMail !== undefined && !options.json)
      io.stdout(`ส่งเมลทดสอบถึง ${testedMail} แล้ว ตรวจในกล่องจดหมาย / a test mail was sent: look for it there\n`)
    const told = testedMail === undefined ? { findings } : { findings, testedMail }
    io.stdout(options.json ? `${JSON.stringify(told, null, 2)}\n` : findingsText(findings))
    return findings.some(({ severity }) => severity === "error") ? 1 : 0
  } catch (error) {
    io.stderr(`${faultText(error)}\n`)
    return 2
  }
}

type Examined = { readonly findings: readonly Finding[]; readonly testedMail?: string }

async function examine(
  { folder, google, auth, testMail, timeoutMs }: Options,
  io: CommandIo,
  deps: Required<DoctorDeps>,
): Promise<Examined> {
  const installation = await readInstallation(folder)
  if (!installation)
    throw new SetupError(
      `ยังไม่ได้ตั้งระบบใน ${folder} ให้สั่ง sujarit setup ก่อน / nothing was set up in this folder: run setup first`,
    )
  const { clients } = await logIn({ google, file: auth, env: deps.env })
  const state = await findState({ clients, folder, installation, now: deps.now(), fetch: deps.fetch })
  const findings = [...sheetFindings(state), ...scriptFindings(state), ...mailFindings(state)]
  if (!testMail) return { findings }
  const { now, fetch, pollMs } = deps
  // A script that something is wrong with is not waited for: what is to be mended first is told at once.
  const isBroken = scriptFindings(state).some(({ severity }) => severity === "error")
  const onWait = () => io.stderr(`· ${SCRIPT_SENDS}\n`)
  const tested = await testMailTo(state, {
    now,
    fetch,
    pollMs,
    timeoutMs: isBroken ? 0 : timeoutMs,
    onWait,
    signal: deps.stopSignal(),
  })
  if (tested === undefined) return { findings }
  return "to" in tested ? { findings, testedMail: tested.to } : { findings: [...findings, tested] }
}

function waitingDeps(): Pick<Required<DoctorDeps>, "pollMs" | "stopSignal"> {
  return {
    pollMs: 5000,
    stopSignal: () => {
      const stop = new AbortController()
      process.once("SIGINT", () => stop.abort())
      return stop.signal
    },
  }
}

function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return "ไม่พบสิ่งผิดปกติ / nothing is wrong\n"
  const words = { error: "ต้องแก้", warn: "ควรดู" }
  return findings
    .map(
      ({ code, severity, thai, english, mend }) =>
        `${words[severity]} (${code}): ${thai}\n  ${english}\n  แก้ด้วย / mend: ${mend}\n`,
    )
    .join("\n")
}

type Options = {
  readonly folder: string
  readonly json: boolean
  readonly testMail: boolean
  readonly timeoutMs: number
  readonly conformance: string | undefined
  readonly auth: string | undefined
  readonly google: string | undefined
}

function parseOptions(args: string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        data: { type: "string", default: DEFAULT_DATA },
        json: { type: "boolean", default: false },
        conformance: { type: "string" },
        "test-mail": { type: "boolean", default: false },
        timeout: { type: "string" },
        auth: { type: "string" },
        google: { type: "string" },
      },
    })
    const { data, ...rest } = values
    const seconds = Number(rest.timeout ?? (rest.json ? 0 : 1200))
    if (!(seconds >= 0)) return { fault: `--timeout ใช้จำนวนวินาที / --timeout takes seconds: ${rest.timeout}` }
    return {
      folder: resolve(data),
      ...{ json: rest.json, testMail: rest["test-mail"], timeoutMs: seconds * 1000 },
      ...{ conformance: rest.conformance, auth: rest.auth, google: rest.google },
    }
  } catch (error) {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}
