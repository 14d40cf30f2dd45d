/** A spreadsheet's serial numbers are wall-clock days in its own time zone. */
import { serialToDate } from "./typed.ts"

const EPOCH = Date.UTC(1899, 11, 30)
const DAY = 86_400_000

export function serialFromEpoch(epoch: number, timeZone: string): number {
  return (epoch + offsetAt(epoch, timeZone) - EPOCH) / DAY
}

export function serialToEpoch(serial: number, timeZone: string): number {
  const wall = serialToDate(serial).getTime()
  return wall - offsetAt(wall - offsetAt(wall, timeZone), timeZone)
}

/** Milliseconds that the zone is ahead of UTC at this moment. */
function offsetAt(epoch: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    ...{
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    },
  }).formatToParts(epoch)
  const part = (type: string) => Number(parts.find(candidate => candidate.type === type)?.value)
  const [year, month, day] = [part("year"), part("month"), part("day")]
  return (
    Date.UTC(year, month - 1, day, part("hour"), part("minute"), part("second")) -
    Math.floor(epoch / 1000) * 1000
  )
}
