/** `sujarit import FILE`: a published plan as table rows, with a report of every doubt. */
import { defineCommand } from "./command/command.ts"
import { PLAN_FILE_OPTIONS } from "./command/office-options.ts"

export const importCommand = defineCommand({
  name: "import",
  thai: "อ่านแผนที่ประกาศแล้วเป็นแถวของตาราง พร้อมรายงานทุกจุดที่ปรับหรือสงสัย",
  english: "a published plan as table rows, with a report of everything normalised, doubted or refused",
  options: PLAN_FILE_OPTIONS,
  run: async (options, io) => (await import("./plan/import-plan.ts")).importFile(options, io),
})
