/** What a database must be to be the record it says: each way to change one is found, and its leaf named. */
import { createPublicKey, createSign, generateKeyPairSync } from "node:crypto"
import { describe, expect, it } from "vitest"
import type { Database, Value } from "../../cli/cloudflare/database.ts"
import { chainFaults } from "../../cli/record/chain.ts"
import { keysOfTexts } from "../../cli/record/record-keys.ts"
import { GENESIS, leafHash, PUSH_JWT_TYPE, stateOf } from "../../shared/push/payload.ts"
import { disclose, sha256Text, signingInput } from "../../shared/push/sd-jwt.ts"
import { signedHeader } from "../../shared/push/signed-request.ts"

const SALT_KEY = new Uint8Array(32).fill(7)
const office = generateKeyPairSync("rsa", { modulusLength: 2048 })
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 })
const publicJwk = { ...office.publicKey.export({ format: "jwk" }), kid: "office" }
const KEYS = keysOfTexts([
  JSON.stringify({ publicJwk, saltKey: Buffer.from(SALT_KEY).toString("base64url") }),
  "{",
])
const FROM = Date.parse("2023-05-29T03:00:00Z")

const COLUMNS = {
  leaf: "idx office fiscal_year sequence base head held signed leaf_hash accepted_at",
  entry: "leaf position fiscal_year name digest",
  disclosure: "digest encoded",
  redaction: "digest",
  private_row: "fiscal_year name digest json",
} as const
type Rows = Record<keyof typeof COLUMNS, Record<string, Value>[]>

/** A record of five pushes, a minute apart: each changes a public row and a private one. */
function makeRows(key = office.privateKey): Rows {
  const rows: Rows = { leaf: [], entry: [], disclosure: [], redaction: [], private_row: [] }
  let base: string = GENESIS
  for (let at = 0; at < 5; at++) {
    const shown = disclose(SALT_KEY, "measure/m-1", { kind: "measure", id: "m-1", text: `${at}` })
    const secret = { kind: "contact", slug: "1", addresses: [`clerk-${at}@office.example`] }
    const hidden = disclose(SALT_KEY, "contact/1", secret)
    const acceptedAt = FROM + at * 60_000
    const input = signingInput(signedHeader(PUSH_JWT_TYPE, "office"), {
      ...{ iss: "test-office", aud: "https://record.example", iat: acceptedAt / 1000, fiscalYear: 2566 },
      ...{ sequence: at + 1, base, _sd_alg: "sha-256", held: [], gone: [] },
      ...{ rows: [{ "...": shown.digest }], private: [{ "...": hidden.digest }] },
      state: stateOf([{ name: "measure/m-1", digest: shown.digest }]),
    })
    const signed = `${input}.${createSign("RSA-SHA256").update(input).sign(key, "base64url")}`
    const head = sha256Text(signed)
    rows.leaf.push({
      ...{ idx: at, office: "test-office", fiscal_year: 2566, sequence: at + 1, base, head, held: "[]" },
      ...{ signed, leaf_hash: leafHash(signed), accepted_at: acceptedAt },
    })
    rows.entry.push({ leaf: at, position: 0, fiscal_year: 2566, name: "measure/m-1", digest: shown.digest })
    rows.disclosure.push({ digest: shown.digest, encoded: shown.encoded })
    rows.private_row = [
      { fiscal_year: 2566, name: "contact/1", digest: hidden.digest, json: JSON.stringify(secret) },
    ]
    base = head
  }
  return rows
}

function databaseOf(rows: Rows): Database {
  const tables = Object.entries(COLUMNS).map(([name, columns]) => ({ name, columns: columns.split(" ") }))
  return {
    migrations: [],
    tables,
    rows: tables.flatMap(({ name, columns }) =>
      rows[name as keyof Rows].map(row => ({ table: name, values: columns.map(each => row[each] ?? null) })),
    ),
  }
}

const faultsOf = (rows: Rows, keys = KEYS) => chainFaults(databaseOf(rows), keys)

it("a record as it was accepted has no fault", () => {
  expect(faultsOf(makeRows())).toEqual([])
})

it("times that fall are no fault where a simulated clock gave them", () => {
  const rows = makeRows()
  Object.assign(rows.leaf[2] ?? {}, { accepted_at: FROM + 59_000 })
  expect(faultsOf(rows)).toEqual(["leaf 2: it was accepted before the leaf before it"])
  expect(chainFaults(databaseOf(rows), KEYS, true)).toEqual([])
})

it("cut back, it holds together still: that it is shorter is for whoever remembers more", () => {
  const rows = makeRows()
  expect(
    faultsOf({ ...rows, leaf: rows.leaf.slice(0, 1), entry: rows.entry.slice(0, 1), private_row: [] }),
  ).toEqual([])
})

describe("a record that was changed", () => {
  const third = (rows: Rows, table: "leaf" | "entry", more: Record<string, Value>) =>
    Object.assign(rows[table][2] ?? {}, more)
  const [digest] = [sha256Text("another")]
  it.each<[string, (rows: Rows) => unknown, RegExp]>([
    [
      "a time of acceptance",
      rows => third(rows, "leaf", { accepted_at: FROM + 11 * 60_000 + 120_000 }),
      /^leaf 2: .*ten minutes/,
    ],
    [
      "a time that falls",
      rows => third(rows, "leaf", { accepted_at: FROM + 59_000 }),
      /^leaf 2: it was accepted before/,
    ],
    ["a row's digest", rows => third(rows, "entry", { digest }), /^leaf 2: its lines are not those signed/],
    [
      "a row's name",
      rows => third(rows, "entry", { name: "measure/m-2" }),
      /^leaf 2: the state is not as signed/,
    ],
    ["a row that is missing", rows => rows.entry.splice(2, 1), /^leaf 2: its lines are not those signed/],
    ["what is held", rows => third(rows, "leaf", { held: '["measure/m-1"]' }), /^leaf 2: what is held/],
    ["a leaf that is missing", rows => rows.leaf.splice(2, 1), /^leaf 3: .*(not dense|does not stand)/],
    [
      "a signature",
      rows => third(rows, "leaf", { signed: String(rows.leaf[2]?.signed).replace(/.{9}$/, "AAAAAAAAA") }),
      /^leaf 2: .*/,
    ],
    [
      "a private row",
      rows =>
        Object.assign(rows.private_row[0] ?? {}, {
          json: '{"kind":"contact","slug":"1","addresses":["thief@x.example"]}',
        }),
      /^leaf 4: the private row contact\/1 is not as signed/,
    ],
    [
      "a private row that nobody signed",
      rows => Object.assign(rows.private_row[0] ?? {}, { digest }),
      /^private row contact\/1: no leaf signed it/,
    ],
    [
      "the text of a row",
      rows => Object.assign(rows.disclosure[2] ?? {}, { encoded: rows.disclosure[1]?.encoded ?? "" }),
      /: the text is not its own/,
    ],
  ])("is found by %s", (_, change, expected) => {
    const rows = makeRows()
    change(rows)
    expect(
      faultsOf(rows).some(fault => expected.test(fault)),
      faultsOf(rows).join("\n"),
    ).toBe(true)
  })

  it("is found where another key signed all of it, and nothing else gives it away", () => {
    const faults = faultsOf(makeRows(stranger.privateKey))
    expect(faults).toHaveLength(5)
    expect(faults[0]).toBe("leaf 0: the signature is not of a key of the office")
    const known = keysOfTexts([
      JSON.stringify({
        keys: [{ ...createPublicKey(stranger.privateKey).export({ format: "jwk" }), kid: "office" }],
      }),
    ])
    expect(faultsOf(makeRows(stranger.privateKey), known)).toEqual([])
  })
})
