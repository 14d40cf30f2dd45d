/** What becomes of a message that was handed over, whoever took it. */
import { env } from "cloudflare:workers"
import { expect, it } from "vitest"
import { leaseMail, takeReceipts } from "../../../worker/mail/lease.ts"
import { mailHealth } from "../../../worker/store/mail-health.ts"
import { at, contactRow, PLAN } from "../../shared/due/fixture.ts"
import { createOffice } from "./office.ts"

/** A measure of one section alone is due on 31 May 2023. */
const QUIET_PLAN = { at: at("2022-10-12"), rows: (PLAN.rows ?? []).filter(row => row.kind !== "duty") }

it("a message that fails by itself is given up with its tenth try, not before", async () => {
  const office = await createOffice(QUIET_PLAN)
  await office.setPrivateRows([contactRow("1", { headAddresses: [] })])
  let tries = 0
  const transport = async () => {
    tries++
    return { outcome: "failed", code: "E_INTERNAL_SERVER_ERROR", everything: false } as const
  }
  for (let hour = 8; hour < 400 && (await mailHealth(env)).dead === 0; hour += 12)
    await office.run(at("2023-05-10", hour), { transport })
  expect(tries).toBe(10)
})

it("what the script fetches is planned by a run, leased once, and settled once by its receipt", async () => {
  const office = await createOffice(QUIET_PLAN)
  const now = at("2023-05-31", 8)
  expect(await office.run(now, { transport: undefined })).toMatchObject({ sent: 0, skipped: 0 })
  expect(await mailHealth(env)).toEqual({ lastSentAt: null, waiting: 0, dead: 0 })
  const deps = office.depsAt(now)
  const leased = await leaseMail(deps, 5)
  expect(leased.length).toBeGreaterThan(1)
  expect(await leaseMail(deps, 5)).toEqual([])
  const receipts = leased.map(({ id, leaseUntil }) => ({
    ...{ id, leaseUntil, outcome: "accepted" as const, providerId: "g-1" },
  }))
  expect(await takeReceipts(deps, receipts)).toBe(leased.length)
  expect(await takeReceipts(deps, receipts)).toBe(0)
  expect(await mailHealth(env)).toEqual({ lastSentAt: new Date(now).toISOString(), waiting: 0, dead: 0 })
})
