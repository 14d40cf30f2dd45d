/** What Cloudflare calls. */
import { createApp } from "./app.ts"
import { loggedLooks } from "./evidence/look-over.ts"
import { currentMoment } from "./host/clock.ts"
import type { Env } from "./host/env.ts"
import { loggedLog } from "./log/tend.ts"
import { loggedCron } from "./mail/cron.ts"
import { presentRowWriter } from "./pages/year-rows.tsx"
import { keptAnswer } from "./publish/answer/kept.ts"
import { warmAnswer } from "./publish/answer/warm.ts"
import { rehearse } from "./rehearsal.ts"
import { loggedTending, turnOf } from "./store/projection-tend.ts"
import { loggedSheets } from "./store/year-sheet.ts"

export { LogLock } from "./log/lock.ts"

const app = createApp()

async function answer(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
  return (
    (await warmAnswer(request, env)) ?? (await keptAnswer(request, env)) ?? app.fetch(request, env, context)
  )
}

await rehearse(answer)

export default {
  fetch: answer,
  /** The slot's own time, not the clock's: a run that comes late still stands for its hour. */
  scheduled: async ({ scheduledTime }: ScheduledController, env: Env) => {
    try {
      await loggedCron(env, scheduledTime)
    } finally {
      // The mail first: neither a site behind a link nor a damaged projection loses anybody a reminder.
      await loggedLooks(env, scheduledTime)
      const { simulated } = await currentMoment(env)
      await loggedTending(env.DB, turnOf(scheduledTime, simulated))
      await loggedSheets(env, presentRowWriter)
      await loggedLog(env, scheduledTime)
    }
  },
}
