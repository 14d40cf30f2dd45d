/**
 * The deployed bundle in an isolate of its own, a thread that knows nothing: what its first answer costs. Run as a thread
 * by `cold-isolate.ts`, on a database that others wrote before it.
 */
import { readFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { parentPort, workerData } from "node:worker_threads"
import { PUSH_CONTENT_TYPE } from "../../shared/push/payload.ts"
import type { Env } from "../../worker/host/env.ts"
import { threadMs } from "./measure.ts"
import type { Deployed } from "./node-worker.ts"
import { openCountedDatabase } from "./sqlite-d1.ts"

export type IsolateTask = {
  readonly bundle: string
  readonly database: string
  readonly jwks: string
  readonly office: string
  readonly origin: string
  readonly now: number
  /** The answer that is kept beside the record is taken; else it is as if this address had not been answered before. */
  readonly kept?: boolean
  /** To be pushed, each from a file of its own lines. */
  readonly bodies?: string
  readonly paths: readonly string[]
}

export type IsolateAnswer = {
  readonly ms: number
  readonly statements: number
  readonly status: number
  /** What it cost to load the bundle, and to rehearse. */
  readonly startMs: number
}

console.log = () => {}
parentPort?.postMessage(await runTask(workerData as IsolateTask))

async function runTask(task: IsolateTask): Promise<IsolateAnswer[]> {
  const { db, counts } = openCountedDatabase(task.database)
  const env: Env = {
    ...{ DB: db, OFFICE_ID: task.office, ORIGIN: task.origin, PUSH_KEYS: task.jwks },
    VERSION: { id: "bench" },
    EMAIL: { send: () => Promise.reject(new Error("the bench sends no mail from here")) },
    CLOCK: { fetch: async () => new Response(String(task.now)) },
    MAIL_FROM: "sujarit@office.example",
  }
  const left: Promise<unknown>[] = []
  const waitUntil = (each: Promise<unknown>) => void left.push(each)
  const context = { waitUntil, passThroughOnException: () => {}, props: {} }
  const begun = threadMs()
  const { default: deployed } = (await import(pathToFileURL(task.bundle).href)) as { default: Deployed }
  const startMs = threadMs() - begun
  const ask = (path: string, init?: RequestInit) =>
    deployed.fetch(new Request(`${task.origin}${path}`, init), env, context)
  for (const body of bodiesOf(task)) {
    const headers = { "Content-Type": PUSH_CONTENT_TYPE }
    const { status } = await ask("/api/v1/pushes", { method: "POST", headers, body })
    if (status !== 201) throw new Error(`a push of the bench was answered ${status}`)
    await Promise.all(left.splice(0))
  }
  // Node's own Request and Response are JavaScript too, and no part of the Worker.
  const asked = new Request(`${task.origin}/`, { headers: new Headers([["a", "b"]]) })
  await new Response(asked.headers.get("a"), { headers: { a: "b" } }).arrayBuffer()
  const answers: IsolateAnswer[] = []
  for (const path of task.paths) {
    if (!task.kept) await db.prepare("DELETE FROM kept_answer").run()
    Object.assign(counts, { statements: 0, ms: 0 })
    const start = threadMs()
    const response = await ask(path)
    await response.arrayBuffer()
    const spent = threadMs() - start
    const { statements, ms } = counts
    answers.push({ ms: spent - ms, statements, status: response.status, startMs })
    await Promise.all(left.splice(0))
  }
  return answers
}

function bodiesOf({ bodies }: IsolateTask): string[] {
  return bodies === undefined ? [] : (JSON.parse(readFileSync(bodies, "utf8")) as string[])
}
