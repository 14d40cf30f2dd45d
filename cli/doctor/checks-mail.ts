/** What keeps mail from its readers, by address: told on the operator's own terminal and nowhere else. */
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { plainDate } from "../../shared/date/thai-date.ts"
import type { Unreached } from "../../shared/mail/requests.ts"
import { sheetAddress } from "../office/installation.ts"
import { errorOf, type Finding, warningOf } from "./finding.ts"
import type { FoundState, FoundYear } from "./found-state.ts"

export function mailFindings(state: FoundState): Finding[] {
  return [
    ...state.years.flatMap(malformed),
    ...unverified(state),
    // Who waits for a click is named above, with the way to it.
    ...state.unreached
      .filter(({ code }) => state.verified === undefined || !/NOT_ALLOWED/.test(code))
      .map(each => unreachable(each, state)),
  ]
}

/** Whom Cloudflare sends nothing to before he clicked, told before the first mail is due. */
function unverified({ years, verified }: FoundState): Finding[] {
  if (verified === undefined) return []
  const named = years.flatMap(({ sheet }) =>
    sheet === "gone" ? [] : sheet.mailCells.flatMap(({ good }) => good.map(each => each.toLowerCase())),
  )
  const left = [...new Set(named)].filter(address => !verified.includes(address)).sort()
  if (left.length === 0) return []
  return [
    errorOf("addressUnverified", undefined, {
      thai: `สำนักงานไม่มีโดเมนที่เปิดส่งอีเมล Cloudflare จึงยังส่งไม่ถึง: ${left.join(", ")} อีเมลของที่อยู่เหล่านี้รออยู่ ไม่หาย`,
      english: `Without a sending domain Cloudflare reaches verified addresses alone. Not yet: ${left.join(", ")}. Their mail waits.`,
      mend: `ง่ายสุด: npx sujarit deploy --mail google (บัญชี Google ของสำนักงานส่งถึงทุกคน) หรือยืนยันทีละที่อยู่: npx wrangler email routing addresses create ที่อยู่ แล้วให้ผู้รับกดลิงก์ในอีเมลจาก Cloudflare / send by the office's Google account, or verify each: that command, then the reader clicks the link`,
    }),
  ]
}

function malformed({ fiscalYear, spreadsheetId, sheet }: FoundYear): Finding[] {
  if (sheet === "gone") return []
  return sheet.mailCells
    .filter(({ bad }) => bad.length > 0)
    .map(({ place, bad }) =>
      errorOf("addressMalformed", fiscalYear, {
        thai: `${place} ปี ${fiscalYear} มีข้อความที่ไม่ใช่อีเมล: ${bad.join(", ")} จึงไม่มีอีเมลไปถึง`,
        english: `Not a mail address: ${bad.join(", ")}.`,
        mend: `พิมพ์อีเมลใหม่ คั่นด้วยจุลภาค / type it again, with commas between: ${sheetAddress(spreadsheetId)}`,
      }),
    )
}

function unreachable({ address, code, since }: Unreached, { years }: FoundState): Finding {
  const places = years.flatMap(({ fiscalYear, spreadsheetId, sheet }) =>
    sheet === "gone"
      ? []
      : sheet.mailCells
          .filter(({ good }) => good.some(each => each.toLowerCase() === address.toLowerCase()))
          .map(({ place }) => ({ fiscalYear, text: `${place} ปี ${fiscalYear}`, spreadsheetId })),
  )
  const newest = places.at(-1)
  const where = newest ? `อยู่ใน${places.map(({ text }) => text).join(" และ ")}` : "ไม่อยู่ในตารางแล้ว"
  const { thai, english } = reasonOf(code)
  // Whoever is no longer in the sheet is no longer written to: it is told once more and passes.
  const findingOf = newest ? errorOf : warningOf
  return findingOf("addressUnreachable", newest?.fiscalYear, {
    thai: `ส่งอีเมลถึง ${address} ไม่ได้ตั้งแต่ ${plainDate(bangkokDate(Date.parse(since)))} (${code}) ${where}`,
    english: `Mail to ${address} was given up (${code}): ${english}.`,
    mend: `${thai}${newest ? ` ${sheetAddress(newest.spreadsheetId)}` : ""}`,
  })
}

/** What the providers' codes ask of a person. */
function reasonOf(code: string): { readonly thai: string; readonly english: string } {
  if (/SUPPRESSED/.test(code))
    return {
      thai: "ตรวจตัวสะกด ถ้าถูกแล้ว เอาออกจากรายการที่ตีกลับในแดชบอร์ด Email Sending ของ Cloudflare",
      english: "it bounced before and is suppressed",
    }
  if (/NOT_ALLOWED/.test(code))
    return {
      thai: "ให้ผู้รับกดยืนยันที่อยู่นี้ หรือเปลี่ยนวิธีส่งด้วย npx sujarit deploy --mail google",
      english: "a free account sends to verified addresses alone",
    }
  if (/^SMTP_5|GMAIL_RECIPIENT/.test(code))
    return {
      thai: "ตรวจตัวสะกดและว่ากล่องนี้ยังเปิดอยู่ แล้วพิมพ์อีเมลที่ใช้ได้",
      english: "the mail server refuses this address",
    }
  return {
    thai: "ตรวจอีเมลนี้ แล้วทดสอบด้วย npx sujarit doctor --test-mail ความหมายของรหัสอยู่ในคู่มือผู้ดูแลระบบ หัวข้อ “อีเมลไม่ออก”",
    english: "see the operator's guide for the code",
  }
}
