/** The closed list of what a reader can be refused for, in the two languages. A push has its own: `push/refusal.ts`. */

export const PROBLEMS = {
  notFound: { status: 404, th: "ไม่พบสิ่งที่ขอ", en: "Not found" },
  badDay: { status: 400, th: "ดูข้อมูล ณ วันที่นี้ไม่ได้", en: "There is no record of this day" },
  methodNotAllowed: { status: 405, th: "ใช้วิธีเรียกนี้กับที่อยู่นี้ไม่ได้", en: "This method is not allowed here" },
  simulatedHere: {
    status: 421,
    th: "ระบบนี้ใช้วันจำลอง เปิดได้เฉพาะในเครื่องนี้",
    en: "The day is simulated here: only this machine is served",
  },
  notDated: {
    status: 400,
    th: "ที่อยู่นี้ดูย้อนหลังไม่ได้ ให้ตัด ?at= ออก",
    en: "This address has no past days: leave out ?at=",
  },
  notSigned: {
    status: 403,
    th: "คำขอนี้ต้องลงนามด้วยกุญแจของสำนักงาน",
    en: "This request must be signed with the office's key",
  },
  databaseDown: {
    status: 503,
    th: "ฐานข้อมูลไม่ตอบ โปรดลองใหม่ในอีกสักครู่",
    en: "The database does not answer; please try again in a moment",
  },
  failed: { status: 500, th: "ระบบขัดข้อง โปรดลองใหม่", en: "Something failed here; please try again" },
} as const
export type ProblemCode = keyof typeof PROBLEMS
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]
