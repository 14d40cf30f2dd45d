/** ScriptApp: the script's installable triggers. */
import type { Trigger, TriggerEvent } from "../model/model.ts"
import { type CallHost, guard } from "./guard.ts"

/** A builder's error comes when the rhythm is named, as at Google, not when the trigger is made. */
const MINUTES = [1, 5, 10, 15, 30]

type Create = (trigger: Omit<Trigger, "uniqueId">) => object

export function createScriptApp(call: CallHost): object {
  const ids = new WeakMap<object, string>()
  const shown = ({ uniqueId, handlerFunction, sourceId }: Trigger): object => {
    const trigger = guard("Trigger", {
      getHandlerFunction: () => handlerFunction,
      getTriggerSourceId: () => sourceId ?? null,
    })
    ids.set(trigger, uniqueId)
    return trigger
  }
  const create: Create = trigger => shown(call("ScriptApp.createTrigger", trigger) as Trigger)
  return guard("ScriptApp", {
    getProjectTriggers: () => (call("ScriptApp.getProjectTriggers") as Trigger[]).map(shown),
    deleteTrigger: (trigger: object) => void call("ScriptApp.deleteTrigger", ids.get(trigger)),
    newTrigger: (handlerFunction: string) =>
      guard("TriggerBuilder", {
        forSpreadsheet: (id: string) => spreadsheetBuilder(create, handlerFunction, id),
        timeBased: () => clockBuilder(create, handlerFunction),
      }),
  })
}

function spreadsheetBuilder(
  create: Create,
  handlerFunction: string,
  sourceId: string,
  eventType?: TriggerEvent,
): object {
  const on = (next: TriggerEvent) => () => spreadsheetBuilder(create, handlerFunction, sourceId, next)
  return guard("SpreadsheetTriggerBuilder", {
    onEdit: on("ON_EDIT"),
    onChange: on("ON_CHANGE"),
    create() {
      if (!eventType) throw new Error("The trigger must have an event: onEdit or onChange")
      return create({ handlerFunction, sourceId, eventType })
    },
  })
}

function clockBuilder(create: Create, handlerFunction: string, schedule?: string): object {
  return guard("ClockTriggerBuilder", {
    everyMinutes(minutes: number) {
      if (MINUTES.includes(minutes)) return clockBuilder(create, handlerFunction, `everyMinutes(${minutes})`)
      throw new Error(
        `The value you passed to everyMinutes was invalid. It must be one of ${MINUTES.join(", ")}.`,
      )
    },
    create() {
      if (!schedule) throw new Error("The trigger must have a schedule")
      return create({ handlerFunction, eventType: "CLOCK", schedule })
    },
  })
}
