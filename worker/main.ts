/** What Cloudflare calls. */
import { createApp } from "./app.ts"
import { loggedLooks } from "./evidence/look-over.ts"
import type { Env } from "./host/env.ts"
import { loggedCron } from "./mail/cron.ts"
import { warmAnswer } from "./publish/answer/warm.ts"

const app = createApp()

export default {
  fetch: async (request: Request, env: Env, context: ExecutionContext) =>
    (await warmAnswer(request, env)) ?? app.fetch(request, env, context),
  /** The slot's own time, not the clock's: a run that comes late still stands for its hour. */
  scheduled: async ({ scheduledTime }: ScheduledController, env: Env) => {
    try {
      await loggedCron(env, scheduledTime)
    } finally {
      // The mail first: what a site behind a link does to this run is nobody's reminder lost.
      await loggedLooks(env, scheduledTime)
    }
  },
}
