import { describe, expect, test } from "vitest"
import { GENESIS, PUSH_JWT_TYPE, stateOf } from "../../../shared/push/payload.ts"
import { payloadSchema } from "../../../shared/push/payload-schema.ts"
import { projectionRequestSchema } from "../../../shared/push/projection-request.ts"
import {
  disclose,
  type Hash,
  parseDisclosure,
  sha256Text,
  signingInput,
  splitSdJwt,
} from "../../../shared/push/sd-jwt.ts"
import { rowName } from "../../../shared/row/name.ts"
import { type Row, rowSchema } from "../../../shared/row/row.ts"
import { duty, FIRST, measure } from "../../worker/rows.ts"

const SALT_KEY = new Uint8Array(32).fill(7)

describe("the bytes of a push", () => {
  test("are pinned: header, payload and disclosures under a fixed salt key and clock", async () => {
    const rows = FIRST.rows.map(row => disclose(SALT_KEY, rowName(row), row))
    const privateRows = FIRST.privateRows.map(row => disclose(SALT_KEY, rowName(row), row))
    const payload = payloadSchema.parse({
      iss: "test-office",
      aud: "https://record.example",
      iat: 1_665_540_000,
      fiscalYear: 2566,
      sequence: 1,
      base: GENESIS,
      _sd_alg: "sha-256",
      rows: rows.map(({ digest }) => ({ "...": digest })),
      private: privateRows.map(({ digest }) => ({ "...": digest })),
      held: [],
      gone: [],
      state: stateOf(
        FIRST.rows.map((row, index) => ({
          name: rowName(row),
          digest: rows[index]?.digest ?? ("" as Hash),
        })),
      ),
    })
    const input = signingInput({ alg: "RS256", typ: PUSH_JWT_TYPE, kid: "test" }, payload)
    const lines = [input, ...[...rows, ...privateRows].map(each => each.encoded)]
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../../golden/push/first.txt")
  })

  test("of the rows that came later are pinned too: a cancelled duty, and a row that vanished", async () => {
    const rows: readonly Row[] = [
      { ...duty("a"), status: "ยกเลิก", reason: "สำนักงบประมาณตัดงบทั้งหมด" },
      { kind: "absence", of: "measure/m-aaaaaaaa", reason: "" },
      { kind: "absence", of: "report/d-aaaaaaaa/10/2566-05", reason: "บันทึกซ้ำกับแถวก่อนหน้า" },
    ]
    const lines = rows.map(row => {
      const { encoded, digest } = disclose(SALT_KEY, rowName(rowSchema.parse(row)), row)
      return `${rowName(row)} ${digest} ${encoded}`
    })
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../../golden/push/later-rows.txt")
  })

  test("a row keeps its digest while its content and name stay, whatever the order of its keys", () => {
    const row = measure("a")
    const reversed = Object.fromEntries(Object.entries(row).reverse())
    const { digest } = disclose(SALT_KEY, rowName(row), row)
    expect(disclose(SALT_KEY, rowName(row), reversed).digest).toBe(digest)
    expect(disclose(SALT_KEY, "measure/m-bbbbbbbb", row).digest).not.toBe(digest)
    expect(disclose(SALT_KEY, rowName(row), { ...row, issue: "x" }).digest).not.toBe(digest)
    expect(disclose(new Uint8Array(32), rowName(row), row).digest).not.toBe(digest)
  })

  test("a disclosure reads back to its value and digest", () => {
    const made = disclose(SALT_KEY, "measure/m-aaaaaaaa", measure("a"))
    expect(parseDisclosure(made.encoded)).toEqual(made)
  })

  test.for(["", "a.b.c", "a.b~", "a.b.c~~", "a.b.c~d", "a.b.c~d ~", "a.b.c~ก~"])("%j is no push", body => {
    expect(splitSdJwt(body)).toBeUndefined()
  })

  test.for(["", "!!!", "W10", "WyJhIl0", "eyJhIjoxfQ", "WzEsMl0"])("%j is no disclosure", encoded => {
    expect(parseDisclosure(encoded)).toBeUndefined()
  })
})

describe("the state of a table", () => {
  const lines = [
    { name: "measure/m-b", digest: "B".repeat(43) as Hash },
    { name: "measure/m-a", digest: "A".repeat(43) as Hash },
  ]

  test("is the SHA-256 of its sorted lines", () => {
    expect(stateOf(lines)).toBe(sha256Text(`measure/m-a/${"A".repeat(43)}\nmeasure/m-b/${"B".repeat(43)}`))
    expect(stateOf([...lines].reverse())).toBe(stateOf(lines))
  })

  test("of no rows is the SHA-256 of nothing, where every year begins", () => {
    expect(stateOf([])).toBe(GENESIS)
  })
})

test("an operator may ask three things of the record as it stands, and no other", () => {
  const asks = (act: string) =>
    projectionRequestSchema.safeParse({ iss: "office", aud: "https://record.example", iat: 1, act }).success
  expect(["compare", "begin", "goOn", "drop", ""].map(asks)).toEqual([true, true, true, false, false])
})
