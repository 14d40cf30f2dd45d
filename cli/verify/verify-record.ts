/** `sujarit verify`: a record judged by what it serves to everybody, and against what was kept of it. */
import { existsSync } from "node:fs"
import { mkdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { parse } from "csv-parse/sync"
import writeFileAtomic from "write-file-atomic"
import { entryText } from "../../shared/log/entry.ts"
import { parsePolicy, type WitnessPolicy } from "../../shared/log/policy.ts"
import { type Door, digestsBy } from "../../shared/verify/door.ts"
import { FAULTS, UNPROVED } from "../../shared/verify/fault.ts"
import { parseSeen, type Seen } from "../../shared/verify/seen.ts"
import { type Asked, type Verdict, verifyRecord } from "../../shared/verify/verdict.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { NODE_CODEC, NODE_SHA256, readUtf8 } from "../record/node-codec.ts"
import { judgeBundle } from "./judge-bundle.ts"
import { officeVerifier, verifyNote } from "./node-keys.ts"
import type { OpenedBundle, PackedBundle } from "./open-bundle.ts"
import { addressReader } from "./read-address.ts"
import { verdictText } from "./verdict-text.ts"
import { isProof, verifyProof } from "./verify-proof.ts"

export type VerifyOptions = {
  readonly record: string
  readonly since: string | undefined
  readonly key: string | undefined
  readonly keep: string | undefined
  readonly policy: string | undefined
  readonly json: boolean
}

/** Requests that are open at once. */
const WIDTH = 4
const KEPT_CHECKPOINT = "checkpoint"
const KEPT_KEY = "vkey"
const KEPT_REDACTIONS = "redactions.jsonl"

/** Exit code: 0 all holds, 1 something does not. @throws CommandError where it could not be read */
export async function verify(
  options: VerifyOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const { record: path, since, keep, json } = options
  if (/^https?:\/\//.test(path)) return verifyAddress(options, io, given)
  if (!existsSync(path)) throw new CommandError(notThere(path))
  const text = path.endsWith(".tlog-proof") ? await readFile(path, "utf8") : ""
  if (isProof(text)) {
    const policy = options.policy === undefined ? undefined : await policyIn(options.policy)
    return verifyProof(text, { key: options.key, policy, json }, io)
  }
  const { unpackedBundle } = await import("./open-bundle.ts")
  const bundle = path.endsWith(".zip") ? await readFile(path) : await unpackedBundle(path)
  if (bundle) return verifyBundle(bundle, options, io)
  const seen = await seenIn(since, keep)
  return (await import("./verify-file.ts")).verifyFile({ path, seen, json }, io, surroundings(given))
}

function notThere(path: string): string {
  return `ไม่พบไฟล์หรือโฟลเดอร์ ${path} ตรวจชื่อ ถ้าเป็นที่อยู่เว็บ ให้ขึ้นต้นด้วย https:// (ของเครื่องนี้ http://) / no such file or folder: check the name; an address begins with https:// (http:// on this machine)`
}

async function verifyAddress(
  options: VerifyOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const { record, keep } = options
  assertSafe(record)
  const asked = await askedBy(options)
  const judge = (kept: string | undefined) => {
    const get = addressReader(record.replace(/\/+$/, ""), surroundings(given).fetch, kept)
    return verifyRecord(doorOf(get, progressOf(io)), asked)
  }
  const first = await judge(keep)
  // Of a log that was made anew what is kept fits no more: what is served now is judged by itself.
  const verdict = keep !== undefined && first.faults.length > 0 ? await judge(undefined) : first
  assertRecord(verdict, record)
  // What does not hold must not become what the next run believes.
  if (keep !== undefined && verdict.faults.length === 0) await saveSeen(keep, verdict)
  return printVerdict(io, options.json, verdict)
}

/** What an auditor kept: what `sujarit bundle` made, or a site. */
async function verifyBundle(packed: PackedBundle, options: VerifyOptions, io: CommandIo): Promise<number> {
  const { openBundle } = await import("./open-bundle.ts")
  const bundle = openBundle(packed, options.record)
  return printVerdict(io, options.json, await judgeOpened(bundle, await askedBy(options), progressOf(io)))
}

export function judgeOpened(
  bundle: OpenedBundle,
  asked: Asked,
  tell: (text: string) => void,
): Promise<Verdict> {
  const ofYear = { ...asked, onlyYear: bundle.fiscalYear }
  return judgeBundle(bundle, get => verifyRecord(doorOf(get, tell), ofYear))
}

/** Exit code: 0 all holds, 1 something does not. */
function printVerdict(io: CommandIo, json: boolean, verdict: Verdict): number {
  printResult(io, json, { value: jsonOf(verdict), text: () => verdictText(verdict) })
  return verdict.faults.length === 0 ? 0 : 1
}

async function askedBy({ since, key, keep, policy }: VerifyOptions): Promise<Asked> {
  return {
    keptKey: key ?? (keep === undefined ? undefined : await readIfThere(join(keep, KEPT_KEY))),
    seen: await seenIn(since, keep),
    policy: policy === undefined ? undefined : await policyIn(policy),
  }
}

export function doorOf(get: Door["get"], tell: (text: string) => void): Door {
  return {
    ...{ get, readCsv, readText: readUtf8, width: WIDTH },
    ...{ verifyLog: verifyNote, verifyOffice: officeVerifier(), sha256: NODE_SHA256, codec: NODE_CODEC },
    digests: digestsBy(NODE_CODEC),
    tell: (done, of) => {
      if (done % 100 === 0) tell(`${done}/${of}`)
    },
  }
}

export function jsonOf({ faults, unproved, ...verdict }: Verdict) {
  const words = ([thai, english]: readonly [string, string]) => ({ thai, english })
  return {
    holds: faults.length === 0,
    ...verdict,
    faults: faults.map(fault => ({ ...fault, ...words(FAULTS[fault.code]) })),
    unproved: unproved.map(code => ({ code, ...words(UNPROVED[code]) })),
  }
}

/** What comes over an open network anybody on the way could have made. */
export function assertSafe(record: string): void {
  const { protocol, hostname } = URL.canParse(record) ? new URL(record) : { protocol: "", hostname: "" }
  if (protocol === "https:" || ["127.0.0.1", "[::1]", "localhost"].includes(hostname)) return
  throw new CommandError("ใช้ที่อยู่ https / an https address, or one of this machine")
}

function assertRecord({ counts, checkpoint }: Verdict, record: string): void {
  if (counts.pushes > 0 || checkpoint !== undefined) return
  throw new CommandError(
    `ที่ ${record} ไม่มีบันทึกที่ประกาศแล้ว ตรวจที่อยู่ / no record is published at that address: check it`,
  )
}

/** What was typed may be a file or the words themselves; what this command kept is compared with each time. */
async function seenIn(since: string | undefined, keep: string | undefined): Promise<Seen | undefined> {
  const kept = keep === undefined ? undefined : await readIfThere(join(keep, KEPT_CHECKPOINT))
  const typed = since === undefined ? undefined : ((await readIfThere(since).catch(() => undefined)) ?? since)
  const seen = [typed, kept].flatMap(text => (text === undefined ? [] : [parseSeen(text)]))
  if (seen.includes(undefined))
    throw new CommandError(
      "--since ไม่มีจุดตรวจหรือค่าตรวจสอบ ให้วางทั้งบรรทัดจากอีเมล หรือชื่อไฟล์ที่เก็บ /log/checkpoint ไว้ / it has no checkpoint and no hash: paste the whole line of a mail, or name a file that keeps /log/checkpoint",
    )
  if (seen.length === 0) return undefined
  return {
    trees: seen.flatMap(each => each?.trees ?? []),
    heads: seen.flatMap(each => each?.heads ?? []),
    hashes: seen.flatMap(each => each?.hashes ?? []),
  }
}

/** @throws CommandError that names the line */
async function policyIn(path: string): Promise<WitnessPolicy> {
  try {
    return parsePolicy((await readIfThere(path)) ?? "")
  } catch (cause) {
    throw new CommandError(
      `--policy ${path}: อ่านไม่ได้ตามรูปแบบ C2SP tlog-policy / not a policy as C2SP tlog-policy has it: ${cause instanceof Error ? cause.message : ""}`,
    )
  }
}

/** Redactions too: whoever restores a backup has to know them, and the site may be gone by then. */
async function saveSeen(keep: string, { checkpoint, vkey, redactions }: Verdict): Promise<void> {
  await mkdir(keep, { recursive: true })
  await writeFileAtomic(join(keep, KEPT_REDACTIONS), redactions.map(each => `${entryText(each)}\n`).join(""))
  if (checkpoint !== undefined) await writeFileAtomic(join(keep, KEPT_CHECKPOINT), checkpoint)
  if (vkey !== undefined) await writeFileAtomic(join(keep, KEPT_KEY), vkey)
}

function readCsv(text: string): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true })
  } catch {
    return []
  }
}
