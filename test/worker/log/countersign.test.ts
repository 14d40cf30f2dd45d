/** What the office, whose key no Worker has, signs of the log; what it is told to go on from; and what is refused. */
import { env } from "cloudflare:workers"
import { expect, it } from "vitest"
import { isConsistent } from "../../../shared/log/proof.ts"
import { type PushReply, replySchema, type TreeHead } from "../../../shared/push/payload.ts"
import type { PushPayload } from "../../../shared/push/payload-schema.ts"
import { decodePayload } from "../../../shared/push/sd-jwt.ts"
import { statusPageSchema } from "../../../shared/view/status-page.ts"
import type { Env } from "../../../worker/host/env.ts"
import { bytesOf } from "../../../worker/log/base64.ts"
import {
  bodyOf,
  buildPush,
  type Change,
  newOffice,
  type Office,
  post,
  push,
  request,
} from "../push-fixture.ts"
import { day, FIRST } from "../rows.ts"
import { readLog, withLog } from "./log-env.ts"

const HELD: Change = { held: ["measure/m-aaaaaaaa"] }

/** A heartbeat or push with this countersignature; what it is answered. */
async function signed(office: Office, log: TreeHead | null, given: Env, change: Change = {}) {
  const body = await bodyOf(buildPush(office, change, { version: 2, log }))
  const response = await post(body, undefined, given)
  return {
    status: response.status,
    reply: replySchema.parse(await response.json()),
    jws: body.split("~")[0] ?? "",
  }
}

const headOf = ({ log }: PushReply): TreeHead => {
  if (!log) throw new Error("no log is told")
  const { proof: _, ...head } = log
  return head
}

function goesOn(from: TreeHead, { log }: PushReply): boolean {
  return (
    log !== undefined &&
    isConsistent({
      ...{ before: from.size, beforeRoot: bytesOf(from.root), size: log.size },
      ...{ root: bytesOf(log.root), proof: log.proof.map(bytesOf) },
    })
  )
}

/** An office with a push in a log that has a key. */
async function begun(): Promise<[Env, Office]> {
  const [given, office] = [withLog(), newOffice()]
  expect((await push(office, FIRST, given)).status).toBe(201)
  expect((await push(office, HELD, given)).status).toBe(201)
  return [given, office]
}

it("each answer to the office tells of the signed tree, proved from the one that the push countersigns", async () => {
  const [given, office] = await begun()
  const first = await signed(office, null, given, HELD)
  expect(first).toMatchObject({ status: 200, reply: { outcome: "unchanged" } })
  await push(
    office,
    { rows: [{ kind: "holiday", date: day("2023-06-05"), name: "วันหยุดชดเชย" }], ...HELD },
    given,
  )
  const second = await signed(office, headOf(first.reply), given, HELD)
  expect(goesOn(headOf(first.reply), second.reply)).toBe(true)
  expect(headOf(second.reply)).toMatchObject({ size: (await readLog(given)).size })
  const same = await signed(office, headOf(second.reply), given, HELD)
  expect(same.reply.log).toEqual({ ...headOf(second.reply), proof: [] })
})

it("what was countersigned last is served, and how far is said", async () => {
  const [given, office] = await begun()
  const newest = await signed(office, null, given, HELD)
  const { jws } = await signed(office, headOf(newest.reply), given, HELD)
  const served = await request("/log/office", undefined, given)
  expect(served.headers.get("Content-Type")).toBe("application/jose")
  const text = new TextDecoder().decode(await served.arrayBuffer())
  expect(text).toBe(jws)
  expect((decodePayload(text) as PushPayload).log).toEqual(headOf(newest.reply))
  const status = statusPageSchema.parse(await (await request("/status.json", undefined, given)).json())
  expect(status.log).toMatchObject({ countersigned: { entries: headOf(newest.reply).size } })
  expect(await (await request("/status", undefined, given)).text()).toContain("สำนักงานรับรอง")
})

/** What alarms the operator, the director and `/status`, as any push on another record does. */
async function staleSince(): Promise<unknown> {
  const { results } = await env.DB.prepare("SELECT stale_since AS since FROM heartbeat").all()
  return Object(results[0]).since
}

it("a tree that is not the beginning of this one is refused, and is an alarm until one is taken", async () => {
  const [given, office] = await begun()
  const { reply } = await signed(office, null, given, HELD)
  const { size } = await readLog(given)
  const root = `${"A".repeat(43)}=`
  for (const log of [
    { ...headOf(reply), root },
    { ...headOf(reply), size: size + 50, root },
  ]) {
    const refused = await signed(office, log, given, HELD)
    expect(refused).toMatchObject({
      status: 409,
      reply: { outcome: "refused", problems: [{ code: "wrongLog" }] },
    })
    expect(goesOn(log, refused.reply)).toBe(false)
    expect(await staleSince()).toEqual(expect.any(Number))
  }
  expect((await readLog(given)).size).toBe(size)
  expect((await signed(office, headOf(reply), given, HELD)).status).toBe(200)
  expect(await staleSince()).toBeNull()
})

it("is taken while entries of a restored log wait to be brought into the tree", async () => {
  const [given, office] = await begun()
  const { reply } = await signed(office, null, given, HELD)
  await env.DB.prepare("DELETE FROM log_node").run()
  expect((await signed(office, headOf(reply), given, HELD)).status).toBe(200)
})

it("a payload of the first version is taken as before; one of half a version is none", async () => {
  const [given, office] = await begun()
  expect((await post(await bodyOf(buildPush(office, HELD)), undefined, given)).status).toBe(200)
  for (const half of [{ version: 2 }, { log: null }, { version: 3, log: null }] as object[]) {
    const body = await bodyOf(buildPush(office, HELD, half))
    expect((await post(body, undefined, given)).status).toBe(400)
  }
})
