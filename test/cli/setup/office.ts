/** An operator's machine: a data folder, a local Google, a Worker that is asked only what anyone may ask. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"
import type { Surroundings } from "../../../cli/command/surroundings.ts"
import { setupCommand } from "../../../cli/setup.ts"
import { TEST_MAIL_PATH, type TestMailReply } from "../../../shared/mail/test-mail.ts"
import { UNREACHED_PATH, type Unreached } from "../../../shared/mail/unreached.ts"
import { NOON, openGoogle } from "../provision/office.ts"
import { ran } from "../ran.ts"

export const WORKER = "https://record.example"

/** What the Worker says of itself; changed by the tests. */
export type PlayedWorker = {
  isAway: boolean
  keyIds: string[]
  /** Epoch seconds; null for keys that never expire. */
  exp: number | null
  /** Whom mail does not reach, and what becomes of a test mail. */
  unreached: Unreached[]
  testMail: TestMailReply
  years: { fiscalYear: number; revision: number; seenAt: string; stale: boolean }[]
}

export async function openOperator() {
  const { google, clients, rootUrl } = await openGoogle()
  const folder = await mkdtemp(join(tmpdir(), "sujarit-setup-"))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const worker: PlayedWorker = {
    ...{ isAway: false, keyIds: [], exp: null, years: [], unreached: [] },
    testMail: { outcome: "accepted", code: null },
  }
  const askWorker = async (input: string | URL | Request): Promise<Response> => {
    if (worker.isAway) throw new TypeError("fetch failed")
    const { pathname } = new URL(String(input))
    if (pathname === "/healthz") return Response.json({ status: "ok", years: worker.years })
    if (pathname === UNREACHED_PATH) return Response.json({ unreached: worker.unreached })
    if (pathname === TEST_MAIL_PATH) return Response.json(worker.testMail)
    return Response.json({
      keys: worker.keyIds.map(kid => ({ kid, ...(worker.exp && { exp: worker.exp }) })),
    })
  }
  const deps = {
    env: {},
    now: () => NOON,
    fetch: askWorker as typeof fetch,
    pollMs: 5,
    stopSignal: () => new AbortController().signal,
  }
  const run = async (args: readonly string[], change: Partial<Surroundings> = {}, root = rootUrl) => {
    const all = ["--data", folder, "--google", root, "--timeout", "0", ...args]
    const { code, out, err } = await ran(setupCommand, all, { ...deps, ...change })
    return { exitCode: code, stdout: out, stderr: err }
  }
  return {
    ...{ google, clients, rootUrl, folder, worker, deps, run },
    setup: (...args: string[]) => run(["--office", "phasicharoen", "--worker", WORKER, ...args]),
  }
}
export type Operator = Awaited<ReturnType<typeof openOperator>>
