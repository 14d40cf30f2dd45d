/**
 * What RFC 5545 restricts beyond the form of a line, over the tree of a parser that does not check it: which properties a
 * component must and may have, how often, which exclude each other, and which values they take. Of what is published here:
 * calendars of events and alarms, without METHOD.
 */
import ICAL from "ical.js"

type Component = InstanceType<typeof ICAL.Component>
type Rule = {
  readonly must: readonly string[]
  readonly once: readonly string[]
  readonly many: readonly string[]
}

const RULES: Readonly<Record<string, Rule>> = {
  vcalendar: {
    must: ["prodid", "version"],
    // RFC 7986 adds the last four.
    once: ["calscale", "method", "uid", "last-modified", "url", "refresh-interval"],
    many: ["name", "description", "categories", "source"],
  },
  vevent: {
    must: ["uid", "dtstamp", "dtstart"],
    once: "class created description geo last-modified location organizer priority sequence status summary transp url recurrence-id dtend duration".split(
      " ",
    ),
    many: "attach attendee categories comment contact exdate related resources rdate".split(" "),
  },
  valarm: { must: ["action", "trigger", "description"], once: ["duration", "repeat"], many: [] },
}

/** What is wrong, in words; nothing when all is well. */
export function icalFaults(text: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const faults = [...componentFaults(calendar)]
  if (calendar.getFirstProperty("method"))
    faults.push("METHOD asks for an ORGANIZER and a parameter of the type")
  const uids = calendar.getAllSubcomponents("vevent").map(each => String(each.getFirstPropertyValue("uid")))
  if (new Set(uids).size !== uids.length) faults.push("a UID comes twice")
  return faults
}

function* componentFaults(component: Component): Generator<string> {
  const rule = RULES[component.name]
  if (!rule) return yield `there is no ${component.name} here`
  const names = component.getAllProperties().map(({ name }) => name)
  const countOf = (name: string) => names.filter(each => each === name).length
  for (const name of rule.must)
    if (countOf(name) !== 1) yield `${component.name}: ${name} ${countOf(name)} times`
  for (const name of rule.once)
    if (countOf(name) > 1) yield `${component.name}: ${name} ${countOf(name)} times`
  const known = new Set([...rule.must, ...rule.once, ...rule.many])
  for (const name of names) if (!known.has(name) && !name.startsWith("x-")) yield `${component.name}: ${name}`
  if (component.name === "vevent") yield* eventFaults(component)
  if (component.name === "valarm") yield* alarmFaults(component)
  for (const inner of component.getAllSubcomponents()) yield* componentFaults(inner)
}

function* eventFaults(event: Component): Generator<string> {
  const type = (name: string) => event.getFirstProperty(name)?.type
  const value = (name: string) => event.getFirstPropertyValue(name)
  if (value("dtend") && value("duration")) yield "DTEND beside DURATION"
  if (value("dtend") && type("dtend") !== type("dtstart")) yield "DTEND of another type than DTSTART"
  if (value("dtend") && String(value("dtend")) <= String(value("dtstart"))) yield "DTEND is not after DTSTART"
  for (const name of ["dtstamp", "last-modified"])
    if (value(name) && !String(value(name)).endsWith("Z")) yield `${name} is not in UTC`
  if (!["TENTATIVE", "CONFIRMED", "CANCELLED"].includes(String(value("status")))) yield "STATUS"
  if (!["OPAQUE", "TRANSPARENT"].includes(String(value("transp")))) yield "TRANSP"
  if (!/^\d+$/.test(String(value("sequence") ?? 0))) yield "SEQUENCE"
  // Without METHOD, both say when this revision was made (§3.8.7.2).
  if (String(value("dtstamp")) !== String(value("last-modified"))) yield "DTSTAMP is not LAST-MODIFIED"
}

function* alarmFaults(alarm: Component): Generator<string> {
  if (alarm.getFirstPropertyValue("action") !== "DISPLAY") yield "ACTION"
  if (alarm.getFirstProperty("trigger")?.type !== "duration") yield "TRIGGER"
}
