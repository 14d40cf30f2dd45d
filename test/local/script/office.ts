/** A provisioned sample office in the local Google with the real bundle, and a Worker played by the test. */
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { compactVerify, importJWK } from "jose"
import { buildScript, readManifest } from "../../../apps-script/build.ts"
import { createGoogleClients, localAuth } from "../../../cli/google.ts"
import { openKeys, scriptConfig } from "../../../cli/keys.ts"
import { provision } from "../../../cli/provision/provision.ts"
import { provisionScript } from "../../../cli/provision/script.ts"
import { writePlan } from "../../../cli/provision/write-plan.ts"
import { createEditor } from "../../../local/google/editing.ts"
import { openLocalGoogle } from "../../../local/google/google.ts"
import { createScriptHost, type ServiceCall } from "../../../local/google/script-host.ts"
import {
  SAMPLE_HOLIDAYS,
  SAMPLE_OWNER,
  SAMPLE_SECTIONS,
  SAMPLE_SETTINGS,
} from "../../../local/sample/office.ts"
import { SAMPLE_PLAN } from "../../../local/sample/plan-2566.ts"
import type { IsoDate } from "../../../shared/civil-date.ts"
import { GENESIS, type PushPayload, payloadSchema, stateOf } from "../../../shared/push.ts"
import { privateRowSchema, rowName, rowSchema } from "../../../shared/row.ts"
import { type Digest, parseDisclosure, sha256Text, splitSdJwt } from "../../../shared/sd-jwt.ts"

export type Push = { readonly payload: PushPayload; readonly rows: ReadonlyMap<string, unknown> }

/** What the played Worker does with the next push, before or instead of taking it. */
export type Fault = "down" | "loseAnswer" | "serverError" | "garbage"

/** Keeps what a Worker keeps, checks what it checks, and breaks when told to. */
function playWorker(verify: (signed: string) => Promise<Uint8Array>) {
  const digestByName = new Map<string, Digest>()
  const pushes: Push[] = []
  const faults: Fault[] = []
  let head: Digest = GENESIS
  let revision = 0
  let held = ""
  const answer = (status: number, outcome: string, rows?: Record<string, string>) =>
    Response.json({ outcome, revision, head, problems: [], mail: null, ...(rows && { rows }) }, { status })

  async function take(request: Request): Promise<Response> {
    const parts = splitSdJwt(await request.text())
    if (!parts) throw new Error("not an SD-JWT")
    const payload = payloadSchema.parse(JSON.parse(new TextDecoder().decode(await verify(parts.signed))))
    if (payload.base !== head) return answer(409, "stale", Object.fromEntries(digestByName))
    const named = new Map<string, { name: string; digest: Digest; row: unknown }>()
    for (const encoded of parts.disclosures) {
      const disclosure = parseDisclosure(encoded)
      const row = rowSchema.safeParse(disclosure?.value).data ?? privateRowSchema.parse(disclosure?.value)
      const digest = disclosure?.digest ?? ("" as Digest)
      named.set(digest, { name: rowName(row), digest, row })
    }
    const referenced = [...payload.rows, ...payload.private].map(reference => reference["..."])
    if (referenced.length !== named.size || referenced.some(digest => !named.has(digest)))
      throw new Error("digests")
    for (const { name, digest } of named.values()) digestByName.set(name, digest)
    for (const name of payload.gone) digestByName.delete(name)
    const isPublic = (name: string) => !/^(contact|secret)\//.test(name)
    const rows = [...digestByName]
      .filter(([name]) => isPublic(name))
      .map(([name, digest]) => ({ name, digest }))
    if (stateOf(rows) !== payload.state) throw new Error("the state does not come out")
    const isHeartbeat = named.size === 0 && payload.gone.length === 0 && payload.held.join() === held
    held = payload.held.join()
    if (isHeartbeat) return answer(200, "unchanged")
    revision = payload.sequence
    head = sha256Text(parts.signed)
    pushes.push({ payload, rows: new Map([...named.values()].map(({ name, row }) => [name, row])) })
    return answer(201, "accepted")
  }

  return {
    pushes,
    faults,
    digestByName,
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const fault = faults.shift()
      if (fault === "down") throw new Error("DNS error")
      if (fault === "serverError") return new Response("oops", { status: 500 })
      const answered = await take(new Request(input, init))
      if (fault === "loseAnswer") throw new Error("timed out")
      return fault === "garbage" ? new Response('{"outcome":"acc') : answered
    },
  }
}

export async function openOffice(
  beforeCall?: (call: ServiceCall) => "kill" | undefined,
  options: { readonly isEmpty?: boolean } = {},
) {
  const clock = { now: Date.parse("2023-05-29T10:00:00+07:00") }
  const google = await openLocalGoogle({ now: () => clock.now, owner: SAMPLE_OWNER })
  const door = await google.listen()
  const clients = createGoogleClients({ auth: localAuth(), rootUrl: door.rootUrl })
  const plan = {
    office: "sample",
    fiscalYear: 2566,
    title: "ตัวอย่าง",
    sections: SAMPLE_SECTIONS,
    settings: SAMPLE_SETTINGS,
    holidays: SAMPLE_HOLIDAYS,
    owner: SAMPLE_OWNER,
    today: "2023-05-29" as IsoDate,
  }
  const { spreadsheetId } = await provision(clients, plan)
  if (!options.isEmpty) await writePlan(clients, spreadsheetId, SAMPLE_PLAN)
  const code = await buildScript()
  const files = [
    { name: "Code", type: "SERVER_JS", source: code },
    { name: "appsscript", type: "JSON", source: await readManifest() },
  ] as const
  const { scriptId } = await provisionScript(clients, { title: "sujarit", files })
  const keys = await openKeys(await mkdtemp(join(tmpdir(), "sujarit-keys-")))
  const key = await importJWK(keys.publicJwk, "RS256")
  const worker = playWorker(
    async signed => (await compactVerify(signed, key, { algorithms: ["RS256"] })).payload,
  )
  google.model.project(scriptId).properties.CONFIG = scriptConfig(keys, {
    office: "sample",
    audience: "https://record.example",
    pushUrl: "https://record.example/api/v1/pushes",
    spreadsheets: [{ id: spreadsheetId, fiscalYear: 2566 }],
  })
  const host = createScriptHost({
    google,
    projectId: scriptId,
    code,
    now: () => clock.now,
    owner: SAMPLE_OWNER,
    fetch: worker.fetch as typeof fetch,
    ...(beforeCall && { beforeCall }),
  })
  const editor = createEditor(google, [host])
  return {
    clock,
    google,
    clients,
    plan,
    spreadsheetId,
    host,
    editor,
    worker,
    async close() {
      await host.close()
      await google.close()
    },
  }
}
export type TestOffice = Awaited<ReturnType<typeof openOffice>>
