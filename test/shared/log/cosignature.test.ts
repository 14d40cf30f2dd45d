/** What witnesses sign, whom a policy counts, and proofs of one entry: as C2SP writes them. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto"
import { ml_dsa44 } from "@noble/post-quantum/ml-dsa.js"
import { describe, expect, it } from "vitest"
import { verifyNote } from "../../../cli/verify/node-keys.ts"
import { cosignedBy, cosignedMessage, timedSignature } from "../../../shared/log/cosignature.ts"
import {
  formatNote,
  formatVerifierKey,
  keyIdOf,
  type NoteSignature,
  parseNote,
  parseVerifierKey,
  SIGNATURE_TYPES,
  type VerifierKey,
} from "../../../shared/log/note.ts"
import { hasQuorum, parsePolicy } from "../../../shared/log/policy.ts"
import { formatLogProof, parseLogProof, provesEntry } from "../../../shared/log/tlog-proof.ts"
import { naiveTree } from "./naive-tree.ts"

/** The example of C2SP tlog-cosignature. */
const TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
const LINE =
  "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
const AT = 1679315147
const utf8 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("latin1")

type Signer = { readonly key: VerifierKey; readonly sign: (message: Uint8Array) => Uint8Array }

function edSigner(name: string, privateKey: KeyObject = generateKeyPairSync("ed25519").privateKey): Signer {
  const publicKey = new Uint8Array(Buffer.from(privateKey.export({ format: "jwk" }).x ?? "", "base64url"))
  const own = { name, type: SIGNATURE_TYPES.cosignature, publicKey }
  return {
    key: { ...own, keyId: keyIdOf(own) },
    sign: message => new Uint8Array(sign(null, message, privateKey)),
  }
}

function mldsaSigner(name: string): Signer {
  const { publicKey, secretKey } = ml_dsa44.keygen(new Uint8Array(32).fill(5))
  const own = { name, type: SIGNATURE_TYPES.mldsaCosignature, publicKey }
  return { key: { ...own, keyId: keyIdOf(own) }, sign: message => ml_dsa44.sign(message, secretKey) }
}

function lineOf({ key, sign: signed }: Signer, text = TEXT, at = AT): NoteSignature {
  const message = cosignedMessage({ ...key, text, at })
  return {
    name: key.name,
    keyId: key.keyId,
    signature: timedSignature(at, signed(message ?? new Uint8Array())),
  }
}

describe("a cosignature", () => {
  it("is read as the specification's example has it, with its time", async () => {
    const note = parseNote(`${TEXT}\n${LINE}`)
    expect(note?.signatures).toHaveLength(1)
    const { keyId = "", name = "" } = note?.signatures[0] ?? {}
    expect([keyId, name]).toEqual(["8d66cf3f", "witness.example.com/w1"])
    const view = new DataView((note?.signatures[0]?.signature ?? new Uint8Array()).buffer)
    expect(Number(view.getBigUint64(0))).toBe(AT)
  })

  it("signs two lines before the checkpoint, or the structure of an ML-DSA key", () => {
    const key = { name: "witness.example.com/w1", text: TEXT, at: AT }
    expect(utf8(cosignedMessage({ ...key, type: 4 }))).toBe(`cosignature/v1\ntime 1679315147\n${TEXT}`)
    const root = Buffer.from("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", "base64").toString("latin1")
    expect(utf8(cosignedMessage({ ...key, type: 6 }))).toBe(
      `subtree/v1\n\0\x16witness.example.com/w1\0\0\0\0\x64\x18\x50\xcb\x1bexample.com/behind-the-sofa${"\0".repeat(8)}\0\0\0\0\x01\x3e\x2d\xc3${root}`,
    )
    expect(cosignedMessage({ ...key, type: 1 })).toBeUndefined()
    expect(cosignedMessage({ ...key, type: 4, text: "no checkpoint\n" })).toBeUndefined()
  })

  it.each([edSigner("witness.example/w1"), mldsaSigner("witness.example/w2")])(
    "holds under its key alone, over its text and time alone ($key.name)",
    async signer => {
      const line = lineOf(signer)
      const found = async (text: string, signature: Uint8Array, key = signer.key) =>
        (await cosignedBy({ text, signatures: [{ ...line, signature }] }, key, verifyNote)).found
      expect(await cosignedBy({ text: TEXT, signatures: [line] }, signer.key, verifyNote)).toMatchObject({
        found: "signed",
        at: AT,
      })
      expect(await found(TEXT.replace("20852163", "20852164"), line.signature)).toBe("wrong")
      for (const at of [0, 7, 8, line.signature.length - 1])
        expect(
          await found(
            TEXT,
            line.signature.map((byte, index) => (index === at ? byte ^ 1 : byte)),
          ),
        ).toBe("wrong")
      expect(await found(TEXT, line.signature.slice(0, -1))).toBe("wrong")
      expect(await found(TEXT, line.signature, edSigner("witness.example/w1").key)).toBe("absent")
    },
  )

  it("is carried beside those of keys that are not known", async () => {
    const signer = edSigner("witness.example/w1")
    const note = `${formatNote({ text: TEXT, signatures: [lineOf(signer)] })}${LINE}`
    const parsed = parseNote(note)
    expect(parsed && formatNote(parsed)).toBe(note)
    expect((await cosignedBy(parsed ?? { text: "", signatures: [] }, signer.key, verifyNote)).found).toBe(
      "signed",
    )
  })

  it("has a vkey of either kind, which is read back", () => {
    for (const { key } of [edSigner("w.example/1"), mldsaSigner("w.example/2")])
      expect(parseVerifierKey(formatVerifierKey(key))).toEqual(key)
  })
})

describe("a policy", () => {
  const vkeys = Array.from({ length: 5 }, (_, at) => formatVerifierKey(edSigner(`w.example/${at}`).key))
  const lines = vkeys.map((vkey, at) => `witness X${at} ${vkey} https://w.example/${at}/`)
  const text = [
    "# of two hands",
    `log ${formatVerifierKey({ name: "a/log", type: 1, publicKey: new Uint8Array(32) })}`,
    ...lines,
    "group A 2 X0 X1 X2",
    "\tgroup  B any X3 X4 ",
    "group both all A B",
    "quorum both",
    "",
  ].join("\n")

  it("counts groups of groups as its specification does", () => {
    const policy = parsePolicy(text)
    expect(policy.witnesses.map(({ url }) => url)).toEqual(vkeys.map((_, at) => `https://w.example/${at}`))
    const met = (...names: string[]) => hasQuorum(policy, new Set(names))
    expect([met("X0", "X1", "X3"), met("X0", "X3"), met("X0", "X1"), met("X0", "X1", "X2")]).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(hasQuorum(parsePolicy("quorum none\n"), new Set())).toBe(true)
  })

  it.each([
    ["no quorum", "witness X0 KEY"],
    ["two quorums", "quorum none\nquorum none"],
    ["a quorum of nobody", "quorum X"],
    ["a name twice", "witness X0 KEY\nwitness X0 OTHER\nquorum none"],
    ["a key twice", "witness X0 KEY\nwitness X1 KEY\nquorum none"],
    ["the name none", "witness none KEY\nquorum none"],
    ["a member of two groups", "witness X0 KEY\ngroup A any X0\ngroup B any X0\nquorum none"],
    ["a threshold over its members", "witness X0 KEY\ngroup A 2 X0\nquorum A"],
    ["a group of nothing", "group A all\nquorum A"],
    ["a member not known yet", "group A any X0\nwitness X0 KEY\nquorum A"],
    ["a log's key for a witness", "witness X0 LOG\nquorum none"],
    ["a word it does not know", "wittness X0 KEY\nquorum none"],
  ])("is refused for %s", (_, written) => {
    const log = formatVerifierKey({ name: "a/log", type: 1, publicKey: new Uint8Array(32) })
    const made = written
      .replaceAll("KEY", vkeys[0] ?? "")
      .replace("OTHER", vkeys[1] ?? "")
      .replace("LOG", log)
    expect(() => parsePolicy(`${made}\n`)).toThrow()
  })
})

describe("a proof of an entry", () => {
  const entries = Array.from({ length: 9 }, (_, at) => Buffer.from(`entry ${at}`))
  const tree = naiveTree(entries)
  const root = Buffer.from(tree.root(0, 9)).toString("base64")
  const privateKey = createPrivateKey({
    key: Buffer.from(`302e020100300506032b657004220420${"07".repeat(32)}`, "hex"),
    format: "der",
    type: "pkcs8",
  })
  const text = `example.com/log\n9\n${root}\n`
  const note = formatNote({ text, signatures: [lineOf(edSigner("w.example/1", privateKey), text)] })

  it("is written as its specification has it, and read back", () => {
    const proof = { extra: Buffer.from("more"), index: 5, hashes: tree.path(5, 0, 9), note }
    const written = formatLogProof(proof)
    expect(written.split("\n").slice(0, 3)).toEqual(["c2sp.org/tlog-proof@v1", "extra bW9yZQ==", "index 5"])
    expect(written.endsWith(`\n\n${note}`)).toBe(true)
    const read = parseLogProof(written)
    expect(read && formatLogProof(read)).toBe(written)
    const bare = formatLogProof({ ...proof, extra: undefined, index: 0, hashes: [] })
    expect(bare).toBe(`c2sp.org/tlog-proof@v1\nindex 0\n\n${note}`)
    expect(parseLogProof(bare)).toMatchObject({ index: 0, hashes: [] })
  })

  it("proves its entry, at its place, and no other", () => {
    for (const [index, entry] of entries.entries()) {
      const proof = { extra: undefined, index, hashes: tree.path(index, 0, 9), note }
      expect(provesEntry(proof, entry)).toBe(true)
      expect(provesEntry(proof, Buffer.from("another"))).toBe(false)
      expect(provesEntry({ ...proof, index: (index + 1) % 9 }, entry)).toBe(false)
    }
  })

  it.each([
    "wrong-header\nindex 0\n\nx\n",
    "c2sp.org/tlog-proof@v1\n",
    "c2sp.org/tlog-proof@v1\nindex 01\n\nx\n",
    "c2sp.org/tlog-proof@v1\nindex\n\nx\n",
    "c2sp.org/tlog-proof@v1\nextra !!\nindex 0\n\nx\n",
    "c2sp.org/tlog-proof@v1\nindex 0\nextra bW9yZQ==\n\nx\n",
    "c2sp.org/tlog-proof@v1\nindex 0\nshort\n\nx\n",
  ])("is none: %j", written => expect(parseLogProof(written)).toBeUndefined())
})
