/** An example and a gloss for every problem code: a new code does not type-check until it has both. */
import type { PeriodCode } from "../../shared/period/problems.ts"
import type { PROBLEMS } from "../../shared/row/problem.ts"

type Example = {
  /** Tab and column keys, or "any …". */
  readonly where: string
  readonly value: string
  readonly detail?: string
  readonly gloss: string
}

export const PROBLEM_EXAMPLES: Record<keyof typeof PROBLEMS, Example> = {
  cleaned: { where: "any text", value: "", gloss: "Nothing: invisible characters were dropped." },
  reportKept: {
    where: "report.id",
    value: "m-00000000/1/2566",
    gloss: "Nothing: the period left the plan, and what was filed stays public under who filed it.",
  },
  answerKept: {
    where: "report.by",
    value: "",
    detail: "5 มิ.ย. 2566",
    gloss:
      "Whoever filled the line in is told that somebody had answered from the mail too, and that this was not written over it.",
  },
  leadInPartners: {
    where: "measure.partners",
    value: "ฝ่ายปกครอง",
    gloss: "Nothing: the lead was taken out of its partners.",
  },
  formula: {
    where: "any cell",
    value: "30 มิ.ย. 2566",
    gloss: "Type the value if it must not change with the formula.",
  },
  merged: {
    where: "any cell",
    value: "ฝ่ายปกครอง",
    gloss: "Unmerge the cells if this row differs from the one above.",
  },
  draft: {
    where: "any required",
    value: "",
    detail: "“ระยะเวลา” “เจ้าภาพหลัก”",
    gloss: "Fill in the cells named; until then nothing is published.",
  },
  reportDraft: {
    where: "report.date, report.result",
    value: "x",
    detail: "“วันที่ดำเนินการ” และ “ผลการดำเนินงาน” ให้ยาวกว่านี้",
    gloss:
      "Fill in the cells named, the result with at least five letters, or tick ไม่มีรายการ: until then it is a draft that nobody sees, and reminders go on.",
  },
  weakEvidence: {
    where: "report.evidence",
    value: "ดูที่ห้อง",
    gloss:
      "Accepted before this was an error; it stays. Give an https link, or a document's number and date.",
  },
  unverifiable: {
    where: "measure.measure",
    value: "ส่งเสริมจิตสำนึกการให้บริการ",
    detail:
      "ไม่บอกผลที่นับได้ และหลักฐานที่จะใช้ ลองพิมพ์ เช่น “ส่งเสริมจิตสำนึกการให้บริการ โดยฝ่ายปกครองออกหนังสือเวียน 1 ฉบับให้ทุกคนลงชื่อรับทราบ”",
    gloss:
      "Say what can be counted, what will prove it, or a day before the year's end. Shown only until the number and date of the signed plan are filled in.",
  },
  noReminder: {
    where: "measure.period",
    value: "ตามความเหมาะสม",
    detail: "“ภายในวันที่ 30 มิ.ย. 2566”",
    gloss: "Type a date, or add a duty that has one.",
  },
  confirmMeans: {
    where: "measure.period, duty.when",
    value: "",
    detail: "ไม่มีงวดใดเกินกำหนด วันที่ 30 พ.ค. 2566 เตือนทางอีเมลถึง 10 ฝ่าย",
    gloss: "What follows from confirming the question of this row.",
  },
  measureWithoutScore: {
    where: "measure.indicator",
    value: "7",
    gloss: "Mend the number, or add the indicator's score.",
  },
  weakWithoutMeasure: {
    where: "assessment.score",
    value: "71.20",
    detail: "7",
    gloss: "Add a measure: the score is in the lowest third and below 85, or far below its siblings.",
  },
  indicatorName: {
    where: "assessment.name",
    value: "การใช้งบประมานณ",
    detail: "การใช้งบประมาณ",
    gloss: "Type the indicator's official name.",
  },
  dateOutsideYear: {
    where: "report.date, oversight.date, holiday.date, section.deputyUntil, setting.value",
    value: "5 มิ.ย. 2565",
    detail: "1 ต.ค. 2565 ถึง 1 ต.ค. 2567",
    gloss:
      "Mend the year if it is a slip. Reports may come up to a year after the year's end; the announcement may not.",
  },
  deputyWithoutDate: {
    where: "section.deputyUntil",
    value: "name@bangkok.go.th",
    gloss: "Type the deputy's last day.",
  },
  idNumberLike: {
    where: "any public text",
    value: "1234567890123",
    gloss: "Delete it if it is a citizen's number: its last digit does not check, or it stands in a link.",
  },
  complaint: {
    where: "any public text",
    value: "ร้องเรียน",
    gloss:
      "See that nothing names a complainant. Once a row; not in a plan whose number and date are filled in.",
  },
  similarVanished: {
    where: "measure.measure, duty.what",
    value: "เผยแพร่ผลการใช้จ่ายทุกไตรมาส",
    detail: "m-4k7p2w9x",
    gloss:
      "Tick in `สถานะ` that it is the row that vanished, or confirm that it is a new one. Until then it is not published.",
  },
  scoreDoubt: {
    where: "assessment.score",
    value: "48.86",
    detail: "ตัวอื่นราว 99.78 อาจเป็น 98.86",
    gloss: "Mend the score, or tick ยืนยัน if it is right.",
  },
  indicatorDiffers: {
    where: "assessment.indicator",
    value: "2 คุณภาพการดำเนินงาน",
    detail: "6",
    gloss: "Mend the number: the name decides. Tick ยืนยัน if it is right.",
  },
  required: {
    where: "any required",
    value: "",
    gloss: "Fill the cell in; the last accepted text stays in public.",
  },
  tooLong: { where: "any cell", value: "", detail: "6000 จากที่รับได้ 5000", gloss: "Shorten the text." },
  notNumber: { where: "assessment.score", value: "เก้าสิบ", detail: "0 ถึง 100", gloss: "Type a number." },
  outOfRange: {
    where: "assessment.score",
    value: "100.5",
    detail: "0 ถึง 100",
    gloss: "Type a number within the range.",
  },
  notDate: { where: "report.date", value: "เมื่อวาน", gloss: "Type a day, month and year." },
  unknownSection: {
    where: "measure.lead, measure.partners, duty.owedBy",
    value: "ฝ่ายช่าง",
    detail: "ฝ่ายปกครอง",
    gloss: "Choose a name of the tab หน่วยงาน.",
  },
  unknownMeasure: {
    where: "duty.measure, oversight.measures",
    value: "8. ระบบจองคิว",
    gloss: "Choose from the list, or complete that row of มาตรการ.",
  },
  notChoice: {
    where: "measure.status",
    value: "เสร็จ",
    detail: "ยกเลิก",
    gloss: "Leave it empty or choose from the list.",
  },
  notLink: {
    where: "oversight.link",
    value: "www.example.com",
    gloss: "Paste a link that begins with https://.",
  },
  notEvidence: {
    where: "report.evidence",
    value: "C:\\งาน\\รายงาน.pdf",
    detail: "เป็นที่อยู่ไฟล์ในเครื่องหรือในเครือข่ายของสำนักงาน คนอื่นเปิดไม่ได้",
    gloss: "Give an https link that opens without a log-in, or a document's number and date.",
  },
  badAddress: { where: "section.addresses", value: "name@", gloss: "Type a whole mail address." },
  duplicateKey: {
    where: "report.id, assessment.indicator, section.slug, section.name, holiday.date, setting.key",
    value: "m-4k7p2w9x/1/2566",
    detail: "5",
    gloss: "Keep one of the two rows; the first keeps the key.",
  },
  movedWithoutReason: {
    where: "measure.period, duty.when",
    value: "",
    detail: "30 มิ.ย. 2566",
    gloss: "Give a new reason, or put the old date back.",
  },
  movedBySettings: {
    where: "measure.period, duty.when",
    value: "30 กันยายน 2566",
    detail: "30 ก.ย. 2566",
    gloss:
      "The planner gives one reason in `สถานะ` for all dates that a setting or a holiday moves, or puts it back.",
  },
  dateTooFar: {
    where: "report.date, oversight.date",
    value: "5 มิ.ย. 2560",
    detail: "1 ต.ค. 2565 ถึง 30 ก.ย. 2566",
    gloss: "Mend the year: more than a year before the fiscal year, or two after.",
  },
  reportLess: {
    where: "report.date, report.result",
    value: "",
    detail: "“ผลการดำเนินงาน”",
    gloss:
      "Fill in what a report must have, or empty the whole line to take it back; the last accepted one stays in public.",
  },
  reportToCome: {
    where: "report.date",
    value: "5 มิ.ย. 2566",
    detail: "29 พ.ค. 2566",
    gloss: "Type the day it was done: today or before.",
  },
  periodToCome: {
    where: "report.occurrence",
    value: "ก.ค. 2566",
    detail: "1 ก.ค. 2566",
    gloss: "Empty the line, and report once the period has begun.",
  },
  unknownObligation: {
    where: "report.id",
    value: "m-00000000/1/2566",
    gloss: "Move the text to the right line, or restore the measure or duty it belonged to.",
  },
  reportWithoutObligation: {
    where: "report.result",
    value: "จัดทำแล้ว",
    gloss: "Move the text to a line that names a period.",
  },
  idNumber: {
    where: "any public text",
    value: "1-1017-00207-03-0",
    gloss: "Delete the citizen's number: its last digit checks.",
  },
  mobileNumber: {
    where: "any public text",
    value: "081-234-5678",
    gloss: "Give an office telephone, or have the planner allow it in the settings.",
  },
  privateMail: {
    where: "any public text",
    value: "somchai@example.com",
    gloss: "Give an address in .go.th or .mi.th, or have the planner allow it.",
  },
  bankAccount: {
    where: "any public text",
    value: "123-4-56789-0",
    gloss: "Delete it, or have the planner allow it.",
  },
  cancelWithoutReason: { where: "measure.reason", value: "", gloss: "Say why the measure ends." },
  sectionNumberFixed: {
    where: "section.slug",
    value: "ฝ่ายทะเบียน",
    detail: "2",
    gloss:
      "Put the number back. To rename a section change its name, and keep the old one among its short names.",
  },
  sectionNameTaken: {
    where: "section.name, section.shortNames",
    value: "ฝ่ายทะเบียน",
    detail: "2",
    gloss: "Choose another name: this one is, or was, that of another section of the year.",
  },
  sectionNameApart: {
    where: "section.name, section.shortNames",
    value: "ฝ่ายปกครอง, ฝ่ายทะเบียน",
    gloss:
      "Write the name without the marks that part names in a list: every list of sections would read it as several.",
  },
  fiscalYearFixed: {
    where: "setting.value",
    value: "2567",
    detail: "2566",
    gloss: "Nothing: the announced year was put back. The next year has a sheet of its own, `setup --year`.",
  },
  otherAddress: {
    where: "setting.value",
    value: "https://sujarit-login.example",
    detail: "https://record.example",
    gloss:
      "Type the address where the record is, or leave it empty: links in mail lead there whatever it says.",
  },
  changedWithoutReason: {
    where: "measure.measure, measure.lead, measure.status, duty.measure, duty.what, duty.owedBy",
    value: "ฝ่ายทะเบียน",
    detail: "ฝ่ายปกครอง",
    gloss: "Give a new reason, or put back what was announced: who owes, what, or that it is owed.",
  },
  weakReason: {
    where: "measure.reason, duty.reason",
    value: "-",
    detail: "สั้นเกินกว่าจะบอกอะไรได้",
    gloss:
      "Say what made it change, in ten letters or more: not the row's last reason, nor words copied from its other cells.",
  },
  unfit: { where: "any cell", value: "x", gloss: "Type it anew, shorter and as plain text." },
  columnMissing: {
    where: "any column",
    value: "",
    gloss: "Put the header back; nothing that was accepted is lost.",
  },
}

const TYPE_DATE = "Type a full date, or confirm."
const MEND = "Nothing, if what was understood is right."
const CHOOSE = "Choose one of the wordings, or confirm."

export const PERIOD_EXAMPLES: Record<PeriodCode, readonly [phrase: string, gloss: string]> = {
  "year-assumed": ["30 มิถุนายน", MEND],
  "outside-year": ["15 ตุลาคม 2566", "Mend the year if the date belongs in the plan's year."],
  "calendar-year": ["ภายในปีปฏิทิน 2566", MEND],
  "two-digit-year": ["30/06/66", MEND],
  "ce-year": ["30 มิถุนายน 2023", MEND],
  "english-month": ["30 June 2566", MEND],
  "iso-order": ["2566-06-30", MEND],
  "mixed-digits": ["๓0 มิถุนายน ๒๕๖๖", MEND],
  "range-crosses-new-year": ["ตุลาคม - มีนาคม 2566", MEND],
  "year-order": ["ไตรมาส 3/2566", MEND],
  "series-shifted": ["ภายในวันที่ 5 ของเดือนถัดไป", MEND],
  "every-assumed": ["ภายในวันที่ 5 ของเดือน", MEND],
  "once-a-year": ["ปีละ 1 ครั้ง", MEND],
  "working-days": ["วันทำการที่ 5 ของทุกเดือน", "Keep the tab วันหยุด up to date."],
  "roll-rule": ["ภายในวันที่ 5 ของทุกเดือน หากตรงกับวันหยุดให้เลื่อนเป็นวันทำการถัดไป", "Keep the tab วันหยุด up to date."],
  "until-assumed": ["จนถึงวันที่ 30 กันยายน 2566", MEND],
  misspelling: ["มิถุนายม 2566", MEND],
  "aa-exchanged": ["สิงหำคม 2566", MEND],
  "space-in-month": ["มิถุนา ยน 2566", MEND],
  "year-ambiguous": ["2566", CHOOSE],
  "two-digit-ce": ["30 มิ.ย. 23", "Type the year in four digits."],
  "just-before-year": ["30 กันยายน 2565", "Mend the year, or confirm."],
  "far-from-year": ["30 มิถุนายน 2572", "Mend the year, or confirm."],
  "weekday-mismatch": ["วันเสาร์ที่ 30 มิถุนายน 2566", "Mend the weekday or the date, or confirm."],
  "period-mismatch": ["ไตรมาส 3 (ม.ค. - มี.ค. 2566)", "Mend the quarter or the months, or confirm."],
  "ordinal-weekday": ["วันศุกร์ที่ 2 ของเดือนมิถุนายน 2566", CHOOSE],
  "part-of-month": ["ต้นเดือนมิถุนายน 2566", TYPE_DATE],
  "before-end": ["ก่อนวันที่ 30 มิถุนายน 2566", CHOOSE],
  "open-ended": ["ตั้งแต่เดือนมกราคม 2566 เป็นต้นไป", "Type the day it ends, or confirm."],
  "either-or": ["30 มิ.ย. หรือ 15 ก.ค. 2566", "Keep one of the dates, or confirm."],
  "several-dates": ["30 มิ.ย. 2566 15 ก.ค. 2566", "Join the dates by และ or ถึง, or confirm."],
  approximate: ["ประมาณเดือนมิถุนายน 2566", TYPE_DATE],
  "frequency-without-day": ["ทุกไตรมาส", "Name the day, or confirm the ends of the periods."],
  "short-months": ["ทุกวันที่ 31", "Say สิ้นเดือน if that is meant, or confirm."],
  "times-without-dates": ["ปีละ 2 ครั้ง", "Type the dates."],
  "number-over-year": ["6/2566", "Say whether it is a month, a quarter or a round."],
  "month-missing": ["ภายในวันที่ 5", "Name the month."],
  "month-unclear": ["มี.ย. 2566", "Type the month's name in full."],
  "latin-o": ["๓o มิถุนายน ๒๕๖๖", "Type a zero in place of the letter o."],
  "time-unclear": ["30 มิ.ย. 66 เวลา 24.00 น.", "Type a time such as 16.30 น., or leave it out."],
  unread: ["ภายในวันที่ 30 มิถุนายน 2566 ตามดุลพินิจ", "Type the deadline alone, or confirm."],
  duration: ["ภายใน 30 วัน", "Type a date: a duration alone has none."],
  "duration-counted": ["ภายใน 30 วัน นับแต่วันที่ 1 มิถุนายน 2566", "Type the date itself, or confirm."],
  "serial-number": ["45107", "Type the date as words."],
  continuous: ["ต่อเนื่อง", "Type a date by which something can be seen."],
  "at-once": ["โดยเร็ว", "Type a date."],
  "as-appropriate": ["ตามความเหมาะสม", "Type a date."],
  "as-planned": ["ตามแผน", "Type the date the plan gives."],
  status: ["อยู่ระหว่างดำเนินการ", "Move the status to a report; type a date here."],
  "relative-to-today": ["เดือนหน้า", "Type the date: this text changes its meaning with the day."],
  "on-event": ["เมื่อมีเรื่องร้องเรียน", "Type a date, or confirm that none can be reminded of."],
  blank: ["-", "Type a date."],
  "no-date": ["กำหนดเอง", "Type a date."],
  "no-such-date": ["31 มิถุนายน 2566", "Type a day that exists: nothing is rolled over."],
  "no-such-month": ["13/2566", "Type a month 1 to 12."],
  "no-such-period": ["ไตรมาส 5", "Type a quarter 1 to 4."],
  "no-such-time": ["30 มิ.ย. 66 เวลา 25.00 น.", "Type a time of the day."],
  "malformed-year": ["30 มิถุนายน 256", "Type the year in four digits."],
  "too-far": ["30 มิถุนายน 2656", "Mend the year: it lies more than fifty years away."],
  "range-backwards": ["30 มิถุนายน 2566 ถึง 1 มิถุนายน 2566", "Exchange the two dates."],
  "too-long": ["ภายใน".repeat(120), "Type the deadline alone."],
}
