/** ScriptApp: the script's installable triggers. */
import type { Trigger, TriggerEvent } from "../model/model.ts"
import { type CallHost, enumeration, guard } from "./guard.ts"

const EVENT_TYPES = enumeration("EventType", [
  "CLOCK",
  "ON_OPEN",
  "ON_EDIT",
  "ON_FORM_SUBMIT",
  "ON_CHANGE",
  "ON_EVENT_UPDATED",
])
const TRIGGER_SOURCES = enumeration("TriggerSource", [
  "SPREADSHEETS",
  "CLOCK",
  "FORMS",
  "DOCUMENTS",
  "CALENDAR",
])

/** A builder's errors come when the rhythm is named, as at Google, not when the trigger is made. */
const MINUTES = [1, 5, 10, 15, 30]
const HOURS = [1, 2, 4, 6, 8, 12]

export function createTriggers(call: CallHost, WeekDay: object) {
  const create = (trigger: Omit<Trigger, "uniqueId">) =>
    createTrigger(call("ScriptApp.createTrigger", trigger) as Trigger)
  return guard("ScriptApp", {
    EventType: EVENT_TYPES,
    TriggerSource: TRIGGER_SOURCES,
    WeekDay,
    getScriptId: () => call("ScriptApp.getScriptId"),
    getProjectTriggers: () => (call("ScriptApp.getProjectTriggers") as Trigger[]).map(createTrigger),
    deleteTrigger: (trigger: { getUniqueId(): string }) =>
      void call("ScriptApp.deleteTrigger", trigger.getUniqueId()),
    newTrigger: (handlerFunction: string) =>
      guard("TriggerBuilder", {
        forSpreadsheet: (source: string | { getId(): string }) =>
          spreadsheetBuilder(create, handlerFunction, typeof source === "string" ? source : source.getId()),
        timeBased: () => clockBuilder(create, handlerFunction, []),
      }),
  })
}

type Create = (trigger: Omit<Trigger, "uniqueId">) => object

function createTrigger({ uniqueId, handlerFunction, eventType, sourceId }: Trigger): object {
  return guard("Trigger", {
    getUniqueId: () => uniqueId,
    getHandlerFunction: () => handlerFunction,
    getEventType: () => EVENT_TYPES[eventType],
    getTriggerSource: () => TRIGGER_SOURCES[eventType === "CLOCK" ? "CLOCK" : "SPREADSHEETS"],
    getTriggerSourceId: () => sourceId ?? null,
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
    onOpen: on("ON_OPEN"),
    create() {
      if (!eventType) throw new Error("The trigger must have an event: onEdit, onChange or onOpen")
      return create({ handlerFunction, sourceId, eventType })
    },
  })
}

function clockBuilder(create: Create, handlerFunction: string, schedule: readonly string[]): object {
  const plus = (part: string) => clockBuilder(create, handlerFunction, [...schedule, part])
  const oneOf = (name: string, allowed: readonly number[], value: number) => {
    if (allowed.includes(value)) return plus(`${name}(${value})`)
    throw new Error(`The value you passed to ${name} was invalid. It must be one of ${allowed.join(", ")}.`)
  }
  return guard("ClockTriggerBuilder", {
    everyMinutes: (minutes: number) => oneOf("everyMinutes", MINUTES, minutes),
    everyHours: (hours: number) => oneOf("everyHours", HOURS, hours),
    everyDays: (days: number) => plus(`everyDays(${days})`),
    everyWeeks: (weeks: number) => plus(`everyWeeks(${weeks})`),
    onWeekDay: (day: object) => plus(`onWeekDay(${day})`),
    atHour: (hour: number) => plus(`atHour(${hour})`),
    nearMinute: (minute: number) => plus(`nearMinute(${minute})`),
    inTimezone: (zone: string) => plus(`inTimezone(${zone})`),
    create() {
      if (schedule.length === 0) throw new Error("The trigger must have a schedule")
      return create({ handlerFunction, eventType: "CLOCK", schedule: schedule.join(".") })
    },
  })
}
