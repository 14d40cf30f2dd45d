/** `sujarit check FILE`: a table judged by exactly the rules the sheet uses. */
import { defineCommand } from "./command/command.ts"
import { PLAN_FILE_OPTIONS } from "./command/office-options.ts"

export const checkCommand = defineCommand({
  name: "check",
  thai: "ตรวจตารางด้วยกฎเดียวกับในชีต",
  english: "judges a table with exactly the rules the sheet uses",
  options: PLAN_FILE_OPTIONS,
  run: async (options, io) => (await import("./plan/check-plan.ts")).checkFile(options, io),
})
