/** What other hands made: proofs that hold and that do not, notes and keys (`test/vectors/README.md` says whose they are). */
import { createPublicKey, verify } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { officeVerifier } from "../../../cli/verify/node-keys.ts"
import { checkpointText, parseCheckpoint } from "../../../shared/log/checkpoint.ts"
import { disclosureLines } from "../../../shared/log/disclosures.ts"
import { parseEntry } from "../../../shared/log/entry.ts"
import { handedOverBy } from "../../../shared/log/handover.ts"
import {
  formatNote,
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  signedBy,
  type VerifierKey,
  type VerifySignature,
} from "../../../shared/log/note.ts"
import { isConsistent, isIncluded } from "../../../shared/log/proof.ts"
import { entriesOfBundle, tileBytes } from "../../../shared/log/tile.ts"
import { appendTo, EMPTY_EDGE, edgeRoot, entryHash } from "../../../shared/log/tree.ts"
import { judgeActs } from "../../../shared/verify/acts.ts"
import { growTree } from "../../../shared/verify/tree.ts"

const VECTORS = join(import.meta.dirname, "../../vectors/log")
const linesOf = (name: string) =>
  readFileSync(join(VECTORS, name), "utf8")
    .trimEnd()
    .split("\n")
    .map(line => JSON.parse(line))
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"))

const verifyEd25519: VerifySignature = ({ publicKey }, message, signature) => {
  const x = Buffer.from(publicKey).toString("base64url")
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" })
  return verify(null, message, key, signature)
}

describe("proofs of transparency-dev/merkle", () => {
  it.each(linesOf("inclusion.jsonl"))(
    "inclusion $case: $holds",
    ({ index, size, entry, root, proof, holds }) => {
      const given = { index, size, entry: bytes(entry), root: bytes(root), proof: proof.map(bytes) }
      expect(isIncluded(given)).toBe(holds)
    },
  )

  it.each(linesOf("consistency.jsonl"))(
    "consistency $case: $holds",
    ({ before, size, beforeRoot, root, proof, holds }) => {
      const given = {
        before,
        size,
        beforeRoot: bytes(beforeRoot),
        root: bytes(root),
        proof: proof.map(bytes),
      }
      expect(isConsistent(given)).toBe(holds)
    },
  )
})

describe("notes of C2SP and Go", () => {
  it.each(linesOf("notes.jsonl"))("$case: $found", async ({ note, vkey, found }) => {
    const parsed = parseNote(note)
    const key = parseVerifierKey(vkey)
    if (!parsed || !key) return expect(found).toBe(parsed ? "noKey" : "noNote")
    expect(formatNote(parsed)).toBe(note)
    expect(formatVerifierKey(key)).toBe(vkey)
    expect(await signedBy(parsed, key, verifyEd25519)).toBe(found)
  })

  it("no piece of a vkey, and none with another letter, is a vkey", () => {
    const vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    expect(parseVerifierKey(vkey)?.name).toBe("PeterNeumann")
    for (let from = 0; from < vkey.length; from++)
      for (let to = from + 1; to <= vkey.length; to++)
        if (to - from < vkey.length) expect(parseVerifierKey(vkey.slice(from, to))).toBeUndefined()
    for (let at = 0; at < vkey.length; at++) {
      const other = String.fromCharCode(vkey.charCodeAt(at) + 1)
      expect(parseVerifierKey(vkey.slice(0, at) + other + vkey.slice(at + 1)), `${at}`).toBeUndefined()
    }
  })
})

describe("a checkpoint", () => {
  const text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

  it("of the specification reads, and is written the same", () => {
    const checkpoint = parseCheckpoint(text)
    expect(checkpoint).toMatchObject({
      origin: "example.com/behind-the-sofa",
      size: 20852163,
      extensions: [],
    })
    expect(checkpoint && checkpointText(checkpoint)).toBe(text)
    expect(parseCheckpoint(`${text}opaque\n`)?.extensions).toEqual(["opaque"])
  })

  it.each([
    ["a leading zero", text.replace("2085", "02085")],
    ["a sign", text.replace("2085", "+2085")],
    ["no line feed at its end", text.slice(0, -1)],
    ["an empty line", `${text}\n`],
    ["a root of 31 bytes", text.replace(/Cs.*=/, `${Buffer.alloc(31).toString("base64")}`)],
    ["spare bits in the root", text.replace("q2I=", "q2J=")],
    ["no origin", text.replace("example.com/behind-the-sofa", "")],
    ["a size that no program counts", text.replace("20852163", "99999999999999999")],
    ["two lines", text.split("\n").slice(0, 2).join("\n")],
  ])("with %s is none", (_, other) => expect(parseCheckpoint(other)).toBeUndefined())
})

it("lines of keys nobody asked about are carried as they came, ML-DSA among them", () => {
  const key: Omit<VerifierKey, "keyId"> = {
    name: "witness.example/w1",
    type: 6,
    publicKey: new Uint8Array(1312).fill(3),
  }
  const vkey = formatVerifierKey(key)
  expect(parseVerifierKey(vkey)).toMatchObject(key)
  expect(parseVerifierKey(formatVerifierKey({ ...key, publicKey: new Uint8Array(1311) }))).toBeUndefined()
  const blob = Buffer.concat([Buffer.from("01020304", "hex"), Buffer.alloc(2428, 7)]).toString("base64")
  const note = `text\n\n— witness.example/w1 ${blob}\n`
  expect(parseNote(note)?.signatures[0]).toMatchObject({ keyId: "01020304", name: "witness.example/w1" })
  expect(formatNote(parseNote(note) ?? { text: "", signatures: [] })).toBe(note)
})

describe("the example of the format", () => {
  const text = (name: string) => readFileSync(join(VECTORS, "example", name), "utf8")
  const entries = text("entries.jsonl").trimEnd().split("\n")
  const hashes = entries.map(each => entryHash(new TextEncoder().encode(each)))
  const key = parseVerifierKey(text("vkey").trimEnd())
  const checkpoints: { size: number; note: string }[] = linesOf("example/checkpoints.jsonl")
  const rootOf = (note: string) => parseCheckpoint(parseNote(note)?.text ?? "")?.root ?? new Uint8Array()
  const root = rootOf(text("checkpoint"))

  it("is what the description shows", () => {
    const format = readFileSync(join(import.meta.dirname, "../../../docs/format.md"), "utf8")
    expect(format).toContain(`\`\`\`checkpoint\n${text("checkpoint")}\`\`\``)
    expect(format).toContain(`\`\`\`entry\n${entries[4]}\n\`\`\``)
  })

  it("has entries of every type, each in its one spelling", () => {
    const types = entries.map(each => parseEntry(each)?.type)
    expect(types).toEqual(["key", "push", "heartbeat", "push", "redaction", "notices", "push"])
  })

  it("grows to each of its checkpoints, which its key signed", async () => {
    let edge = EMPTY_EDGE
    for (const [at, { size, note }] of checkpoints.entries()) {
      edge = appendTo(edge, hashes[at] ?? new Uint8Array()).edge
      const parsed = parseNote(note)
      expect(parsed && key && (await signedBy(parsed, key, verifyEd25519))).toBe("signed")
      expect([edge.size, edgeRoot(edge)]).toEqual([size, rootOf(note)])
    }
  })

  it("has the tiles and the bundle of its entries", () => {
    const [tile, bundle] = linesOf("example/tiles.jsonl").map(each => bytes(each.bytes))
    expect(tile).toEqual(tileBytes(hashes))
    expect(entriesOfBundle(bundle ?? new Uint8Array(), 7)).toEqual(
      entries.map(each => new TextEncoder().encode(each)),
    )
  })

  it("has the texts of its pushes, without the redacted one, a line for each entry", () => {
    const bodies: { body: string }[] = linesOf("example/pushes.jsonl")
    const lines = disclosureLines(text("disclosures"), 7) ?? []
    const pushed = entries.flatMap((each, at) => {
      const entry = parseEntry(each)
      return entry?.type === "push" ? [entry.jws + lines[at]] : []
    })
    expect(pushed).toEqual(bodies.map(({ body }) => body))
    expect(lines.filter(line => line === "")).toHaveLength(4)
  })

  it.each(linesOf("example/proofs.jsonl"))(
    "its proof of $index$before holds",
    ({ index, before, size, proof }) => {
      const hold =
        index === undefined
          ? isConsistent({
              before,
              beforeRoot: rootOf(checkpoints[before - 1]?.note ?? ""),
              size,
              root,
              proof: proof.map(bytes),
            })
          : isIncluded({
              index,
              size,
              entry: hashes[index] ?? new Uint8Array(),
              root,
              proof: proof.map(bytes),
            })
      expect(hold).toBe(true)
    },
  )
})

describe("a log whose keys changed", () => {
  const text = (name: string) => readFileSync(join(VECTORS, "keys", name), "utf8")
  const lines = text("entries.jsonl").trimEnd().split("\n")
  const entries = lines.map(line => parseEntry(line))
  const keys = entries.flatMap(each => (each?.type === "key" ? [each] : []))
  const found = JSON.parse(text("found.json"))

  it("has a checkpoint that both keys signed, of which the old one handed over to the new", async () => {
    const note = parseNote(text("checkpoint"))
    for (const name of ["vkey", "vkey-before"]) {
      const key = parseVerifierKey(text(name).trimEnd())
      expect(note && key && (await signedBy(note, key, verifyEd25519)), name).toBe("signed")
    }
    expect(await handedOverBy(text("vkey-before").trimEnd(), keys, verifyEd25519)).toEqual(
      found.handedOn ? [text("vkey-before").trimEnd()] : undefined,
    )
    expect(keys.at(-1)?.log).toBe(text("vkey").trimEnd())
  })

  it("proves of a key that was reported lost what it signed before, and names the rest", async () => {
    const hashes = lines.map(line => entryHash(new TextEncoder().encode(line)))
    const { rootAt } = growTree(hashes)
    expect(rootAt(lines.length)).toEqual(parseCheckpoint(parseNote(text("checkpoint"))?.text ?? "")?.root)
    const judged = await judgeActs(entries, String, {
      ...{ keys: keys.at(-1)?.office ?? [], verify: officeVerifier(), isLogged: true },
      ...{ rootAt, simulated: false },
    })
    expect(judged.faults).toEqual([])
    const lost = judged.lost.map(({ key, since, places }) => ({ key, since, entries: places.map(Number) }))
    expect([lost, judged.countersigned?.entries]).toEqual([found.lost, found.countersigned])
  })
})

it("a tree of counted entries has the roots that others are given", () => {
  let edge = EMPTY_EDGE
  for (const { size, root } of linesOf("growth.jsonl")) {
    if (size > 0) edge = appendTo(edge, entryHash(new TextEncoder().encode(String(size - 1)))).edge
    expect(edgeRoot(edge)).toEqual(bytes(root))
  }
})
