import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { addDays, dateParts, type IsoDate } from "../../../shared/date/civil-date.ts"
import { longDate, shortDate, thaiDigits } from "../../../shared/date/thai-date.ts"
import { privacyProblems } from "../../../shared/rules/privacy.ts"
import { hasIdChecksum } from "../../../shared/rules/private-number.ts"
import { ANY_LETTER } from "../../any-letter.ts"

const codes = (text: string, allowList: readonly string[] = []) =>
  privacyProblems(text, allowList).map(({ code }) => code)

/** An id made for these tests, with the last digit that checks. */
const ID = withChecksum("110170020703")

function withChecksum(twelve: string): string {
  return [..."0123456789"].map(last => twelve + last).find(hasIdChecksum) ?? ""
}

function cut(digits: string, shape: readonly number[], gap: string): string {
  let at = 0
  const pieces = shape.map(length => {
    at += length
    return digits.slice(at - length, at)
  })
  return pieces.join(gap)
}

describe("a citizen's number", () => {
  test.each([
    ID,
    cut(ID, [1, 4, 5, 2, 1], "-"),
    cut(ID, [1, 4, 5, 2, 1], " "),
    cut(ID, [1, 4, 5, 2, 1], "–"),
    cut(ID, [1, 4, 5, 2, 1], " - "),
    cut(ID, [4, 4, 4, 1], " "),
    cut(ID, Array<number>(13).fill(1), " "),
    cut(ID, [1, 4, 5, 2, 1], "\u00a0"),
    `${ID.slice(0, 6)}\u200b${ID.slice(6)}`,
    `เลขประจำตัวประชาชน${ID}ของผู้รับบริการ`,
    `(${ID})`,
  ])("is blocked: %s", text => {
    expect(codes(text)).toEqual(["idNumber"])
    expect(codes(thaiDigits(text))).toEqual(["idNumber"])
  })

  it("is quoted as typed", () => {
    const text = cut(thaiDigits(ID), [1, 4, 5, 2, 1], "-")
    expect(privacyProblems(`บัตร ${text} ครับ`)).toEqual([{ code: "idNumber", value: text }])
  })

  test.each(["1234567890123", "1-2345-67890-12-3", "๑ ๒๓๔๕ ๖๗๘๙๐ ๑๒ ๓"])(
    "whose last digit does not check warns: %s",
    text => expect(codes(text)).toEqual(["idNumberLike"]),
  )

  test.each([
    "0105551234567",
    "เลขประจำตัวผู้เสียภาษี 0-1055-51234-56-7",
    withChecksum("910170020703"),
    `9${ID}`,
    `${ID}1`,
    "https://drive.google.com/file/d/1687399200000x/view",
    "IMG_1687399200000.jpg",
  ])("is not seen in %s", text => expect(codes(text)).toEqual([]))

  it("in a link warns when it checks", () => {
    expect(codes(`https://example.go.th/files/${ID}.pdf`)).toEqual(["idNumberLike"])
  })

  it("is blocked for every first digit 1 to 8, and exactly when its checksum passes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000_000, max: 8_999_999_999_999 }), number => {
        const digits = String(number)
        expect(codes(digits)).toEqual([hasIdChecksum(digits) ? "idNumber" : "idNumberLike"])
      }),
    )
  })
})

describe("a mobile number", () => {
  test.each([
    "0812345678",
    "081-234-5678",
    "081 234 5678",
    "08-1234-5678",
    "08 1234 5678",
    "081-2345678",
    "081.234.5678",
    "(081) 234-5678",
    "+66812345678",
    "+66 81 234 5678",
    "+66(0)81-234-5678",
    "0066 81 234 5678",
    "โทร.0912345678",
    "โทร 06-2566-1234",
    "ติดต่อคุณสมชาย 062-345-6789 ได้ทุกวัน",
  ])("is blocked: %s", text => {
    expect(codes(text)).toEqual(["mobileNumber"])
    expect(codes(thaiDigits(text))).toEqual(["mobileNumber"])
  })

  test.each([
    "02-413-0565",
    "โทร. 0 2413 0565 ต่อ 7001",
    "โทรสาร 024130565",
    "038-123-456",
    "สายด่วน 1555",
    "+66 2 413 0565",
    "เลขที่ 06-2566-0001",
  ])("is not seen in %s", text => expect(codes(text)).toEqual([]))
})

describe("mail", () => {
  test.each([
    "somchai@gmail.com",
    "s.jaidee+ita@hotmail.co.th",
    "ส่งที่ somchai @ yahoo.com",
    "a@b@c.com",
    "ถึง somchai@gmail.com...",
  ])("of a person is blocked: %s", text => expect(codes(text)).toEqual(["privateMail"]))

  test.each([
    "phasicharoen@bangkok.go.th",
    "office@bma.go.th.",
    "unit@army.mi.th",
    "ราคา 5 บาท @ ชิ้น",
    "@เขต",
  ])("of an office passes: %s", text => expect(codes(text)).toEqual([]))

  it("of a domain that only looks official is blocked", () => {
    expect(codes("x@go.th.example.com")).toEqual(["privateMail"])
    expect(codes("x@bangkokgo.th")).toEqual(["privateMail"])
  })
})

describe("a bank account", () => {
  test.each([
    "เลขที่บัญชี 0123456789",
    "ธนาคารกรุงไทย สาขาบางแค 123-0-45678-9",
    "โอนเข้าบัญชีออมทรัพย์ 020123456789",
    "บัญชีเลขที่ 123 0 45678 9",
    "123-4-56789-0",
    "1234567890 ธนาคารออมสิน",
  ])("is blocked: %s", text => {
    expect(codes(text)).toEqual(["bankAccount"])
    expect(codes(thaiDigits(text))).toEqual(["bankAccount"])
  })

  test.each([
    "โครงการเลขที่ 66017123456",
    "หนังสือค้ำประกันของธนาคารกรุงไทย เลขที่สัญญา 660114000123",
    "บัญชีครุภัณฑ์ 7440-001-0001",
    "บัญชีรายชื่อผู้เข้าอบรม 120 คน",
    "งบประมาณ 1,234,567,890.00 บาท",
    "ธนาคารขยะ รับ 12 ครั้ง ปี 2566 2567",
  ])("is not seen in %s", text => expect(codes(text)).toEqual([]))
})

describe("ordinary text of the office", () => {
  test.each([
    "กท 4801/1234 ลว. 5 มิ.ย. 2566",
    "ที่ กท ๖๓๐๑/๑๒๓๔ ลงวันที่ ๕ มิถุนายน ๒๕๖๖",
    "ปี 2564 2565 2566 2567",
    "คะแนน 99.68 48.86 99.36 99.49 99.78",
    "2565-10-01 ถึง 2566-09-30",
    "01/10/2565 - 30/09/2566",
    "เวลา 08.30 - 16.30 น.",
    "08.30-16.30 น. วันที่ 5-6-2566",
    "ครั้งที่ 1 2 3 4 5 6 7 8 9 10 11 12",
    "https://webportal.bangkok.go.th/phasicharoen/page/sub/12345/0/info/0812345678/แผน",
    "www.example.com/0812345678",
    "bangkok.go.th/p/1234567890123",
    "m-4k7p2w9x d-00812345",
    "2023-06-09 2023-06-09",
    "เบิกจ่ายแล้ว 12,345,678.90 บาท (ร้อยละ 98.50)",
    "e-GP 66017234567",
    "เลขทะเบียน 06-2566-123456",
    "รหัสหน่วยงาน 5000 0700 0012",
    "เลขครุภัณฑ์ 065-66-0001-0001",
    "ISBN 978-616-000-000-0",
    "พิกัด 13.7145678, 100.4367890",
    "พัสดุ EB123456789TH",
    "โทร 1555 หรือ 0-2221-2141 ถึง 69",
    "ธนาคารกรุงไทยชำระวันที่ 5 มิ.ย. 2566 จำนวน 12 ราย",
    "",
  ])("is left alone: %s", text => expect(codes(text)).toEqual([]))
})

describe("dates and office telephones", () => {
  const days = Array.from({ length: 366 }, (_, day) => addDays("2022-10-01" as IsoDate, day))

  it("of a whole year, in any form, are left alone, alone and side by side", () => {
    for (const date of days) {
      const { year, month, day } = dateParts(date)
      const [dd, mm, be] = [String(day).padStart(2, "0"), String(month).padStart(2, "0"), year + 543]
      const forms = [date, `${dd}/${mm}/${be}`, `${dd}-${mm}-${be}`, `${be}-${mm}-${dd}`, `${dd} ${mm} ${be}`]
      for (const form of [...forms, shortDate(date), longDate(date)])
        expect(codes(`ธนาคาร ${form} ${form} เวลา 09.30-16.30 น.`), form).toEqual([])
    }
  })

  it("of an office are left alone however they are cut", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000_000, max: 9_999_999 }), number => {
        const digits = `02${number}`
        for (const shape of [[9], [2, 3, 4], [1, 4, 4], [2, 7]])
          for (const gap of ["-", " ", ""]) expect(codes(`โทร. ${cut(digits, shape, gap)}`)).toEqual([])
      }),
    )
  })
})

describe("a complaint", () => {
  test.each(["สรุปเรื่องร้องเรียน", "ผู้ร้องขอให้ปิดนาม", "รับแจ้งเบาะแสทุจริต"])("is the writer's duty: %s", text =>
    expect(codes(text)).toEqual(["complaint"]),
  )
})

describe("the allow-list", () => {
  it("lets a number pass however either is written", () => {
    expect(codes("โทร ๐๘๑-๒๓๔-๕๖๗๘", ["0812345678"])).toEqual([])
    expect(codes("+66 81 234 5678", ["081 234 5678"])).toEqual([])
    expect(codes("081-234-5679", ["0812345678"])).toEqual(["mobileNumber"])
  })

  it("lets an address or a domain pass", () => {
    expect(codes("Office@Gmail.com", ["office@gmail.com"])).toEqual([])
    expect(codes("a@office.or.th b@gmail.com", ["@office.or.th"])).toEqual(["privateMail"])
  })

  it("lets a number pass that only happens to check", () => {
    expect(codes(ID, [cut(ID, [1, 4, 5, 2, 1], "-")])).toEqual([])
  })
})

it("no text makes it throw, and what it quotes stands in the text in some kind of digits", () => {
  fc.assert(fc.property(fc.string({ unit: ANY_LETTER, maxLength: 300 }), text => void privacyProblems(text)))
  const unit = fc.constantFrom(..."0123456789๐๑๘๙ -–.()@a+/\n")
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 80 }), text => void privacyProblems(text)),
    { numRuns: 2000 },
  )
})

it("a text that is passed over at a glance has nothing in it when looked at closely", () => {
  // A soft hyphen at the end is shown to nobody, and is looked behind.
  const closely = (text: string) => privacyProblems(`${text}\u00ad`)
  const unit = fc.constantFrom(..."0123456789๐๑๘๙０９ -.()+/\nโทรรองเ่้ย")
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), text => {
      expect(privacyProblems(text)).toEqual(closely(text))
    }),
    { numRuns: 5000 },
  )
  const numbers = fc.stringMatching(/^[+ ]{0,2}(?:66|0)?[689]?[0-9]{6,12}$/)
  fc.assert(fc.property(numbers, text => void expect(privacyProblems(text)).toEqual(closely(text))))
})
