/** A deployment that dies before and after each call of wrangler's and Google's in turn: each next run goes on from there. */
import { expect, it } from "vitest"
import type { Wrangler } from "../../../cli/cloudflare/wrangler.ts"
import { readInstallation } from "../../../cli/office/installation.ts"
import { claspDoor } from "../../../cli/script/office-script.ts"
import { deleteBlankRows } from "../../local/google/people.ts"
import { eachFaultOnce, openFaultyGoogle } from "../setup/faulty-google.ts"
import { fakeWrangler } from "./fake-wrangler.ts"
import { FIRST_RUN, openDeployer } from "./operator.ts"

/** Of the others a lost answer is a refusal. */
const CHANGES = /^(?:d1 create|d1 migrations apply|deploy --config|secret put)/

/** A call without what is made anew for each run: names of folders. */
function told(args: readonly string[]): string {
  return args.map(word => word.replace(/^.*\/(?=[^/]*$)|(?<=sujarit-build)-\w+$/g, "")).join(" ")
}

it("a deployment that dies at any of its calls goes on in the next run, and makes nothing twice", async () => {
  const { faults, isFirst, ofGoogle } = eachFaultOnce()
  const operator = await openDeployer()
  const { wrangler } = fakeWrangler(operator.account)
  const dead = { exitCode: 1, stdout: "", stderr: "fetch failed" }
  const mortal: Wrangler = async call => {
    if (isFirst(`refused: ${told(call.args)}`)) return dead
    const answer = await wrangler(call)
    return CHANGES.test(told(call.args)) && isFirst(`lost: ${told(call.args)}`) ? dead : answer
  }
  const faulty = await openFaultyGoogle(operator.rootUrl, ofGoogle)
  const run = () =>
    operator.run([...FIRST_RUN, "--google", faulty.rootUrl], { wrangler: mortal, ...claspDoor({}) })
  for (;;) {
    const before = faults.size
    const { err } = await run()
    deleteBlankRows(operator.google)
    if (faults.size === before) break
    expect(err, [...faults].at(-1)).toMatch(/[ก-๛]/)
  }
  const met = [...faults].map(fault => fault.replace(/ [0-9a-f]{64}$/, ""))
  const writes = [
    "d1 create phasicharoen --location apac",
    "deploy --config wrangler.json",
    "POST /v1/projects",
  ]
  expect(met).toEqual(expect.arrayContaining(writes.flatMap(call => [`refused: ${call}`, `lost: ${call}`])))
  expect(met.length).toBeGreaterThan(30)
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
