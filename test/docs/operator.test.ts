/** Every command the operator's guide gives can be given: the command exists, and so does each of its options. */
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { expect, it } from "vitest"
import { COMMANDS as KNOWN } from "../../cli/commands.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const read = (file: string) => readFileSync(resolve(ROOT, file), "utf8")
const GUIDE = read("docs/guides/operator.md")
const COMMANDS = [...new Set([...GUIDE.matchAll(/npx sujarit [^`\n]+/g)].map(([text]) => text.trim()))]

it("names enough commands to be a guide", () => {
  expect(COMMANDS.length).toBeGreaterThan(15)
})

it.each(COMMANDS)("%s", text => {
  const [, , command = "", ...words] = text.split(/\s+/)
  const synopsis = KNOWN.find(({ name }) => name === command)?.synopsis.split(/[ [\]]+/)
  for (const word of words.filter(each => each.startsWith("--"))) expect(synopsis).toContain(word)
  expect(synopsis).toBeDefined()
})

it("every finding of doctor, step of deploy and code of a transport it names exists", () => {
  const known = [
    read("cli/doctor/finding.ts"),
    read("worker/mail/transport.ts"),
    read("worker/mail/smtp.ts"),
    read("worker/mail/handover.ts"),
    read("worker/mail/routes-operator.ts"),
    read("shared/push/payload.ts"),
    read("shared/due/alarm.ts"),
  ].join("\n")
  const tables = [...GUIDE.matchAll(/^\| .*$/gm)].map(([line]) => line).join("\n")
  const codes = [...tables.matchAll(/`([a-z]+[A-Z]\w+)`/g)].map(match => match[1] ?? "")
  expect(codes.length).toBeGreaterThan(5)
  for (const code of codes.filter(each => !OF_OTHERS.has(each))) expect(known).toContain(code)
})

/** Names of functions, headers and files of others that stand in code, too. */
const OF_OTHERS = new Set(["onClock", "pushUrl", "urlFetchWhitelist", "exceededCpu", "requestId"])
