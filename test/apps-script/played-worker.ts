/** A Worker played by the test: keeps what a Worker keeps, checks what it checks, and breaks when told to. */
import { createPublicKey, verify } from "node:crypto"
import {
  ANSWERS_JWT_TYPE,
  type AnswersAsked,
  type Outcome,
  type WaitingAnswer,
} from "../../shared/push/answer.ts"
import { GENESIS, type Refusal, stateOf } from "../../shared/push/payload.ts"
import { type PushPayload, payloadSchema } from "../../shared/push/payload-schema.ts"
import { type Hash, parseDisclosure, sha256Text, splitSdJwt } from "../../shared/push/sd-jwt.ts"
import { isPrivateName, rowName } from "../../shared/row/name.ts"
import { privateRowSchema, rowSchema } from "../../shared/row/row.ts"
import { naiveTree } from "../shared/log/naive-tree.ts"

export type Push = { readonly payload: PushPayload; readonly rows: ReadonlyMap<string, unknown> }

/** What it does with the next push, before or instead of taking it. A refusal is answered with that code. */
export type Fault = "down" | "loseAnswer" | "serverError" | "garbage" | "challenge" | Refusal

export type Answer = { readonly status: number; readonly body: string }

export type PublicKey = { readonly kid: string; readonly kty: string; readonly n: string; readonly e: string }

export function playWorker(publicKey: PublicKey, now: () => number) {
  const digestByName = new Map<string, Hash>()
  const rowByName = new Map<string, unknown>()
  const pushes: Push[] = []
  const faults: Fault[] = []
  const worker = {
    pushes,
    faults,
    digestByName,
    /** The newest version of every row that was ever published. */
    rowByName,
    /** How large a signed part it takes. */
    limit: 60_000,
    publicKey,
    /** What was answered from mails, oldest first, and what the script says became of it. */
    answers: [] as WaitingAnswer[],
    outcomes: new Map<string, Outcome>(),
    /** How often the planner's tick revoked the links. */
    revoked: 0,
    /** The log, an entry a push; a test may rewrite it. None is told of where it has none. */
    entries: [] as Uint8Array[],
    /** Of each that came, what it countersigned. */
    countersigned: [] as PushPayload["log"][],
    /** Requests that reached it. */
    asked: 0,
  }
  let head: Hash = GENESIS
  let revision = 0
  let held = ""
  const answer = (status: number, outcome: string, more: object = {}): Answer => ({
    status,
    body: JSON.stringify({ outcome, revision, head, problems: [], mail: mailNow(), ...more }),
  })
  const waiting = () => worker.answers.filter(({ id }) => !worker.outcomes.has(id))
  const mailNow = () =>
    waiting().length > 0 ? { lastSentAt: null, waiting: 0, dead: 0, answers: waiting().length } : null
  const refuse = (status: number, code: Refusal) =>
    answer(status, "refused", { problems: [{ code, message: `refused: ${code}` }] })

  /** The newest tree, and the proof that it goes on from the one a push countersigns. */
  function told(log: PushPayload["log"]): object {
    const size = worker.entries.length
    const tree = naiveTree(worker.entries)
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64")
    const proof = log && log.size <= size ? tree.proof(log.size, 0, size).map(base64) : []
    return size > 0
      ? { log: { origin: "record.example/log", size, root: base64(tree.root(0, size)), proof } }
      : {}
  }

  function isSigned(signed: string): boolean {
    const [header = "", payload = "", signature = ""] = signed.split(".")
    const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string }
    const key = createPublicKey({ key: { ...worker.publicKey }, format: "jwk" })
    const bytes = Buffer.from(signature, "base64url")
    return (
      kid === worker.publicKey.kid && verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), key, bytes)
    )
  }

  function take(body: string): Answer {
    const parts = splitSdJwt(body)
    if (!parts) throw new Error("not an SD-JWT")
    if (!isSigned(parts.signed)) return refuse(401, "badSignature")
    if (parts.signed.length > worker.limit) return refuse(413, "tooLarge")
    const encoded = parts.signed.split(".")[1] ?? ""
    const payload = payloadSchema.parse(JSON.parse(Buffer.from(encoded, "base64url").toString()))
    worker.countersigned.push(payload.log)
    if (Math.abs(payload.iat * 1000 - now()) > 600_000) return refuse(400, "clockSkew")
    if (payload.base !== head) {
      const rows = Object.fromEntries(digestByName)
      return answer(409, "stale", { rows, ...told(payload.log) })
    }
    const named = new Map<string, { name: string; digest: Hash; row: unknown }>()
    for (const encoded of parts.disclosures) {
      const disclosure = parseDisclosure(encoded)
      const row = rowSchema.safeParse(disclosure?.value).data ?? privateRowSchema.parse(disclosure?.value)
      const digest = disclosure?.digest ?? ("" as Hash)
      named.set(digest, { name: rowName(row), digest, row })
    }
    const referenced = [...payload.rows, ...payload.private].map(reference => reference["..."])
    if (referenced.length !== named.size || referenced.some(digest => !named.has(digest)))
      throw new Error("digests")
    const after = new Map(digestByName)
    for (const { name, digest } of named.values()) after.set(name, digest)
    for (const name of payload.gone) after.delete(name)
    const rows = [...after]
      .filter(([name]) => !isPrivateName(name))
      .map(([name, digest]) => ({ name, digest }))
    if (stateOf(rows) !== payload.state) throw new Error("the state does not come out")
    const isHeartbeat = named.size === 0 && payload.gone.length === 0 && payload.held.join() === held
    held = payload.held.join()
    if (isHeartbeat) return answer(200, "unchanged", told(payload.log))
    digestByName.clear()
    for (const [name, digest] of after) digestByName.set(name, digest)
    for (const { name, row } of named.values()) rowByName.set(name, row)
    revision = payload.sequence
    head = sha256Text(parts.signed)
    pushes.push({ payload, rows: new Map([...named.values()].map(({ name, row }) => [name, row])) })
    worker.entries.push(Buffer.from(parts.signed))
    return answer(201, "accepted", told(payload.log))
  }

  /** Undefined for a body that is no request for answers. */
  function takeAsked(body: string): Answer | undefined {
    const [header = "", payload = ""] = body.split(".").map(part => Buffer.from(part, "base64url").toString())
    if (!header.includes(ANSWERS_JWT_TYPE)) return undefined
    if (!isSigned(body)) return refuse(403, "badSignature")
    const { settled, revoke } = JSON.parse(payload) as AnswersAsked
    if (revoke) worker.revoked++
    for (const { id, outcome } of settled) if (!worker.outcomes.has(id)) worker.outcomes.set(id, outcome)
    return { status: 200, body: JSON.stringify({ answers: waiting() }) }
  }

  /** @throws as a network does, when told to. */
  function receive(body: string): Answer {
    worker.asked++
    const fault = faults.shift()
    if (fault === "down") throw new Error("DNS error")
    if (fault === "serverError") return { status: 500, body: "oops" }
    if (fault === "challenge") return { status: 403, body: "<!DOCTYPE html><title>Just a moment...</title>" }
    if (fault !== undefined && fault !== "loseAnswer" && fault !== "garbage") return refuse(400, fault)
    const taken = takeAsked(body) ?? take(body)
    if (fault === "loseAnswer") throw new Error("timed out")
    return fault === "garbage" ? { status: taken.status, body: '{"outcome":"acc' } : taken
  }

  return Object.assign(worker, {
    receive,
    /** Remembers how it stands; the function answered puts it back. */
    save(): () => void {
      const saved = {
        head,
        revision,
        held,
        digests: [...digestByName],
        rows: [...rowByName],
        taken: [...pushes],
        entries: [...worker.entries],
      }
      return () => {
        ;({ head, revision, held } = saved)
        digestByName.clear()
        for (const [name, digest] of saved.digests) digestByName.set(name, digest)
        rowByName.clear()
        for (const [name, row] of saved.rows) rowByName.set(name, row)
        pushes.splice(0, pushes.length, ...saved.taken)
        worker.entries = [...saved.entries]
        faults.length = 0
        worker.answers = []
        worker.outcomes.clear()
        worker.revoked = 0
      }
    },
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const { status, body } = receive(await new Request(input, init).text())
      return new Response(body, { status, headers: { "content-type": "application/json" } })
    },
  })
}
