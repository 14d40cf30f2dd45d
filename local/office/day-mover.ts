/** Moves the simulated day where a person asks for it, and remembers how the last move ended. */
import { fromBuddhistEra, parseIsoDate } from "../../shared/date/civil-date.ts"
import { ClockError } from "../clock.ts"
import type { OfficeAppDeps } from "./app-deps.ts"
import type { Moved } from "./timekeeper.ts"

export type MoveEnd =
  | ({ readonly ok: true } & Moved)
  | {
      readonly ok: false
      readonly status: 400 | 409 | 500
      readonly reason: string
      /** A Thai sentence for the person. */
      readonly message: string
    }

export type DayMover = {
  /** To the end of a day; resolves when it is there, was stopped, or could not go. */
  moveTo(today: string): Promise<MoveEnd>
  /** How the last one ended; undefined while one is under way, and before the first. */
  lastEnd(): MoveEnd | undefined
}

type MoverDeps = Pick<OfficeAppDeps, "timekeeper" | "news" | "seen" | "onDefect">

export function createDayMover({ timekeeper, news, seen, onDefect }: MoverDeps): DayMover {
  let last: MoveEnd | undefined
  const move = async (today: string): Promise<MoveEnd> => {
    const day = parseIsoDate(today)
    const meant = fromBuddhistEra(today)
    if (!day || meant) return refuse(400, "badDate", notADay(today, meant))
    try {
      const moved = await timekeeper.advanceTo(day)
      seen.note("clock")
      return { ok: true, ...moved }
    } catch (error) {
      if (error instanceof ClockError) return refuse(409, error.code, error.message)
      onDefect(error)
      return refuse(500, "defect", "เลื่อนวันได้ไม่ตลอด ดูข้อความในหน้าต่างที่เริ่มโปรแกรม แล้วเลื่อนต่อจากวันนี้ได้")
    }
  }
  return {
    async moveTo(today) {
      last = undefined
      last = await move(today)
      news.tell("clock")
      return last
    },
    lastEnd: () => last,
  }
}

function notADay(today: string, meant: string | undefined): string {
  return meant === undefined
    ? `“${today}” ไม่ใช่วันที่ ให้ระบุ เช่น 2023-06-05`
    : `“${today}” เป็นปี พ.ศ. ให้ระบุ ${meant}`
}

function refuse(status: 400 | 409 | 500, reason: string, message: string): MoveEnd {
  return { ok: false, status, reason, message }
}
