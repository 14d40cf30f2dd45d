/** Installable triggers: which of them an event fires, with what message, and how many of their runs may wait. */
import type { GoogleModel, GridRange, Trigger, TriggerEvent } from "../model/model.ts"
import { rectOf, sheetById } from "../sheet/range.ts"
import { type ScriptRun, ScriptRunError } from "./execution.ts"
import type { EventMessage } from "./messages.ts"
import type { Queue } from "./queue.ts"

export interface EditEvent {
  readonly spreadsheetId: string
  readonly range: GridRange
  /** Who edited; Google often withholds it from the script. */
  readonly user?: string
  /** Only when a single cell was edited. */
  readonly value?: string
}
export interface ChangeEvent {
  readonly spreadsheetId: string
  readonly changeType: ChangeType
  readonly user?: string
}
/** Of Google's, those that people can cause here. */
export type ChangeType = "EDIT" | "INSERT_ROW" | "REMOVE_ROW" | "OTHER"

/** What became of one trigger firing. A dropped one was the third in its queue, as at Google. */
export type Firing =
  | { readonly handler: string; readonly outcome: "ran"; readonly run: ScriptRun }
  | { readonly handler: string; readonly outcome: "failed"; readonly error: ScriptRunError }
  | { readonly handler: string; readonly outcome: "dropped" }

/** Google queues at most two edit events behind a running one. */
const QUEUE_DEPTH = 2

interface TriggerDeps {
  readonly model: GoogleModel
  readonly projectId: string
  readonly queue: Queue
  readonly run: (handler: string, event: EventMessage) => Promise<ScriptRun>
}

/** Fires every trigger of the type on that source. A failing handler is reported, and stops no other. */
export function createTriggers({ model, projectId, queue, run }: TriggerDeps) {
  const waitingById = new Map<string, number>()
  const wait = (id: string, more: number) => waitingById.set(id, (waitingById.get(id) ?? 0) + more)
  const fire = ({ uniqueId, handlerFunction: handler }: Trigger, event: EventMessage): Promise<Firing> => {
    if ((waitingById.get(uniqueId) ?? 0) >= QUEUE_DEPTH)
      return Promise.resolve({ handler, outcome: "dropped" })
    wait(uniqueId, 1)
    return queue.add(() => {
      wait(uniqueId, -1)
      const done = (run: ScriptRun): Firing => ({ handler, outcome: "ran", run })
      return run(handler, event).then(done, failedFiring(handler))
    })
  }
  const fireAll = (type: TriggerEvent, sourceId: string | undefined, eventOf: () => EventMessage) => {
    const { triggers } = model.project(projectId)
    const fired = triggers.filter(each => each.eventType === type && each.sourceId === sourceId)
    return Promise.all(fired.map(trigger => fire(trigger, eventOf())))
  }
  return {
    edit: (event: EditEvent) => fireAll("ON_EDIT", event.spreadsheetId, () => editMessage(model, event)),
    change: ({ spreadsheetId, changeType, user }: ChangeEvent) =>
      fireAll("ON_CHANGE", spreadsheetId, () => ({ spreadsheetId, user, plain: { changeType } })),
    clock: (at: number) =>
      fireAll("CLOCK", undefined, () => ({ plain: { minute: new Date(at).getUTCMinutes() } })),
  }
}

function editMessage(model: GoogleModel, { spreadsheetId, range, user, value }: EditEvent): EventMessage {
  const sheet = sheetById(model.spreadsheet(spreadsheetId), range.sheetId)
  return {
    spreadsheetId,
    user,
    range: { sheetId: range.sheetId, title: sheet.title, ...rectOf(range, sheet) },
    plain: value === undefined ? {} : { value },
  }
}

function failedFiring(handler: string) {
  return (error: unknown): Firing => {
    if (!(error instanceof ScriptRunError)) throw error
    return { handler, outcome: "failed", error }
  }
}
