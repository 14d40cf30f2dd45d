/** A witness of our own, asked over HTTP: every answer of C2SP tlog-witness, and what it keeps. */
import { createHash, generateKeyPairSync, sign } from "node:crypto"
import { mkdtemp, readFile, rm, stat } from "node:fs/promises"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { verifyNote } from "../../../cli/verify/node-keys.ts"
import { witnessServer } from "../../../cli/witness/run-witness.ts"
import { openKey, openLogs, openWitness } from "../../../cli/witness/witness-state.ts"
import { cosignedBy } from "../../../shared/log/cosignature.ts"
import {
  formatNote,
  formatVerifierKey,
  keyIdOf,
  parseNote,
  parseVerifierKey,
  signedBy,
} from "../../../shared/log/note.ts"
import { formatSubmission } from "../../../shared/log/witness.ts"
import { type NaiveTree, naiveTree } from "../../shared/log/naive-tree.ts"

const ORIGIN = "record.example/log"
const NOW = Date.parse("2023-05-29T10:00:00+07:00")
const entries = Array.from({ length: 40 }, (_, at) => Buffer.from(`entry ${at}`))
const tree = naiveTree(entries)
const logKey = generateKeyPairSync("ed25519").privateKey
const vkeyOf = (key: typeof logKey, name = ORIGIN, type = 1) => {
  const publicKey = new Uint8Array(Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url"))
  return formatVerifierKey({ name, type, publicKey })
}

type Told = { of?: NaiveTree; key?: typeof logKey; origin?: string; root?: Uint8Array }

function noteOf(
  size: number,
  { of = tree, key = logKey, origin = ORIGIN, root = of.root(0, size) }: Told = {},
): string {
  const text = `${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`
  const own = parseVerifierKey(vkeyOf(key, origin))
  if (!own) throw new Error("no key")
  return formatNote({
    text,
    signatures: [
      { name: origin, keyId: keyIdOf(own), signature: new Uint8Array(sign(null, Buffer.from(text), key)) },
    ],
  })
}

let folder: string
let server: ReturnType<typeof witnessServer>
let vkey: string
let url: string

async function open(): Promise<void> {
  const key = await openKey(folder, "witness.example/w1")
  const witness = openWitness(folder, key, await openLogs(folder, vkeyOf(logKey)))
  vkey = witness.vkey
  server = witnessServer(witness, () => NOW)
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const close = () => new Promise<unknown>(resolve => server.close(resolve))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "witness-"))
  await open()
})
afterEach(async () => {
  await close()
  await rm(folder, { recursive: true })
})

const post = (body: string) => fetch(`${url}/add-checkpoint`, { method: "POST", body })
const add = (old: number, size: number, note = noteOf(size)) =>
  post(formatSubmission({ old, proof: old === 0 ? [] : tree.proof(old, 0, size), note }))

it("signs what goes on, with its time, so that anybody can hold it against its key", async () => {
  for (const [old, size] of [
    [0, 7],
    [7, 7],
    [7, 8],
    [8, 40],
  ] as const) {
    const answer = await add(old, size)
    expect(answer.status).toBe(200)
    const lines = await answer.text()
    expect(lines).toMatch(/^— witness\.example\/w1 \S+\n$/)
    const note = parseNote(`${noteOf(size)}${lines}`)
    const key = parseVerifierKey(vkey)
    expect(note && key && (await cosignedBy(note, key, verifyNote))).toMatchObject({
      found: "signed",
      at: NOW / 1000,
    })
  }
})

it("answers a size that is not its own with its own, as the protocol types it", async () => {
  await add(0, 7)
  for (const old of [0, 3, 8]) {
    const answer = await add(old, 9)
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([409, "text/x.tlog.size"])
    expect(await answer.text()).toBe("7\n")
  }
})

const fork = naiveTree(entries.with(2, Buffer.from("another")))
const other = generateKeyPairSync("ed25519").privateKey
it("of a log whose key is changed signs what either key signs, and goes on under the new one once it is told of it", async () => {
  const both = `${noteOf(9, { key: other })}${noteOf(9).split("\n\n")[1]}`
  expect((await add(0, 9, both)).status).toBe(200)
  expect((await add(9, 10, noteOf(10, { key: other }))).status).toBe(403)
  await close()
  await openLogs(folder, vkeyOf(other))
  await open()
  expect((await add(9, 10, noteOf(10, { key: other }))).status).toBe(200)
})

const doubled = `${noteOf(9)}${noteOf(9, { of: fork }).split("\n\n")[1]}`
it.each([
  ["a body that is none", 400, () => "old 0\nx\n"],
  [
    "an old size with a zero before it",
    400,
    () => formatSubmission({ old: 7, proof: [], note: noteOf(7) }).replace("7", "07"),
  ],
  ["a hash that is none", 400, () => `old 7\nAAAA\n\n${noteOf(9)}`],
  [
    "more than 63 hashes",
    400,
    () => formatSubmission({ old: 7, proof: Array(64).fill(tree.root(0, 1)), note: noteOf(9) }),
  ],
  ["an old size over the checkpoint's", 400, () => formatSubmission({ old: 10, proof: [], note: noteOf(9) })],
  [
    "a log it does not know",
    404,
    () => formatSubmission({ old: 0, proof: [], note: noteOf(9, { origin: "other/log" }) }),
  ],
  ["another key", 403, () => formatSubmission({ old: 7, proof: [], note: noteOf(9, { key: other }) })],
  [
    "a good line and a bad one of its key",
    403,
    () => formatSubmission({ old: 7, proof: tree.proof(7, 0, 9), note: doubled }),
  ],
  [
    "a proof of another tree",
    422,
    () => formatSubmission({ old: 7, proof: tree.proof(7, 0, 9), note: noteOf(9, { of: fork }) }),
  ],
  [
    "another root of the same size",
    422,
    () => formatSubmission({ old: 7, proof: [], note: noteOf(7, { of: fork }) }),
  ],
  ["a proof too much", 422, () => formatSubmission({ old: 7, proof: tree.proof(7, 0, 9), note: noteOf(7) })],
])("refuses %s with %i, and keeps what it had", async (_, status, body) => {
  await add(0, 7)
  expect((await post(body())).status).toBe(status)
  expect(await (await add(3, 9)).text()).toBe("7\n")
})

it("signs an empty tree only with the root of none", async () => {
  const root = new Uint8Array(32)
  expect((await post(formatSubmission({ old: 0, proof: [], note: noteOf(0, { root }) }))).status).toBe(422)
  expect((await post(formatSubmission({ old: 0, proof: [tree.root(0, 1)], note: noteOf(9) }))).status).toBe(
    422,
  )
  expect((await add(0, 0)).status).toBe(200)
})

it("serves its newest to monitors, with the log's signature and its own, and keeps it when it is opened again", async () => {
  const path = `/${createHash("sha256").update(ORIGIN).digest("hex")}/checkpoint`
  expect((await fetch(url + path)).status).toBe(404)
  await add(0, 7)
  await close()
  await open()
  const text = await (await fetch(url + path)).text()
  const note = parseNote(text)
  const [log, own] = [parseVerifierKey(vkeyOf(logKey)), parseVerifierKey(vkey)]
  if (!note || !log || !own) throw new Error(text)
  expect([await signedBy(note, log, verifyNote), (await cosignedBy(note, own, verifyNote)).found]).toEqual([
    "signed",
    "signed",
  ])
  expect((await add(0, 40)).status).toBe(409)
  expect((await stat(join(folder, "witness-key.json"))).mode & 0o077).toBe(0)
  expect(await (await fetch(`${url}/vkey`)).text()).toBe(`${vkey}\n`)
})

it("of many at once from one size signs one, and never falls back", async () => {
  await add(0, 7)
  const answers = await Promise.all([8, 9, 12, 20, 39].map(size => add(7, size)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(4)
})

it("does not begin anew over a checkpoint that is damaged", async () => {
  await add(0, 7)
  const name = `${createHash("sha256").update(ORIGIN).digest("hex")}.checkpoint`
  const { writeFile } = await import("node:fs/promises")
  await writeFile(join(folder, name), "x")
  expect((await add(0, 9)).status).toBe(500)
  expect(await readFile(join(folder, name), "utf8")).toBe("x")
})
