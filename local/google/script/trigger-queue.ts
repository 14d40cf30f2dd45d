/** Installable triggers: which of them an event fires, and how many of their runs may wait. */
import type { ScriptProject, Trigger, TriggerEvent } from "../model/model.ts"
import type { EventMessage } from "./messages.ts"
import type { Queue } from "./queue.ts"
import { type ScriptRun, ScriptRunError } from "./script-run.ts"

/** What became of one trigger firing. A dropped one was the third in its queue, as at Google. */
export type Firing =
  | { readonly handler: string; readonly outcome: "ran"; readonly run: ScriptRun }
  | { readonly handler: string; readonly outcome: "failed"; readonly error: ScriptRunError }
  | { readonly handler: string; readonly outcome: "dropped" }

/** Google queues at most two edit events behind a running one. */
const QUEUE_DEPTH = 2

/** Fires every trigger of the type on that source. A failing handler is told, and stops no other. */
export function createTriggers(
  project: ScriptProject,
  queue: Queue,
  run: (handler: string, event: EventMessage) => Promise<ScriptRun>,
) {
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
  return (type: TriggerEvent, sourceId: string | undefined, eventOf: (trigger: Trigger) => EventMessage) => {
    const fired = project.triggers.filter(each => each.eventType === type && each.sourceId === sourceId)
    return Promise.all(fired.map(trigger => fire(trigger, eventOf(trigger))))
  }
}

function failedFiring(handler: string) {
  return (error: unknown): Firing => {
    if (!(error instanceof ScriptRunError)) throw error
    return { handler, outcome: "failed", error }
  }
}
