/** Signs pushes as the office's script does, with the key made for this run; and forges them, for every refusal. */
import { env } from "cloudflare:workers"
import { CompactSign, importJWK, type JWK } from "jose"
import type { MailMessage } from "../../shared/mail/message.ts"
import {
  GENESIS,
  PUSH_CONTENT_TYPE,
  PUSH_JWT_TYPE,
  type PushReply,
  stateOf,
} from "../../shared/push/payload.ts"
import type { PushPayload } from "../../shared/push/payload-schema.ts"
import {
  canonicalJson,
  type Disclosure,
  disclose,
  type Hash,
  serializeSdJwt,
  sha256Text,
} from "../../shared/push/sd-jwt.ts"
import { oncePer } from "../../shared/record/once-per.ts"
import { rowName } from "../../shared/row/name.ts"
import type { PrivateRow, Row } from "../../shared/row/row.ts"
import { configOf, type Env } from "../../worker/host/env.ts"
import { appendLeaf } from "../../worker/ingest/append.ts"
import { openPush, splitPush } from "../../worker/ingest/open.ts"
import { readPosition } from "../../worker/ingest/position.ts"
import { isRefused } from "../../worker/ingest/refusal.ts"
import worker from "../../worker/main.ts"
import { NATIVE_CODEC } from "../../worker/store/native-codec.ts"
import { storeOf } from "../../worker/store/store.ts"

export const SALT_KEY = new Uint8Array(32).fill(7)
export const ORIGIN = "http://127.0.0.1"
export const YEAR = 2566

const REGISTERED = { alg: "RS256", kid: "test", typ: PUSH_JWT_TYPE }

/** What the script remembers between pushes. */
export type Office = { sequence: number; head: Hash; rows: Map<string, Hash> }

export type Change = {
  readonly rows?: readonly Row[]
  readonly privateRows?: readonly PrivateRow[]
  readonly gone?: readonly string[]
  readonly held?: readonly string[]
}

export type BuiltPush = {
  readonly payload: PushPayload
  readonly disclosures: readonly Disclosure[]
}

/** Of the same plan in test after test. */
const disclosed = oncePer((row: Row | PrivateRow) => disclose(SALT_KEY, rowName(row), row))

export function newOffice(): Office {
  return { sequence: 0, head: GENESIS, rows: new Map() }
}

/** Builds the push of a change on what the office remembers; `payload` forges parts of it. */
export function buildPush(
  office: Office,
  change: Change,
  payload: Partial<Record<keyof PushPayload, unknown>> = {},
): BuiltPush {
  const rows = (change.rows ?? []).map(disclosed)
  const privateRows = (change.privateRows ?? []).map(disclosed)
  const built = {
    iss: "test-office",
    aud: ORIGIN,
    iat: Math.round(Date.now() / 1000),
    fiscalYear: YEAR,
    sequence: office.sequence + 1,
    base: office.head,
    _sd_alg: "sha-256" as const,
    rows: rows.map(toReference),
    private: privateRows.map(toReference),
    held: [...(change.held ?? [])],
    gone: [...(change.gone ?? [])],
    state: stateOf(toLines(rowsAfter(office, change))),
  }
  return { payload: { ...built, ...payload } as PushPayload, disclosures: [...rows, ...privateRows] }
}

/** The signed part. `header` and `key` forge. */
export async function sign(
  payload: object,
  header: Record<string, unknown> = {},
  key: string = env.TEST_PRIVATE_KEY,
): Promise<string> {
  const privateKey = await importJWK(JSON.parse(key) as JWK, "RS256")
  return new CompactSign(new TextEncoder().encode(canonicalJson(payload)))
    .setProtectedHeader({ ...REGISTERED, ...header })
    .sign(privateKey)
}

export async function bodyOf({ payload, disclosures }: BuiltPush): Promise<string> {
  return serializeSdJwt(await sign(payload), disclosures)
}

/** Sends a change and, when it is accepted, remembers it. */
export async function push(office: Office, change: Change, given: Env = env): Promise<Response> {
  const body = await bodyOf(buildPush(office, change, { iat: Math.round((await timeOf(given)) / 1000) }))
  const response = await post(body, PUSH_CONTENT_TYPE, given)
  if (response.status === 201) remember(office, change, body)
  return response
}

/**
 * The same as it was accepted before rows were judged as the sheet judges them: what is in the record stays there, and
 * whatever is made of it has to stand it.
 */
export async function pushBefore(office: Office, change: Change, given: Env = env): Promise<Response> {
  const [now, config] = [await timeOf(given), configOf(given)]
  const body = await bodyOf(buildPush(office, change, { iat: Math.round(now / 1000) }))
  const parts = splitPush(PUSH_CONTENT_TYPE, body)
  const opened = isRefused(parts) ? parts : await openPush(config, parts, now)
  if (isRefused(opened)) throw new Error(`${opened.refusal}: ${opened.details.join()}`)
  const { projection } = await readPosition(given.DB, YEAR)
  const leaf = { office: config.officeId, acceptedAt: now, kid: opened.key.kid, projection }
  await appendLeaf(given.DB, { ...opened, ...leaf })
  storeOf(given.DB).forgetHeads()
  remember(office, change, body)
  return new Response("{}", { status: 201 })
}

function remember(office: Office, change: Change, body: string): void {
  office.rows = rowsAfter(office, change)
  office.sequence += 1
  office.head = sha256Text(body.split("~")[0] ?? "", NATIVE_CODEC)
}

async function timeOf({ CLOCK }: Env): Promise<number> {
  return CLOCK ? Number(await (await CLOCK.fetch("http://clock/")).text()) : Date.now()
}

export function post(
  body: BodyInit,
  contentType: string = PUSH_CONTENT_TYPE,
  given: Env = env,
): Promise<Response> {
  const headers = { "Content-Type": contentType }
  return request("/api/v1/pushes", { method: "POST", headers, body }, given)
}

/** What a visitor gets, as this machine's own: a simulated day is served to no other. */
export async function request(path: string, init?: RequestInit, given: Env = env): Promise<Response> {
  const waiting: Promise<unknown>[] = []
  const waitUntil = (each: Promise<unknown>) => void waiting.push(each)
  const context = { waitUntil, passThroughOnException: () => {}, props: {} }
  const response = await worker.fetch(new Request(`${ORIGIN}${path}`, init), given, context)
  await Promise.all(waiting)
  return response
}

/** The text of an answer of any type. */
export async function textOf(response: Response): Promise<string> {
  return new TextDecoder().decode(await response.arrayBuffer())
}

/** An environment whose one key ends at a time, in epoch seconds. */
export function withKeyEnding(exp: number, given: Env = env): Env {
  const { keys } = JSON.parse(given.PUSH_KEYS) as { keys: object[] }
  return { ...given, PUSH_KEYS: JSON.stringify({ keys: keys.map(key => ({ ...key, exp })) }) }
}

/** An environment whose day is simulated. */
export function withClock(now: () => number): Env {
  return { ...env, CLOCK: { fetch: async () => new Response(String(now())) } }
}

/** An environment whose mail is taken by `send`. The binding itself is every test file's: no test changes it. */
export function withSender(send: (message: MailMessage) => Promise<unknown>, given: Env = env): Env {
  return { ...given, EMAIL: { send } as unknown as SendEmail }
}

/** An environment whose day is simulated and whose mail is taken by `send`. */
export function withMail(clock: () => number, send: (message: MailMessage) => Promise<unknown>): Env {
  return withSender(send, withClock(clock))
}

/** Mail that is taken and kept, and what takes it. */
export function keptMail(sent: MailMessage[] = []) {
  const send = async (message: MailMessage) => {
    sent.push(message)
    return { messageId: String(sent.length) }
  }
  return { sent, send }
}

export async function replyOf(response: Response): Promise<PushReply & { code?: string }> {
  return JSON.parse(await response.text()) as PushReply & { code?: string }
}

function rowsAfter(office: Office, change: Change): Map<string, Hash> {
  const rows = new Map(office.rows)
  for (const name of change.gone ?? []) rows.delete(name)
  for (const row of change.rows ?? []) rows.set(rowName(row), disclosed(row).digest)
  return rows
}

function toLines(rows: ReadonlyMap<string, Hash>): { name: string; digest: Hash }[] {
  return Array.from(rows, ([name, digest]) => ({ name, digest }))
}

function toReference({ digest }: Disclosure): { "...": string } {
  return { "...": digest }
}

/**
 * Every leaf is read as before a rule: a plan accepted late is overdue from the first minute, or no link of a report was
 * ever opened.
 */
export async function readAsBefore(rule: "whole" | "opened" = "whole"): Promise<void> {
  await env.DB.prepare("INSERT INTO reading VALUES (?1, 1000000)").bind(rule).run()
}
