/** A proof that leaves the site: of a revision, and of the newest text of a measure. */
import { env } from "cloudflare:workers"
import { expect, it } from "vitest"
import { parseLogProof } from "../../../shared/log/tlog-proof.ts"
import { sha256Text, splitSdJwt } from "../../../shared/push/sd-jwt.ts"
import { judgeTextProof, parseTextProof } from "../../../shared/verify/text-proof.ts"
import type { Env } from "../../../worker/host/env.ts"
import { newOffice, push, request } from "../push-fixture.ts"
import { FIRST, measure } from "../rows.ts"
import { verifyEd25519, withLog } from "./log-env.ts"

async function begun(): Promise<[Env]> {
  const [given, office] = [withLog(), newOffice()]
  await push(office, FIRST, given)
  await push(office, { rows: [measure("c"), measure("b", { issue: "แก้แล้ว" })] }, given)
  return [given]
}
const at = async (path: string, given: Env) => request(path, undefined, given)
const textAt = async (path: string, given: Env) => (await at(path, given)).text()

it("of a revision it holds under the log's key alone, with every public text of it", async () => {
  const [given] = await begun()
  const text = await textAt("/api/v1/pushes/2566/2.tlog-proof", given)
  const key = await textAt("/log/vkey", given)
  const judged = await judgeTextProof(text, { key, policy: undefined }, verifyEd25519)
  expect(judged.faults).toEqual([])
  expect(judged.entry).toMatchObject({ type: "push" })
  expect(judged.texts).toMatchObject([{ id: "m-cccccccc" }, { id: "m-bbbbbbbb" }])
  expect(judged.unproved).toContain("notNewest")
  const other = key.replace("/log+", "/other+")
  for (const wrong of [other, "x"])
    expect((await judgeTextProof(text, { key: wrong, policy: undefined }, verifyEd25519)).faults).not.toEqual(
      [],
    )
})

it("of a measure it holds its newest text and no other row's, and stays small", async () => {
  const [given] = await begun()
  const text = await textAt("/2566/measures/m-bbbbbbbb.tlog-proof", given)
  const { texts, faults } = await judgeTextProof(text, { key: undefined, policy: undefined }, verifyEd25519)
  expect([faults, texts]).toMatchObject([[], [{ id: "m-bbbbbbbb", issue: "แก้แล้ว" }]])
  expect(text.length).toBeLessThan(60_000)
  expect(parseLogProof(text)?.index).toBe(2)
})

it.each([
  [
    "a letter of the entry",
    (proof: string) => changed(proof, entry => ({ ...entry, entry: entry.entry.replace("2026", "2027") })),
  ],
  [
    "a text that was not signed",
    (proof: string) => changed(proof, entry => ({ ...entry, disclosures: [TEXT] })),
  ],
  ["its place", (proof: string) => proof.replace("index 2", "index 1")],
])("does not hold with %s changed", async (_, change) => {
  const [given] = await begun()
  const text = change(await textAt("/2566/measures/m-bbbbbbbb.tlog-proof", given))
  expect(
    (await judgeTextProof(text, { key: undefined, policy: undefined }, verifyEd25519)).faults,
  ).not.toEqual([])
})

const TEXT = btoa(JSON.stringify(["AAAAAAAAAAAAAAAAAAAAAA", { kind: "measure" }])).replace(/=+$/, "")
type Extra = { disclosures: string[]; entry: string }
function changed(proof: string, change: (extra: Extra) => Extra): string {
  const read = parseTextProof(proof)
  if (!read) throw new Error("no proof")
  const extra = JSON.stringify(change({ disclosures: [...read.disclosures], entry: read.entry }))
  return proof.replace(/^extra .*$/m, `extra ${btoa(extra)}`)
}

it("there is none of a text that was redacted, nor of what is not there", async () => {
  const [given] = await begun()
  const body = await (await at("/api/v1/pushes/2566/2", given)).arrayBuffer()
  const [, encoded = ""] = splitSdJwt(new TextDecoder().decode(body))?.disclosures ?? []
  await env.DB.prepare("INSERT INTO redaction (digest, redacted_at, reason) VALUES (?1, ?2, 'personal')")
    .bind(sha256Text(encoded), Date.now())
    .run()
  expect((await at("/2566/measures/m-bbbbbbbb.tlog-proof", given)).status).toBe(404)
  expect(await textAt("/api/v1/pushes/2566/2.tlog-proof", given)).not.toContain(encoded)
  for (const path of ["/2566/measures/m-zzzzzzzz.tlog-proof", "/api/v1/pushes/2566/9.tlog-proof"])
    expect((await at(path, given)).status).toBe(404)
})
