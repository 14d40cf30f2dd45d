/** The local Google, assembled: one model, kept in one file, behind its doors. */
import { randomBytes } from "node:crypto"
import { createModel } from "../model/create-model.ts"
import type { GoogleModel } from "../model/model.ts"
import { createSaver, loadState, type Saver } from "../model/store.ts"
import { type Api, createApi } from "./api.ts"
import { listen } from "./rest.ts"

export { DamagedFileError } from "../model/store.ts"

interface LocalGoogleOptions {
  /** Where everything is kept; made when missing. None: in memory only. */
  readonly file?: string
  /** Epoch milliseconds. */
  readonly now: () => number
  /** The account that owns every file and runs every script. */
  readonly owner: string
  /** Scripts made here have their services on, as if a person had linked each to a Cloud project. */
  readonly isLinked?: boolean
  /** The account logged in with the scope of all of Drive. */
  readonly isWide?: boolean
  /** Ids of files and projects; random unless a test wants to know them. */
  readonly newId?: () => string
  /** Told when a save failed (a full disk); it is tried again until it succeeds, which is told too. */
  readonly onSaveError?: (error: unknown) => void
  readonly onSaveMended?: () => void
}

export interface LocalGoogle {
  readonly model: GoogleModel
  /** Carries out one method of the APIs in this process, as the doors do. */
  readonly api: Api
  /** Calls by method since the start or the last `clear()`: "sheets.spreadsheets.batchUpdate" → 3. */
  readonly calls: Map<string, number>
  /** Serves the REST door on loopback; port 0 or none picks a free one. */
  listen(port?: number): Promise<{ readonly rootUrl: string; close(): Promise<void> }>
  /** Resolves when everything done so far is in the file. */
  flush(): Promise<void>
  /** How often the file was written, ever: an older copy of it has fewer. */
  saves(): number
  /** The last save failed. */
  isUnsaved(): boolean
  close(): Promise<void>
}

/** @throws DamagedFileError when the file is not one this program wrote; the file is left as it is. */
export async function openLocalGoogle(options: LocalGoogleOptions): Promise<LocalGoogle> {
  const { file, now, owner, isLinked, isWide, newId = randomId } = options
  const loaded = file === undefined ? undefined : await loadState(file)
  const model = createModel({ now, owner, isLinked, isWide, newId }, loaded?.state)
  const events = { onError: options.onSaveError ?? console.error, onMended: options.onSaveMended }
  const saver: Saver | undefined =
    file === undefined
      ? undefined
      : createSaver(file, { state: model.state, saves: loaded?.saves ?? 0 }, events)
  if (saver) model.onDirty(() => saver.dirty())
  const calls = new Map<string, number>()
  const api = createApi(model, calls)
  const doors = new Set<() => Promise<void>>()
  const flush = async () => saver?.flush()
  return {
    model,
    api,
    calls,
    flush,
    saves: () => saver?.saves() ?? 0,
    isUnsaved: () => saver?.isUnsaved() ?? false,
    async listen(port) {
      const door = await listen(api, port)
      doors.add(door.close)
      return door
    },
    async close() {
      await Promise.all([...doors].map(closeDoor => closeDoor()))
      await flush()
    },
  }
}

/** As long and as unguessable as Google's. */
function randomId(): string {
  return randomBytes(33).toString("base64url")
}
