/** Fetches what sections answered from their mail, and writes it into the sheet as if they had typed it there. */
import {
  ANSWERS_JWT_TYPE,
  ANSWERS_PATH,
  type AnswersAsked,
  answersReplySchema,
} from "../shared/push/answer.ts"
import { type Revocation, takeAnswers } from "../shared/scan/answers.ts"
import { contextOf } from "../shared/table/context.ts"
import type { Config } from "./config.ts"
import { readSpreadsheet } from "./read.ts"
import { askWorker } from "./worker.ts"
import { writeSpreadsheet } from "./write.ts"

/** True when something was written. Killed before the Worker was told, the same answers come again, and are known. */
export function fetchAnswers(config: Config, spreadsheetId: string, fiscalYear: number): boolean {
  const { data } = answersReplySchema.safeParse(ask(config, { fiscalYear, settled: [] }))
  if (!data?.answers.length) return false
  // Read again: people type while the script asks.
  const { tabs } = readSpreadsheet(spreadsheetId)
  const context = contextOf(tabs, fiscalYear)
  if (!context) return false
  const { writes, settled } = takeAnswers(tabs, data.answers, context)
  // Where lines moved meanwhile a write may have been dropped: the next scan asks again, and looks.
  if (writeSpreadsheet({ spreadsheetId, tabs, writes }) && settled.length > 0)
    ask(config, { fiscalYear, settled })
  return writes.length > 0
}

/** Makes every link of a mail useless that was sent until now. */
export function revokeLinks(config: Config, fiscalYear: number): Revocation {
  return ask(config, { fiscalYear, settled: [], revoke: true }) === undefined ? "waits" : "done"
}

function ask(config: Config, says: AnswersAsked): unknown {
  return askWorker(config, { path: ANSWERS_PATH, typ: ANSWERS_JWT_TYPE, says })
}
