/** What is wrong with a real installation, and the line that mends it. Changes nothing. */
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { SCRIPT_SENDS } from "../office/ask-signed.ts"
import { logIn } from "../office/google-login.ts"
import { installationOf } from "../office/installation.ts"
import { mailFindings } from "./checks-mail.ts"
import { scriptFindings } from "./checks-script.ts"
import { sheetFindings } from "./checks-sheet.ts"
import type { Finding } from "./finding.ts"
import { findState } from "./found-state.ts"
import { testMailTo } from "./test-mail.ts"

export type ExamineOptions = {
  readonly data: string
  readonly json: boolean
  readonly testMail: boolean
  /** Seconds to wait for the script to send a test mail. */
  readonly timeout: number
  readonly auth: string | undefined
  readonly google: string | undefined
}

/** Exit code: 0 nothing wrong, 1 something to mend. @throws CommandError when nothing was set up here */
export async function examine(
  options: ExamineOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const { json } = options
  const { findings, testedMail } = await findingsOf(options, io, surroundings(given))
  if (testedMail !== undefined && !json)
    io.stdout(`ส่งเมลทดสอบถึง ${testedMail} แล้ว ตรวจในกล่องจดหมาย / a test mail was sent: look for it there\n`)
  const value = testedMail === undefined ? { findings } : { findings, testedMail }
  printResult(io, json, { value, text: () => findingsText(findings) })
  return findings.some(({ severity }) => severity === "error") ? 1 : 0
}

type Examined = { readonly findings: readonly Finding[]; readonly testedMail?: string }

async function findingsOf(
  { data: folder, google, auth, testMail, timeout }: ExamineOptions,
  io: CommandIo,
  { env, now, fetch, pollMs, stopSignal }: Surroundings,
): Promise<Examined> {
  const installation = await installationOf(folder)
  const { clients } = await logIn({ google, file: auth, env })
  progressOf(io)("อ่านตาราง สคริปต์ และ Worker / reading the sheets, the script and the Worker")
  const state = await findState({ clients, folder, installation, now: now(), fetch })
  const ofScript = scriptFindings(state)
  const findings = [...sheetFindings(state), ...ofScript, ...mailFindings(state)]
  if (!testMail) return { findings }
  // A script that something is wrong with is not waited for: what is to be mended first is told at once.
  const isBroken = ofScript.some(({ severity }) => severity === "error")
  const tested = await testMailTo(state, {
    now,
    fetch,
    pollMs,
    timeoutMs: isBroken ? 0 : timeout * 1000,
    onWait: () => io.stderr(`· ${SCRIPT_SENDS}\n`),
    signal: stopSignal(),
  })
  if (tested === undefined) return { findings }
  return "to" in tested ? { findings, testedMail: tested.to } : { findings: [...findings, tested] }
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
