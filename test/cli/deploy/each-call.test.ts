/** A deployment that dies at each call of wrangler's and Google's in turn: each next run goes on from there. */
import { expect, it } from "vitest"
import type { Wrangler } from "../../../cli/cloudflare/wrangler.ts"
import { readInstallation } from "../../../cli/office/installation.ts"
import { openFaultyGoogle } from "../setup/faulty-google.ts"
import { fakeWrangler } from "./fake-wrangler.ts"
import { FIRST_RUN, openDeployer } from "./operator.ts"

/** Refused for good, and never tried again: the run ends there. */
const DIES = 400

it("a deployment that dies at any of its calls goes on in the next run, and makes nothing twice", async () => {
  const died: string[] = []
  /** Every call that no run has died at yet: what is no reason to stop is gone past, to the next. */
  const isDeath = (name: string) => {
    if (died.includes(name)) return false
    died.push(name)
    return true
  }
  const operator = await openDeployer()
  const { wrangler } = fakeWrangler(operator.account)
  const mortal: Wrangler = async call =>
    isDeath(
      call.args
        .slice(0, 3)
        .join(" ")
        .replace(/--config.*/, "--config"),
    )
      ? { exitCode: 1, stdout: "", stderr: "fetch failed" }
      : wrangler(call)
  const faulty = await openFaultyGoogle(operator.rootUrl, (_, name) => (isDeath(name) ? DIES : undefined))
  const run = () => operator.run([...FIRST_RUN, "--google", faulty.rootUrl], { wrangler: mortal })
  for (;;) {
    const before = died.length
    const { err } = await run()
    if (died.length === before) break
    expect(err, `died at ${died.at(-1)}`).toMatch(/[ก-๛]/)
  }
  expect(died).toEqual(expect.arrayContaining(["d1 create phasicharoen", "POST /v1/projects"]))
  expect(died.length).toBeGreaterThan(20)
  const { account, google, folder } = operator
  expect(account.databases).toEqual([{ name: "phasicharoen", uuid: "uuid-of-phasicharoen" }])
  expect(Object.keys(account.secrets)).toEqual(["LOG_KEY"])
  expect([google.model.state.spreadsheets.size, google.model.state.projects.size]).toEqual([1, 1])
  expect((await readInstallation(folder))?.years).toHaveLength(1)
  const shown = await run()
  expect(shown.out).toContain("what only a person can do")
  await operator.actByHand(shown.out)
  const tested = await operator.run(["--test-mail", "operator@office.example"], { wrangler })
  expect(tested).toMatchObject({ code: 0 })
})
