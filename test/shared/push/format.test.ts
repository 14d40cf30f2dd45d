/** `docs/format.md` says what is built. */
import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { KINDS, PRIVATE_KINDS, SCRIPT_KINDS } from "../../../shared/columns.ts"
import {
  JOSE_CONTENT_TYPE,
  LEASE_BODY_LIMIT,
  LEASE_JWT_TYPE,
  LEASE_PATH,
  LEASE_REFUSALS,
} from "../../../shared/mail/lease.ts"
import {
  BODY_LIMIT,
  CLOCK_TOLERANCE,
  leafHash,
  PUSH_CONTENT_TYPE,
  PUSH_JWT_TYPE,
  REFUSALS,
  replySchema,
  SIGNED_LIMIT,
  stateOf,
} from "../../../shared/push/payload.ts"
import { payloadSchema } from "../../../shared/push/payload-schema.ts"
import { parseDisclosure, sha256Text } from "../../../shared/push/sd-jwt.ts"
import { rowName } from "../../../shared/row/name.ts"
import { rowSchema } from "../../../shared/row/row.ts"
import { REFUSAL_WORDS } from "../../../worker/ingest/refusal.ts"
import { LEASE_REFUSAL_WORDS } from "../../../worker/mail/routes-lease.ts"

const text = readFileSync(new URL("../../../docs/format.md", import.meta.url), "utf8")

/** The first cells of the table that begins with a header, in a part of the text. */
function tableUnder(header: string, part = text): string[] {
  const lines = part.slice(part.indexOf(`| ${header} |`)).split("\n")
  const end = lines.findIndex(line => !line.startsWith("|"))
  return lines.slice(2, end).map(line => line.split("|")[1]?.trim().replaceAll("`", "") ?? "")
}

function blocks(language: string): string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(
    match => match[1]?.trim() ?? "",
  )
}

const [payloadText = "", disclosedText = ""] = blocks("json")
const [encoded = ""] = blocks("disclosure")

describe("the format's description", () => {
  test("names every refusal code once, in order, with its status", () => {
    expect(tableUnder("code")).toEqual([...REFUSALS])
    for (const code of REFUSALS) expect(text).toContain(`| \`${code}\` | ${REFUSAL_WORDS[code].status} |`)
  })

  test("names every refusal and outcome of a request for mail, with its status", () => {
    expect(tableUnder("refusal")).toEqual([...LEASE_REFUSALS])
    for (const code of LEASE_REFUSALS)
      expect(text).toContain(`| \`${code}\` | ${LEASE_REFUSAL_WORDS[code].status} |`)
    expect(tableUnder("outcome")).toEqual(["accepted", "refused", "failed"])
    for (const word of [LEASE_PATH, JOSE_CONTENT_TYPE, LEASE_JWT_TYPE]) expect(text).toContain(word)
    expect(text).toContain(LEASE_BODY_LIMIT.toLocaleString("en"))
  })

  test("names every kind of row", () => {
    expect(tableUnder("kind")).toEqual([...KINDS, ...SCRIPT_KINDS, ...PRIVATE_KINDS])
  })

  test("names every field of the payload and of a reply", () => {
    const [payload, reply] = text.split("## Replies")
    expect(tableUnder("field", payload)).toEqual(Object.keys(payloadSchema.shape))
    expect(tableUnder("field", reply)).toEqual(Object.keys(replySchema.shape))
  })

  test("gives an example that is a payload, a row and its digest", () => {
    const payload = payloadSchema.parse(JSON.parse(payloadText))
    const disclosure = parseDisclosure(encoded)
    const row = rowSchema.parse(disclosure?.value)
    expect(payload.rows[0]?.["..."]).toBe(disclosure?.digest)
    expect((JSON.parse(disclosedText) as unknown[])[1]).toEqual(row)
    expect(payload.state).toBe(stateOf([{ name: rowName(row), digest: disclosure?.digest ?? ("" as never) }]))
  })

  test("gives the limits, types and hashes as they are", () => {
    for (const limit of [SIGNED_LIMIT, BODY_LIMIT]) expect(text).toContain(limit.toLocaleString("en"))
    for (const word of [PUSH_CONTENT_TYPE, PUSH_JWT_TYPE, `${CLOCK_TOLERANCE} seconds`])
      expect(text).toContain(word)
    expect(text).toContain(leafHash("a.b.c"))
    expect(text).toContain(sha256Text("a.b.c"))
  })
})
