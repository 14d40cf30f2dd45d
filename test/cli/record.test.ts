/** `sujarit record` against a Worker that answers as the real one does. */
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { beforeEach, describe, expect, it } from "vitest"
import { recordCommand } from "../../cli/commands-record.ts"
import { saveInstallation } from "../../cli/office/installation.ts"
import { openKeys } from "../../cli/office/keys.ts"
import { PROJECTION_PATH, projectionRequestSchema } from "../../shared/push/projection-request.ts"
import { decodePayload } from "../../shared/push/sd-jwt.ts"
import { ran } from "./ran.ts"

const NOW = Date.UTC(2026, 0, 5)
const ORIGIN = "https://record.example"

let folder: string
let asked: string[]
let worker: { leaf: number; newest: number; step: number; isSame: boolean; status: number }

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sujarit-record-"))
  asked = []
  worker = { leaf: 450, newest: 450, step: 200, isSame: true, status: 200 }
  const { publicJwk } = await openKeys(folder)
  await saveInstallation(folder, {
    ...{ office: "test-office", name: "เขตทดสอบ", worker: ORIGIN, owner: "x@test.example" },
    ...{ keyId: publicJwk.kid, years: [] },
  })
})

const fetch: typeof globalThis.fetch = async (address, init) => {
  expect(String(address)).toBe(`${ORIGIN}${PROJECTION_PATH}`)
  const { act } = projectionRequestSchema.parse(decodePayload(String(init?.body)))
  asked.push(act)
  if (worker.status !== 200) return Response.json({ code: "notSigned" }, { status: worker.status })
  if (act === "newLog") return Response.json({ log: worker.isSame ? "goesOn" : "begun", years: [] })
  if (act === "begin") worker.leaf = -1
  if (act === "goOn") worker.leaf = Math.min(worker.newest, worker.leaf + worker.step)
  const found = act === "compare" ? (worker.isSame ? "same" : "differs") : "made"
  return Response.json({ years: [{ fiscalYear: 2569, found, leaf: worker.leaf, newest: worker.newest }] })
}

const run = (...words: string[]) =>
  ran(recordCommand, ["--data", folder, ...words], { now: () => NOW, fetch })

describe("sujarit record", () => {
  it("says that it is the same as the log, or was not", async () => {
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining("the same as the log") })
    worker.isSame = false
    expect(await run()).toMatchObject({ code: 1, out: expect.stringContaining("--rebuild") })
    expect(asked).toEqual(["compare", "compare"])
  })

  it("makes it anew some leaves at a time, and compares", async () => {
    expect((await run("--rebuild")).code).toBe(0)
    expect(asked).toEqual(["begin", "goOn", "goOn", "goOn", "compare"])
  })

  it("does not ask for ever where nothing goes on", async () => {
    worker.step = 0
    expect(await run("--rebuild")).toMatchObject({ code: 2, err: expect.stringContaining("does not go on") })
    expect(asked).toEqual(["begin", "goOn"])
  })

  it("begins a log of another name where it must be, and says whom to tell", async () => {
    expect(await run("--new-log")).toMatchObject({
      code: 0,
      out: expect.stringContaining("nothing was begun"),
    })
    worker.isSame = false
    expect(await run("--new-log")).toMatchObject({
      code: 0,
      out: expect.stringContaining("kept a checkpoint"),
    })
    expect(asked).toEqual(["newLog", "newLog"])
  })

  it("tells what to look at where the Worker refuses, or there is no key", async () => {
    worker.status = 403
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining("403") })
  })
})
