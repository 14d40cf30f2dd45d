/** What Cloudflare calls. */
import { createApp } from "./app.ts"
import type { Env } from "./host/env.ts"
import { loggedCron } from "./mail/cron.ts"
import { keptAnswer } from "./publish/answer/kept.ts"
import { warmAnswer } from "./publish/answer/warm.ts"
import { loggedTending } from "./store/projection-tend.ts"

const app = createApp()

export default {
  fetch: async (request: Request, env: Env, context: ExecutionContext) =>
    (await warmAnswer(request, env)) ?? (await keptAnswer(request, env)) ?? app.fetch(request, env, context),
  /** The slot's own time, not the clock's: a run that comes late still stands for its hour. */
  scheduled: async (controller: ScheduledController, env: Env) => {
    // The mail first: it is what a run is for.
    await loggedCron(env, controller.scheduledTime).finally(() =>
      loggedTending(env.DB, controller.scheduledTime),
    )
  },
}
