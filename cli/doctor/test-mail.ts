/** A test mail to the operator whom the sheet names, by the way the office chose: what a finding says if none arrived. */
import { sendTestMail, type TestMail } from "../office/ask-signed.ts"
import { knowsKey } from "../office/ask-worker.ts"
import { sheetAddress } from "../office/installation.ts"
import { findKeys } from "../office/keys.ts"
import { errorOf, type Finding, warningOf } from "./finding.ts"
import type { FoundState } from "./found-state.ts"
import { settingAddresses } from "./mail-cells.ts"

export type TestDeps = Omit<TestMail, "keys" | "office" | "origin" | "to">

/** Whom it reached, or why it did not. Undefined where another finding stands in its way. */
export async function testMailTo(
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
        thai: `สคริปต์ยังไม่ได้ส่งเมลทดสอบถึง ${to}${code ? ` (${code})` : ""}`,
        english: "The script has not sent the test mail yet; it looks for mail every 15 minutes.",
        mend: `ดูเมนู “การดำเนินการ” ของสคริปต์ แล้วสั่งอีกครั้ง / look at the script's executions, then run this again`,
      })
    case "failed":
    case "refused":
      return errorOf("testMailNotTaken", undefined, {
        thai: `เมลทดสอบถึง ${to} ส่งไม่ได้ (${code})`,
        english: `The test mail was not taken: ${code}.`,
        mend: "ดูรหัสนี้ในคู่มือผู้ดูแลระบบ หัวข้อ “เมลไม่ออก” / see the code in the operator's guide",
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
    thai: "แท็บ “ตั้งค่า” ไม่มีอีเมลผู้ดูแลระบบ จึงไม่มีใครได้รับแจ้งเมื่อระบบมีปัญหา และส่งเมลทดสอบไม่ได้",
    english: "The settings name no operator: nobody is told when something is wrong.",
    mend: `พิมพ์อีเมลในแถว “อีเมลผู้ดูแลระบบ” / type it there: ${sheetAddress(newest?.spreadsheetId ?? "")}`,
  })
}
