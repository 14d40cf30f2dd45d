/** A provisioned sample office in the local Google with the real bundle, and a Worker played by the test. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buildScript, readManifest } from "../../apps-script/build.ts"
import { createGoogleClients, localAuth } from "../../cli/office/google-login.ts"
import { type Keys, openKeys, scriptConfig } from "../../cli/office/keys.ts"
import { provisionScript } from "../../cli/office/script.ts"
import { provision } from "../../cli/provision/provision.ts"
import { writePlan } from "../../cli/provision/write-plan.ts"
import { type LocalGoogle, openLocalGoogle } from "../../local/google/api/google.ts"
import { createEditor } from "../../local/google/edit/editing.ts"
import { SCRIPT_SERVICES } from "../../local/google/script/authorization.ts"
import { createScriptHost, type ServiceCall } from "../../local/google/script/script-host.ts"
import { SAMPLE_HOLIDAYS, SAMPLE_OWNER, SAMPLE_SECTIONS, SAMPLE_SETTINGS } from "../../local/sample/office.ts"
import { SAMPLE_PLAN } from "../../local/sample/plan-2566.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { type KeptGoogle, keepGoogle, keepSpreadsheet } from "../kept-google.ts"
import { deleteBlankRows } from "../local/google/people.ts"
import { playWorker } from "./played-worker.ts"

type Contents = {
  readonly isEmpty?: boolean
  /** With the blank rows that provisioning makes: for what is timed. */
  readonly hasBlankRows?: boolean
  /** Another version's bundle. */
  readonly code?: string
}

/** An office as an operator leaves it, the script set up but not yet run: made once a process, of which each one opened is a copy. */
type Made = {
  readonly fill: KeptGoogle
  readonly spreadsheetId: string
  readonly scriptId: string
  readonly code: string
  readonly keys: Keys
}

const madeByContents = new Map<string, Promise<Made>>()

const BEGAN = Date.parse("2023-05-29T10:00:00+07:00")

const PLAN = {
  office: "sample",
  fiscalYear: 2566,
  title: "ตัวอย่าง",
  sections: SAMPLE_SECTIONS,
  settings: SAMPLE_SETTINGS,
  holidays: SAMPLE_HOLIDAYS,
  owner: SAMPLE_OWNER,
  today: "2023-05-29" as IsoDate,
}

async function make(contents: Contents): Promise<Made> {
  const google = await openLocalGoogle({ now: () => BEGAN, owner: SAMPLE_OWNER })
  const clients = await clientsOf(google)
  const { spreadsheetId } = await provision(clients, PLAN)
  if (!contents.isEmpty) await writePlan(clients, spreadsheetId, SAMPLE_PLAN)
  if (!contents.hasBlankRows) deleteBlankRows(google)
  const code = contents.code ?? (await buildScript())
  const files = [
    { name: "Code", type: "SERVER_JS", source: code },
    { name: "appsscript", type: "JSON", source: await readManifest() },
  ] as const
  const { scriptId } = await provisionScript(clients, { title: "sujarit", files })
  // The step that no API does, and a person must.
  google.model.project(scriptId).enabledServices = SCRIPT_SERVICES
  const folder = await mkdtemp(join(tmpdir(), "sujarit-keys-"))
  const keys = await openKeys(folder)
  await rm(folder, { recursive: true })
  google.model.project(scriptId).properties.CONFIG = scriptConfig(keys, {
    office: "sample",
    audience: "https://record.example",
    pushUrl: "https://record.example/api/v1/pushes",
    spreadsheets: [{ id: spreadsheetId, fiscalYear: 2566 }],
  })
  await google.close()
  return { fill: keepGoogle(google.model.state), spreadsheetId, scriptId, code, keys }
}

async function clientsOf(google: LocalGoogle) {
  const { rootUrl } = await google.listen()
  return createGoogleClients({ auth: localAuth(), rootUrl })
}

export async function openOffice(
  beforeCall?: (call: ServiceCall) => "kill" | undefined,
  { maxConcurrent, ...contents }: Contents & { readonly maxConcurrent?: number } = {},
) {
  const key = JSON.stringify(contents)
  const making = madeByContents.get(key) ?? make(contents)
  madeByContents.set(key, making)
  const { fill, spreadsheetId, scriptId, code, keys } = await making
  const clock = { now: BEGAN }
  const google = await openLocalGoogle({ now: () => clock.now, owner: SAMPLE_OWNER })
  fill(google.model.state)
  const clients = await clientsOf(google)
  const worker = playWorker(keys.publicJwk, () => clock.now)
  const host = createScriptHost({
    google,
    projectId: scriptId,
    code,
    now: () => clock.now,
    owner: SAMPLE_OWNER,
    fetch: worker.fetch as typeof fetch,
    ...(beforeCall && { beforeCall }),
    ...(maxConcurrent && { maxConcurrent }),
  })
  const editor = createEditor(google, [host])
  return {
    clock,
    google,
    clients,
    plan: PLAN,
    spreadsheetId,
    code,
    keys,
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

/** Keeps what an office is now: its sheet, the script's properties, the played Worker, the clock. Answers with the way back. */
export function keepState({ google, spreadsheetId, host, worker, clock }: TestOffice): () => void {
  const project = () => google.model.project(host.projectId)
  const spreadsheet = keepSpreadsheet(google.model.spreadsheet(spreadsheetId))
  const properties = { ...project().properties }
  const restoreWorker = worker.save()
  const [{ now }, { publicKey, limit }] = [clock, worker]
  return () => {
    google.model.state.spreadsheets.set(spreadsheetId, spreadsheet())
    project().properties = { ...properties }
    restoreWorker()
    clock.now = now
    Object.assign(worker, { publicKey, limit })
  }
}
