/** A provisioned sample office in the local Google with the real bundle, and a Worker played by the test. */
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buildScript, readManifest } from "../../apps-script/build.ts"
import { createGoogleClients, localAuth } from "../../cli/office/google-login.ts"
import { openKeys, scriptConfig } from "../../cli/office/keys.ts"
import { provisionScript } from "../../cli/office/script.ts"
import { provision } from "../../cli/provision/provision.ts"
import { writePlan } from "../../cli/provision/write-plan.ts"
import { openLocalGoogle } from "../../local/google/api/google.ts"
import { createEditor } from "../../local/google/edit/editing.ts"
import type { Spreadsheet } from "../../local/google/model/model.ts"
import { SCRIPT_SERVICES } from "../../local/google/script/authorization.ts"
import { createScriptHost, type ServiceCall } from "../../local/google/script/script-host.ts"
import { SAMPLE_HOLIDAYS, SAMPLE_OWNER, SAMPLE_SECTIONS, SAMPLE_SETTINGS } from "../../local/sample/office.ts"
import { SAMPLE_PLAN } from "../../local/sample/plan-2566.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { playWorker } from "./played-worker.ts"

export async function openOffice(
  beforeCall?: (call: ServiceCall) => "kill" | undefined,
  options: {
    readonly isEmpty?: boolean
    readonly maxConcurrent?: number
    /** Another version's bundle. */
    readonly code?: string
  } = {},
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
  const code = options.code ?? (await buildScript())
  const files = [
    { name: "Code", type: "SERVER_JS", source: code },
    { name: "appsscript", type: "JSON", source: await readManifest() },
  ] as const
  const { scriptId } = await provisionScript(clients, { title: "sujarit", files })
  // The step that no API does, and a person must.
  google.model.project(scriptId).enabledServices = SCRIPT_SERVICES
  const keys = await openKeys(await mkdtemp(join(tmpdir(), "sujarit-keys-")))
  const worker = playWorker(keys.publicJwk, () => clock.now)
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
    ...(options.maxConcurrent && { maxConcurrent: options.maxConcurrent }),
  })
  const editor = createEditor(google, [host])
  return {
    clock,
    google,
    clients,
    plan,
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
  const spreadsheet = copyOf(google.model.spreadsheet(spreadsheetId))
  const properties = { ...project().properties }
  const restoreWorker = worker.save()
  const [{ now }, { publicKey, limit }] = [clock, worker]
  return () => {
    google.model.state.spreadsheets.set(spreadsheetId, copyOf(spreadsheet))
    project().properties = { ...properties }
    restoreWorker()
    clock.now = now
    Object.assign(worker, { publicKey, limit })
  }
}

/** Down to the lists: a row, and what else a list holds, is never changed in place, and a whole copy takes a scan's time. */
function copyOf(spreadsheet: Spreadsheet): Spreadsheet {
  const sheets = spreadsheet.sheets.map(sheet => ({ ...sheet, ...listsOf(sheet) }))
  return { ...spreadsheet, ...listsOf(spreadsheet), sheets }
}

function listsOf(value: object): object {
  const lists = Object.entries(value).filter(([, list]) => Array.isArray(list))
  return Object.fromEntries(lists.map(([name, list]) => [name, list.slice()]))
}
