/** What is wrong with a real installation, and the line that mends it. Changes nothing. */

import { type CloudflareDoor, cloudflareDoor } from "../cloudflare/wrangler.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import type { LoginOptions } from "../command/office-options.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { SCRIPT_SENDS, sendTestMail, type TestMail } from "../office/ask-signed.ts"
import { knowsKey } from "../office/ask-worker.ts"
import { logIn } from "../office/google-login.ts"
import { installationOf, sheetAddress } from "../office/installation.ts"
import { findKeys } from "../office/keys.ts"
import { mailFindings } from "./checks-mail.ts"
import { scriptFindings } from "./checks-script.ts"
import { sheetFindings } from "./checks-sheet.ts"
import { errorOf, type Finding, warningOf } from "./finding.ts"
import { type FoundState, findState, settingAddresses } from "./found-state.ts"

type ExamineOptions = LoginOptions & {
  readonly data: string
  readonly json: boolean
  readonly testMail: boolean
  /** Seconds to wait for the script to send a test mail. */
  readonly timeout: number
}

/** Exit code: 0 nothing wrong, 1 something to mend. @throws CommandError when nothing was set up here */
export async function examine(
  options: ExamineOptions,
  io: CommandIo,
  given: Partial<Surroundings & CloudflareDoor>,
): Promise<number> {
  const { json } = options
  const around = { ...surroundings(given), ...cloudflareDoor(given) }
  const { findings, testedMail } = await findingsOf(options, io, around)
  if (testedMail !== undefined && !json)
    io.stdout(`ส่งอีเมลทดสอบถึง ${testedMail} แล้ว ตรวจในกล่องอีเมล / a test mail was sent: look for it there\n`)
  const value = testedMail === undefined ? { findings } : { findings, testedMail }
  printResult(io, json, { value, text: () => findingsText(findings) })
  return findings.some(({ severity }) => severity === "error") ? 1 : 0
}

type Examined = { readonly findings: readonly Finding[]; readonly testedMail?: string }

async function findingsOf(
  { data: folder, google, auth, testMail, timeout }: ExamineOptions,
  io: CommandIo,
  { env, now, fetch, pollMs, stopSignal, wrangler }: Surroundings & CloudflareDoor,
): Promise<Examined> {
  const installation = await installationOf(folder)
  const { clients } = await logIn({ google, file: auth, env })
  progressOf(io)("อ่านตาราง สคริปต์ และ Worker / reading the sheets, the script and the Worker")
  const state = await findState({ clients, folder, installation, now: now(), fetch, wrangler })
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

type TestDeps = Omit<TestMail, "keys" | "office" | "origin" | "to">

/** Whom it reached, or why it did not. Undefined where another finding stands in its way. */
async function testMailTo(
  state: FoundState,
  deps: TestDeps,
): Promise<{ readonly to: string } | Finding | undefined> {
  const { installation, folder, worker } = state
  const keys = await findKeys(folder)
  if (!keys || !knowsKey(worker, keys.publicJwk.kid)) return undefined
  const to = operatorOf(state)
  if (to === undefined) return missing(state)
  const { office, worker: origin } = installation
  const { outcome, code } = await sendTestMail({ ...deps, keys, office, origin, to })
  switch (outcome) {
    case "accepted":
      return { to }
    case "waiting":
      return warningOf("testMailWaiting", undefined, {
        thai: `สคริปต์ยังไม่ได้ส่งอีเมลทดสอบถึง ${to}${code ? ` (${code})` : ""}`,
        english: "The script has not sent the test mail yet; it looks for mail every 15 minutes.",
        mend: `ดูเมนู “การดำเนินการ” ของสคริปต์ แล้วสั่งอีกครั้ง / look at the script's executions, then run this again`,
      })
    case "failed":
    case "refused":
      return errorOf("testMailNotTaken", undefined, {
        thai: `อีเมลทดสอบถึง ${to} ส่งไม่ได้ (${code})`,
        english: `The test mail was not taken: ${code}.`,
        mend: "ดูรหัสนี้ในคู่มือผู้ดูแลระบบ หัวข้อ “อีเมลไม่ออก” / see the code in the operator's guide",
      })
    default:
      return outcome satisfies never
  }
}

/** Of the newest year that names one. */
function operatorOf({ years }: FoundState): string | undefined {
  return [...years]
    .reverse()
    .flatMap(({ sheet }) => (sheet === "gone" ? [] : settingAddresses(sheet.settings, "operatorMail")))[0]
}

function missing({ years }: FoundState): Finding {
  const newest = years.at(-1)
  return errorOf("operatorMissing", newest?.fiscalYear, {
    thai: "แท็บ “ตั้งค่า” ไม่มีอีเมลผู้ดูแลระบบ จึงไม่มีใครได้รับแจ้งเมื่อระบบมีปัญหา และส่งอีเมลทดสอบไม่ได้",
    english: "The settings name no operator: nobody is told when something is wrong.",
    mend: `พิมพ์อีเมลในแถว “อีเมลผู้ดูแลระบบ” / type it there: ${sheetAddress(newest?.spreadsheetId ?? "")}`,
  })
}
