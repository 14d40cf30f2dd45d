/** What Cloudflare calls. */
import { createApp } from "./app.ts"
import type { Env } from "./host/env.ts"
import { loggedCron } from "./mail/cron.ts"
import { warmAnswer } from "./publish/answer/warm.ts"

const app = createApp()

export default {
  fetch: async (request: Request, env: Env, context: ExecutionContext) =>
    (await warmAnswer(request, env)) ?? app.fetch(request, env, context),
  /** The slot's own time, not the clock's: a run that comes late still stands for its hour. */
  scheduled: (controller: ScheduledController, env: Env) => loggedCron(env, controller.scheduledTime),
}
