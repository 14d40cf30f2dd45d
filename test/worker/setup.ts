/** Each test begins with an empty database and nothing remembered of another. */
import { applyD1Migrations, reset } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { beforeEach } from "vitest"
import { storeOf } from "../../worker/store/store.ts"

beforeEach(async () => {
  await reset()
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  storeOf(env.DB).forgetHeads()
})
