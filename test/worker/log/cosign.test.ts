/** Witnesses outside: they are asked after a push and each hour, what they sign is served, and nobody waits for them. */
import { env } from "cloudflare:workers"
import { generateKeyPairSync, sign } from "node:crypto"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { parseCheckpoint } from "../../../shared/log/checkpoint.ts"
import { cosignedBy, cosignedMessage, timedSignature } from "../../../shared/log/cosignature.ts"
import {
  formatVerifierKey,
  keyIdOf,
  parseNote,
  parseVerifierKey,
  signatureLine,
  type VerifierKey,
} from "../../../shared/log/note.ts"
import { isConsistent } from "../../../shared/log/proof.ts"
import { EMPTY_EDGE, edgeRoot } from "../../../shared/log/tree.ts"
import { parseSubmission, SIZE_TYPE } from "../../../shared/log/witness.ts"
import { statusPageSchema } from "../../../shared/view/status-page.ts"
import type { Env } from "../../../worker/host/env.ts"
import { verifyLine } from "../../../worker/log/cosign.ts"
import { loggedLog } from "../../../worker/log/tend.ts"
import { type Change, newOffice, push, request } from "../push-fixture.ts"
import { FIRST } from "../rows.ts"
import { withLog } from "./log-env.ts"

const HELD: Change = { held: ["measure/m-aaaaaaaa"] }
const AT = 1685325600

type Known = { size: number; root: Uint8Array }

/** A witness that is played: it proves what it is told, and counts how often it was asked. */
function playWitness(name: string) {
  const { privateKey } = generateKeyPairSync("ed25519")
  const publicKey = new Uint8Array(Buffer.from(privateKey.export({ format: "jwk" }).x ?? "", "base64url"))
  const own = { name, type: 4, publicKey }
  const key: VerifierKey = { ...own, keyId: keyIdOf(own) }
  let known: Known = { size: 0, root: edgeRoot(EMPTY_EDGE) }
  const witness = {
    key,
    vkey: formatVerifierKey(own),
    asked: 0,
    answer: undefined as (() => Response) | undefined,
    reply,
  }
  function reply(body: string): Response {
    witness.asked++
    if (witness.answer) return witness.answer()
    const submission = parseSubmission(body)
    const note = submission && parseNote(submission.note)
    const checkpoint = note && parseCheckpoint(note.text)
    if (!submission || !note || !checkpoint) return new Response(null, { status: 400 })
    const { size, root } = checkpoint
    if (submission.old !== known.size)
      return new Response(`${known.size}\n`, { status: 409, headers: { "Content-Type": SIZE_TYPE } })
    const proof = submission.proof
    if (!isConsistent({ before: known.size, beforeRoot: known.root, size, root, proof }))
      return new Response(null, { status: 422 })
    known = { size, root }
    const message = cosignedMessage({ ...own, text: note.text, at: AT }) ?? new Uint8Array()
    const signature = timedSignature(AT, new Uint8Array(sign(null, message, privateKey)))
    return new Response(signatureLine({ ...key, signature }))
  }
  return witness
}

let first: ReturnType<typeof playWitness>
let second: ReturnType<typeof playWitness>
let given: Env
beforeEach(() => {
  first = playWitness("w.example/1")
  second = playWitness("w.example/2")
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const { host } = new URL(String(input))
    return (host === "one.example" ? first : second).reply(String(init?.body))
  })
  const policy = [
    `witness one ${first.vkey} https://one.example`,
    `witness two ${second.vkey} https://two.example/`,
    "group both all one two",
    "quorum both",
  ].join("\n")
  given = withLog({ ...env, WITNESS_POLICY: policy })
})
afterEach(() => vi.restoreAllMocks())

const noteServed = async () => parseNote(await (await request("/log/checkpoint", undefined, given)).text())

async function found({ key }: { key: VerifierKey }): Promise<string> {
  const note = await noteServed()
  return note ? (await cosignedBy(note, key, verifyLine)).found : "noNote"
}
const told = async () =>
  statusPageSchema.parse(await (await request("/status.json", undefined, given)).json()).log

it("each signs the newest checkpoint after a push, proved from what it signed before; that is served and said", async () => {
  const office = newOffice()
  await push(office, FIRST, given)
  await push(office, HELD, given)
  expect([await found(first), await found(second)]).toEqual(["signed", "signed"])
  expect(await told()).toMatchObject({
    quorum: true,
    witnesses: [{ name: "w.example/1" }, { name: "w.example/2" }],
  })
  const asked = first.asked
  await loggedLog(given, Date.now())
  expect(first.asked).toBe(asked)
})

it("one that is further on than was known is asked once more from there", async () => {
  const office = newOffice()
  await push(office, FIRST, given)
  await env.DB.prepare("DELETE FROM log_cosignature").run()
  await push(office, HELD, given)
  expect(await found(first)).toBe("signed")
  expect(first.asked).toBe(3)
})

it.each([
  ["404", () => new Response(null, { status: 404 })],
  ["403", () => new Response(null, { status: 403 })],
  ["400", () => new Response(null, { status: 400 })],
  ["422", () => new Response(null, { status: 422 })],
  [
    "409 of a log that is longer",
    () => new Response("99\n", { status: 409, headers: { "Content-Type": SIZE_TYPE } }),
  ],
  ["409 without a size", () => new Response("7\n", { status: 409 })],
  ["500", () => new Response("x", { status: 500 })],
  ["a line that is none", () => new Response("x\n")],
  ["too much", () => new Response("x".repeat(100_000))],
  [
    "silence",
    () => {
      throw new Error("timed out")
    },
  ],
] as [string, () => Response][])(
  "one that answers %s leaves the push, the checkpoint and the other as they are",
  async (_, answer) => {
    second.answer = answer
    const office = newOffice()
    expect((await push(office, FIRST, given)).status).toBe(201)
    expect([await found(first), await found(second)]).toEqual(["signed", "absent"])
    expect(await told()).toMatchObject({ quorum: false })
    expect(await (await request("/status", undefined, given)).text()).toContain("ยังไม่ครบ")
    second.answer = undefined
    await loggedLog(given, Date.now())
    expect(await found(second)).toBe("signed")
  },
)

it("a signature under another key, or of another checkpoint, is not served", async () => {
  const third = playWitness("w.example/2")
  second.answer = () => new Response(`— w.example/2 ${"A".repeat(100)}==\n`)
  await push(newOffice(), FIRST, given)
  expect(await found(second)).toBe("absent")
  expect(third.vkey).not.toBe(second.vkey)
  expect(parseVerifierKey(second.vkey)).toEqual(second.key)
})

it("of a tree that grew since, no line is served with the newer checkpoint", async () => {
  const office = newOffice()
  await push(office, FIRST, given)
  for (const witness of [first, second]) witness.answer = () => new Response(null, { status: 503 })
  await push(office, HELD, given)
  expect([await found(first), await found(second)]).toEqual(["absent", "absent"])
  expect(await told()).toMatchObject({ witnesses: [{ signed: { entries: 2 } }, { signed: { entries: 2 } }] })
})
