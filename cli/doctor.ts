/** `sujarit doctor`: what is wrong with a real installation, and the line that mends it. Changes nothing. */
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { scriptFindings } from "./doctor/checks-script.ts"
import { sheetFindings } from "./doctor/checks-sheet.ts"
import { conformanceReport } from "./doctor/conformance.ts"
import type { Finding } from "./doctor/finding.ts"
import { findState } from "./doctor/found-state.ts"
import { faultText } from "./setup/fault.ts"
import { logIn } from "./setup/google-login.ts"
import { DEFAULT_DATA, readInstallation } from "./setup/installation.ts"
import { SetupError } from "./setup/setup-error.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

const USAGE = `วิธีใช้ / usage: sujarit doctor [--data DIR] [--json] [--auth FILE] [--google URL]
                      sujarit doctor --conformance FILE [--json]

  --data         โฟลเดอร์ของสำนักงาน / the office's data folder (${DEFAULT_DATA})
  --json         {findings: [{code, severity, fiscalYear, thai, english, mend}]}
  --conformance  เทียบผลที่เรียก runConformance ใน Apps Script จริง / compares what runConformance logged at Google
  --auth         ไฟล์เข้าสู่ระบบ / the log-in (GOOGLE_APPLICATION_CREDENTIALS, ~/.clasprc.json)
  --google       Google จำลองในเครื่อง / a stand-in for Google on this machine
`

export type DoctorDeps = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
  readonly fetch: typeof fetch
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
    const findings = await examine(options, deps)
    io.stdout(options.json ? `${JSON.stringify({ findings }, null, 2)}\n` : findingsText(findings))
    return findings.some(({ severity }) => severity === "error") ? 1 : 0
  } catch (error) {
    io.stderr(`${faultText(error)}\n`)
    return 2
  }
}

async function examine({ folder, google, auth }: Options, deps: DoctorDeps): Promise<Finding[]> {
  const installation = await readInstallation(folder)
  if (!installation)
    throw new SetupError(
      `ยังไม่ได้ตั้งระบบใน ${folder} ให้สั่ง sujarit setup ก่อน / nothing was set up in this folder: run setup first`,
    )
  const { clients } = await logIn({ google, file: auth, env: deps.env })
  const state = await findState({ clients, folder, installation, now: deps.now(), fetch: deps.fetch })
  return [...sheetFindings(state), ...scriptFindings(state)]
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
        auth: { type: "string" },
        google: { type: "string" },
      },
    })
    const { data, ...rest } = values
    return {
      folder: resolve(data),
      json: rest.json,
      ...{ conformance: rest.conformance, auth: rest.auth, google: rest.google },
    }
  } catch (error) {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}
