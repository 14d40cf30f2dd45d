/**
 * Gives an office's Google side to another account. What APIs can do is done; what only a person can is said, and the
 * next run goes on behind it. The order keeps the office publishing: the old key stays known until the new one is heard.
 */

import { rm } from "node:fs/promises"
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { parseInstallNote } from "../../shared/sheet/install-note.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import type { LoginOptions } from "../command/office-options.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { type GoogleClients, logIn } from "../office/google-login.ts"
import { accountOf, type Installation, installationOf, saveInstallation } from "../office/installation.ts"
import { endOldKeys, retireKey } from "../office/keys.ts"
import { readInstallNotes } from "../provision/found.ts"
import { acceptSheet, giveSheet, ownerOf, removeAccess } from "./give-sheet.ts"

type HandoverOptions = LoginOptions & {
  readonly to: string
  /** Sheets that the new account copied, by their year. */
  readonly copies: ReadonlyMap<number, string> | undefined
  readonly data: string
  readonly json: boolean
}

/** Exit code: 0 the old account holds nothing, 1 something is left for a person. @throws CommandError */
export async function runHandover(
  { to, copies, data, json, auth, google }: HandoverOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const { env, now, pollMs } = surroundings(given)
  const installation = await installationOf(data)
  const { clients } = await logIn({ google, file: auth, env })
  const account = await accountOf(clients)
  const result = await handOver(
    { folder: data, installation, to, copies: copies ?? new Map() },
    { clients, account, now: now(), pollMs, log: progressOf(io) },
  )
  printResult(io, json, { value: result, text: () => resultText(result) })
  return result.outcome === "done" ? 0 : 1
}

function resultText(result: HandoverResult): string {
  if (result.outcome === "done")
    return "ส่งมอบเสร็จ บัญชีเดิมไม่ถือตารางและกุญแจที่ Worker รับ สั่ง npx sujarit deploy ให้ Worker เลิกรับกุญแจเก่า แล้ว npx sujarit doctor / done: run deploy, so that the Worker takes nothing more from the old key, then doctor\n"
  const steps = result.left.map((text, at) => `${at + 1}. ${text}\n`)
  return `ยังเหลือขั้นตอนที่ต้องทำด้วยมือ / what is left for a person:\n\n${steps.join("")}`
}

type HandoverResult =
  | { readonly outcome: "waiting"; readonly left: readonly string[] }
  | { readonly outcome: "done" }

type HandoverDeps = {
  readonly clients: GoogleClients
  /** The account that is logged in. */
  readonly account: string
  /** Epoch milliseconds. */
  readonly now: number
  /** The pause that waiting counts in. */
  readonly pollMs: number
  readonly log: (text: string) => void
}

type Handover = {
  readonly folder: string
  readonly installation: Installation
  /** The new account. */
  readonly to: string
  readonly copies: ReadonlyMap<number, string>
}

async function handOver(handover: Handover, deps: HandoverDeps): Promise<HandoverResult> {
  const { folder, installation, to } = handover
  const state = await beginHandover(folder, { from: installation.owner, to })
  if (deps.account !== state.from && deps.account !== to)
    throw new CommandError(
      `ตอนนี้เข้าสู่ระบบด้วย ${deps.account} ให้เข้าสู่ระบบด้วย ${state.from} หรือ ${to} / log in as one of these two accounts`,
    )
  // The last look is either account's: the old one may take itself out.
  if (installation.owner === to) return finish(folder, installation, state, deps)
  return deps.account === to ? takeOver(handover, deps) : giveAway(installation, state, deps)
}

/** The old account's part: the sheets become the other's. The script's project and its triggers no API takes away. */
async function giveAway(
  { years, scriptId }: Installation,
  { to }: HandoverState,
  { clients, pollMs, log }: HandoverDeps,
): Promise<HandoverResult> {
  const refused: string[] = []
  for (const { fiscalYear, spreadsheetId } of years) {
    if ((await ownerOf(clients, spreadsheetId)) === to) continue
    const given = await giveSheet(clients, { fileId: spreadsheetId, to, pollMs })
    if (given.kind === "given") log(`โอนตารางปี ${fiscalYear} แล้ว / the year's sheet is transferred`)
    else refused.push(`ปี ${fiscalYear}: ${given.text}`)
  }
  const project = `https://script.google.com/home/projects/${scriptId ?? ""}/edit`
  return {
    outcome: "waiting",
    left: [
      ...refused,
      `เรียก uninstall ที่ ${project} แล้วลบโครงการนั้น (มีกุญแจลับอยู่ในคุณสมบัติของสคริปต์) / run uninstall, then delete the project: its properties hold the private key`,
      `เข้าสู่ระบบด้วย ${to} แล้วสั่งคำสั่งนี้อีกครั้ง / log in as the new account and run this again`,
    ],
  }
}

/** The new account's part: the folder becomes its own, with no project yet and the old key set aside. */
async function takeOver(
  { folder, installation, to, copies }: Handover,
  { clients, now, pollMs }: HandoverDeps,
): Promise<HandoverResult> {
  const left: string[] = []
  const years: Installation["years"] = []
  for (const { fiscalYear, spreadsheetId } of installation.years) {
    const fileId = copies.get(fiscalYear) ?? spreadsheetId
    years.push({ fiscalYear, spreadsheetId: fileId })
    if ((await ownerOf(clients, fileId)) === to) continue
    const given = await acceptSheet(clients, { fileId, to, pollMs })
    if (given.kind === "left") left.push(`ปี ${fiscalYear}: ${given.text}`)
  }
  if (left.length > 0)
    return {
      outcome: "waiting",
      left: [
        ...left,
        "ตารางยังไม่เป็นของบัญชีนี้ครบทุกปี ให้บัญชีเดิมสั่งคำสั่งนี้ก่อน แล้วทำตามข้อข้างบน / not every sheet is this account's yet: the old account runs this first, then the steps above",
      ],
    }
  await retireKey(folder, { now, isLeaked: false })
  const { scriptId: _old, ...rest } = installation
  await saveInstallation(folder, { ...rest, years, owner: to })
  return {
    outcome: "waiting",
    left: [
      "สั่ง npx sujarit deploy ทำตามขั้นที่แสดง แล้วสั่งคำสั่งนี้อีกครั้ง / run deploy, do its steps, then run this again",
    ],
  }
}

/**
 * Once every sheet says that the new account installed with the new key, the old one signs nothing more. Its public half
 * stays listed: what it signed before must still find its key.
 */
async function finish(
  folder: string,
  { keyId, years }: Installation,
  { from, to }: HandoverState,
  { clients, now, pollMs, log }: HandoverDeps,
): Promise<HandoverResult> {
  const left: string[] = []
  for (const { fiscalYear, spreadsheetId } of years) {
    const installNotes = await readInstallNotes(clients.sheets, spreadsheetId)
    const notes = installNotes.flatMap(({ value }) => parseInstallNote(value) ?? [])
    if (!notes.some(note => note.by.toLowerCase() === to && note.kid === keyId))
      left.push(`ปี ${fiscalYear}: ${to} ยังไม่ได้เรียก install ด้วยกุญแจใหม่ / install was not run with the new key`)
    if (notes.some(note => note.by.toLowerCase() === from))
      left.push(`ปี ${fiscalYear}: ${from} ยังไม่ได้เรียก uninstall / the old account has not run uninstall`)
  }
  if (left.length > 0) return { outcome: "waiting", left }
  for (const { spreadsheetId: fileId } of years) {
    const step = await removeAccess(clients, { fileId, from, pollMs })
    if (step !== undefined) left.push(step)
  }
  if (left.length > 0) return { outcome: "waiting", left }
  log(`${from} เปิดแก้ตารางไม่ได้แล้ว / the old account can no longer edit`)
  await endOldKeys(folder, now)
  await rm(join(folder, "keys-old.json"), { force: true })
  await endHandover(folder)
  return { outcome: "done" }
}

const schema = z.strictObject({ from: z.string(), to: z.string() })
type HandoverState = z.infer<typeof schema>

const FILE = "handover.json"

/** @throws CommandError for a handover to somebody else that is not finished, and for a damaged file */
async function beginHandover(folder: string, wanted: HandoverState): Promise<HandoverState> {
  const file = join(folder, FILE)
  const text = await readIfThere(file)
  if (text === undefined) {
    if (wanted.from === wanted.to)
      throw new CommandError(
        `สำนักงานนี้เป็นของ ${wanted.to} อยู่แล้ว ไม่มีอะไรต้องส่งมอบ / the office is this account's already`,
      )
    await writeFileAtomic(file, `${JSON.stringify(wanted)}\n`, { mode: 0o600 })
    return wanted
  }
  const known = parse(file, text)
  if (known.to === wanted.to) return known
  throw new CommandError(
    `กำลังส่งมอบให้ ${known.to} ค้างอยู่ ให้ทำต่อจนเสร็จด้วย --to ${known.to} / a handover to another account was begun: finish that one`,
  )
}

async function endHandover(folder: string): Promise<void> {
  await rm(join(folder, FILE), { force: true })
}

function parse(file: string, text: string): HandoverState {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new CommandError(`${file} เสียหาย ให้ลบไฟล์นี้แล้วสั่งใหม่ / damaged: delete it and run this again`)
  }
}
