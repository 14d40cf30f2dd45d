/** The log in the database: inserts only, whoever writes. */
import { env } from "cloudflare:workers"
import { expect, test } from "vitest"
import { newOffice, push } from "../push-fixture.ts"
import { FIRST } from "../rows.ts"

const FORBIDDEN = [
  "UPDATE leaf SET signed = 'x'",
  "DELETE FROM leaf",
  "UPDATE entry SET digest = NULL",
  "DELETE FROM entry",
  "UPDATE disclosure SET encoded = 'x'",
  "DELETE FROM disclosure",
  "INSERT OR REPLACE INTO leaf SELECT 0, office, fiscal_year, 2, 'b', head, held, signed, leaf_hash, 0 FROM leaf",
  "INSERT OR REPLACE INTO leaf SELECT 1, office, fiscal_year, 2, base, head, held, signed, leaf_hash, 0 FROM leaf",
  "INSERT OR REPLACE INTO leaf SELECT 1, office, fiscal_year, 1, 'b', head, held, signed, leaf_hash, 0 FROM leaf",
  "INSERT INTO leaf SELECT 7, office, fiscal_year, 2, 'b', head, held, signed, leaf_hash, 0 FROM leaf",
  "INSERT OR REPLACE INTO entry SELECT leaf, position, fiscal_year, name, NULL FROM entry LIMIT 1",
  "INSERT OR REPLACE INTO disclosure SELECT digest, 'x' FROM disclosure LIMIT 1",
  "UPDATE leaf SET accepted_at = 0 WHERE idx = 0",
] as const

test.for(FORBIDDEN)("refuses %s", async statement => {
  await push(newOffice(), FIRST)
  const before = await env.DB.prepare("SELECT * FROM leaf").all()
  await expect(env.DB.prepare(statement).run()).rejects.toThrow(/append-only|stale|dense/)
  expect((await env.DB.prepare("SELECT * FROM leaf").all()).results).toEqual(before.results)
})

test("a disclosure goes only after its digest is redacted, and a redaction stays", async () => {
  const office = newOffice()
  await push(office, FIRST)
  const digest = office.rows.get("measure/m-aaaaaaaa") ?? ""
  await env.DB.prepare("INSERT INTO redaction VALUES (?1, 0, 'PDPA')").bind(digest).run()
  await env.DB.prepare("DELETE FROM disclosure WHERE digest = ?1").bind(digest).run()
  for (const statement of [
    "UPDATE redaction SET reason = 'x'",
    "DELETE FROM redaction",
    "INSERT OR REPLACE INTO redaction SELECT digest, 1, 'x' FROM redaction",
  ])
    await expect(env.DB.prepare(statement).run()).rejects.toThrow(/append-only/)
})

test("an entry cannot join a leaf that is no longer the newest", async () => {
  const office = newOffice()
  await push(office, FIRST)
  await push(office, { held: ["measure/m-aaaaaaaa"] })
  await expect(
    env.DB.prepare("INSERT INTO entry VALUES (0, 999, 2566, 'measure/m-aaaaaaaa', NULL)").run(),
  ).rejects.toThrow(/newest leaf/)
})

test("how old leaves are read is settled once", async () => {
  await env.DB.prepare("INSERT INTO reading VALUES ('whole', 1)").run()
  for (const statement of [
    "UPDATE reading SET from_leaf = 9",
    "DELETE FROM reading",
    "INSERT OR REPLACE INTO reading VALUES ('whole', 9)",
  ])
    await expect(env.DB.prepare(statement).run()).rejects.toThrow(/settled/)
})
