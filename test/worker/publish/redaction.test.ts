/** A stranger checks the log with nothing of ours: from the answers alone, `state` comes out, whatever was redacted. */
import { env } from "cloudflare:workers"
import { expect, test } from "vitest"
import * as z from "zod/mini"
import { storeOf } from "../../../worker/store/store.ts"
import { newOffice, type Office, push, request, textOf, YEAR } from "../push-fixture.ts"
import { duty, FIRST, measure, report } from "../rows.ts"

const listSchema = z.object({
  pushes: z.array(
    z.object({
      sequence: z.int(),
      redacted: z.array(z.strictObject({ name: z.string(), digest: z.string() })),
    }),
  ),
})
const payloadSchema = z.object({
  rows: z.array(z.object({ "...": z.string() })),
  gone: z.array(z.string()),
  state: z.string(),
})

async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "")
}

function decoded(base64url: string): string {
  const bytes = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"))
  return new TextDecoder().decode(Uint8Array.from(bytes, each => each.charCodeAt(0)))
}

/** By the table of `docs/format.md`. */
function nameOf(row: Record<string, string>): string {
  const { kind = "", id, indicator, duty: of, section, occurrence, slug, date, key } = row
  if (kind === "report") return `report/${of}/${sectionNumber(section)}/${occurrence}`
  return `${kind}/${id ?? slug ?? key ?? indicator ?? date}`
}
const sectionNumber = (name: string | undefined) => numbers.get(name ?? "")
const numbers = new Map<string, string>()

/** For each push: the state it signed, and the one that a reader comes to. */
async function statesRead(): Promise<[string, string][]> {
  const list = listSchema.parse(JSON.parse(await textOf(await request(`/api/v1/pushes/${YEAR}`))))
  const table = new Map<string, string>()
  const states: [string, string][] = []
  for (const { sequence, redacted } of list.pushes) {
    const body = await textOf(await request(`/api/v1/pushes/${YEAR}/${sequence}`))
    const [signed = "", ...disclosures] = body.split("~").filter(part => part !== "")
    const payload = payloadSchema.parse(JSON.parse(decoded(signed.split(".")[1] ?? "")))
    const names = new Map(redacted.map(({ name, digest }) => [digest, name]))
    for (const disclosure of disclosures) {
      const [, row] = JSON.parse(decoded(disclosure)) as [string, Record<string, string>]
      if (row.kind === "section") numbers.set(row.name ?? "", row.slug ?? "")
      names.set(await digestOf(disclosure), nameOf(row))
    }
    for (const name of payload.gone) table.delete(name)
    for (const { "...": digest } of payload.rows) table.set(names.get(digest) ?? "unknown", digest)
    const lines = Array.from(table, ([name, digest]) => `${name}/${digest}`).sort()
    states.push([payload.state, await digestOf(lines.join("\n"))])
  }
  return states
}

async function redact(office: Office, name: string): Promise<void> {
  const digest = office.rows.get(name) ?? ""
  await env.DB.prepare("INSERT INTO redaction VALUES (?1, 0, 'PDPA')").bind(digest).run()
  await env.DB.prepare("DELETE FROM disclosure WHERE digest = ?1").bind(digest).run()
  // By another door than the Worker's own, which does so too.
  storeOf(env.DB).forgetHeads()
}

test("every state comes out, before and after a redaction, and through what was pushed since", async () => {
  const office = newOffice()
  await push(office, FIRST)
  await push(office, { rows: [measure("b"), duty("a"), report("m-aaaaaaaa", "2", "2566")] })
  await redact(office, "measure/m-bbbbbbbb")
  await redact(office, "report/m-aaaaaaaa/2/2566")
  await push(office, { rows: [measure("c")] })
  await push(office, { gone: ["measure/m-bbbbbbbb"] })
  const states = await statesRead()
  expect(states).toHaveLength(4)
  for (const [signed, read] of states) expect(read).toBe(signed)
})

test("of a redacted row nothing is told but its name and digest", async () => {
  const office = newOffice()
  await push(office, FIRST)
  await push(office, { rows: [measure("b", { issue: "ความลับของบุคคล" })] })
  const digest = office.rows.get("measure/m-bbbbbbbb")
  await redact(office, "measure/m-bbbbbbbb")
  const list = await textOf(await request(`/api/v1/pushes/${YEAR}`))
  expect(listSchema.parse(JSON.parse(list)).pushes.map(each => each.redacted)).toEqual([
    [],
    [{ name: "measure/m-bbbbbbbb", digest }],
  ])
  expect(await textOf(await request(`/api/v1/pushes/${YEAR}/2`))).not.toContain("ความลับ")
})
