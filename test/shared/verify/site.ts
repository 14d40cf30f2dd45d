/** A small office and what it serves to everybody, so that each part of it can be changed as somebody who holds it could. */
import {
  createPrivateKey,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
} from "node:crypto"
import { NODE_CODEC, NODE_SHA256, readUtf8 } from "../../../cli/record/node-codec.ts"
import { officeVerifier, verifyEd25519 } from "../../../cli/verify/node-keys.ts"
import { movesOf } from "../../../shared/due/move.ts"
import { checkpointText } from "../../../shared/log/checkpoint.ts"
import { entryText, instantOf, type LogEntry } from "../../../shared/log/entry.ts"
import { formatNote, formatVerifierKey, keyIdOf } from "../../../shared/log/note.ts"
import { bundleBytes, tileAt, tileBytes, tilePath } from "../../../shared/log/tile.ts"
import { appendTo, EMPTY_EDGE, edgeRoot, entryHash } from "../../../shared/log/tree.ts"
import { GENESIS, PUSH_JWT_TYPE, stateOf } from "../../../shared/push/payload.ts"
import { disclose, type Hash, serializeSdJwt, sha256Text, signingInput } from "../../../shared/push/sd-jwt.ts"
import { signedHeader } from "../../../shared/push/signed-request.ts"
import { groupBy } from "../../../shared/record/group.ts"
import type { Look } from "../../../shared/record/look.ts"
import { type Entry, foldRecord, type WholeRecord } from "../../../shared/record/record.ts"
import { rowName } from "../../../shared/row/name.ts"
import type { Row } from "../../../shared/row/row.ts"
import { addressesOfAll, addressesOfYear } from "../../../shared/verify/addresses.ts"
import { type Door, digestsBy } from "../../../shared/verify/door.ts"
import { calendarEvents } from "../../../shared/view/calendar.ts"
import { printPageView } from "../../../shared/view/print-page.ts"
import type { MeasureView } from "../../../shared/view/schema.ts"
import { sixtyDays } from "../../../shared/view/sixty-days.ts"
import {
  BOOK_COLUMNS,
  MEASURE_COLUMNS,
  REPORT_COLUMNS,
  reportLine,
} from "../../../shared/view/table-columns.ts"
import { STATE_WORDS } from "../../../shared/view/words.ts"
import { yearView } from "../../../shared/view/year.ts"
import { findingText, yearFinding } from "../../../shared/view/year-finding.ts"
import { calendarText } from "../../../worker/publish/data/calendar-text.ts"
import { csvText } from "../../../worker/publish/data/csv-text.ts"
import { readCsv } from "../../read-csv.ts"
import { day, duty, measure, report, SECTIONS, SETTINGS } from "../../worker/rows.ts"

const SALT = new Uint8Array(32).fill(7)
const OFFICE = "test-office"
const YEAR = 2566
export const FROM = Date.parse("2023-05-29T03:00:00.250Z")
const DAY = { today: day("2023-06-20"), simulated: false }

const newKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 })
export const office = newKey()
export const stranger = newKey()
const { n = "", e = "" } = office.publicKey.export({ format: "jwk" })
/** Of RFC 8037, appendix A. */
const LOG_JWK = {
  ...{ kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" },
  d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
}
export const logKey = createPrivateKey({ key: LOG_JWK, format: "jwk" })
export const otherLogKey = generateKeyPairSync("ed25519").privateKey

/** A push before it is signed. */
export type Change = { rows: Row[]; gone?: string[]; at: number; held?: string[]; iat?: number }
/** As the Worker holds it. */
export type Push = { at: number; signed: string; shown: Map<string, string>; change: Change }
export type Site = {
  pushes: Push[]
  entries: LogEntry[]
  logKey: KeyObject
  origin: string
  exp?: number
  /** Signs checkpoints beside the log's key. */
  beside?: KeyObject
  /** In `jwks.json` beside the office's own. */
  otherKeys?: { kid: string; n: string; e: string }[]
  /** What the Worker found behind links: nobody signs it. */
  looks?: Look[]
}

const LATE = report("m-bbbbbbbb", "2", "2566", { due: day("2023-06-10") })

/** A day between each: what was announced, a report that is late, a date that moved. */
export const CHANGES: readonly Change[] = [
  {
    rows: [
      ...SETTINGS,
      ...SECTIONS,
      measure("a"),
      duty("a", { owedBy: ["ฝ่ายทะเบียน"] }),
      measure("b", { measure: "อบรมเจ้าหน้าที่\nสองรุ่น", occurrences: [{ id: "2566", due: day("2023-06-10") }] }),
    ],
    at: FROM,
  },
  {
    rows: [LATE, { kind: "holiday", date: day("2023-06-05"), name: "วันหยุดชดเชย" }],
    at: FROM + 15 * 86_400_000,
  },
  {
    rows: [measure("a", { reason: "รอผลการประเมินจากหน่วยงาน" })],
    gone: ["holiday/2023-06-05"],
    at: FROM + 16 * 86_400_000,
  },
]

export function signedPushes(
  changes: readonly Change[] = CHANGES,
  key: KeyObject = office.privateKey,
): Push[] {
  const table = new Map<string, Hash>()
  let base: Hash = GENESIS
  return changes.map((change, index) => {
    const shown = change.rows.map(row => ({ name: rowName(row), ...disclose(SALT, rowName(row), row) }))
    for (const { name, digest } of shown) table.set(name, digest)
    for (const name of change.gone ?? []) table.delete(name)
    const signed = signedPart(
      {
        ...{ iss: OFFICE, aud: "https://record.example", iat: change.iat ?? Math.floor(change.at / 1000) },
        ...{ fiscalYear: YEAR, sequence: index + 1, base, _sd_alg: "sha-256" },
        ...{ rows: shown.map(({ digest }) => ({ "...": digest })), private: [] },
        ...{ held: change.held ?? [], gone: change.gone ?? [] },
        state: stateOf(Array.from(table, ([name, digest]) => ({ name, digest }))),
      },
      key,
    )
    base = sha256Text(signed)
    return { at: change.at, signed, shown: new Map(shown.map(each => [each.digest, each.encoded])), change }
  })
}

export function signedPart(payload: object, key: KeyObject, kid = "office", type = PUSH_JWT_TYPE): string {
  const input = signingInput(signedHeader(type, kid), payload)
  return `${input}.${createSign("RSA-SHA256").update(input).sign(key, "base64url")}`
}

export function newSite(pushes: Push[] = signedPushes(), own: Partial<Site> = {}): Site {
  const site: Site = { pushes, entries: [], logKey, origin: "record.example/log", ...own }
  site.entries = entriesOf(site)
  return site
}

export function entriesOf({ pushes, origin, exp, logKey }: Site): LogEntry[] {
  const keys = [{ kid: "office", n, e, ...(exp === undefined ? {} : { exp }) }]
  return [
    { type: "key", at: instantOf(FROM - 60_000), office: keys, log: vkeyOf(logKey, origin) },
    ...pushes.map(({ at, signed }): LogEntry => ({ type: "push", at: instantOf(at), jws: signed })),
  ]
}

function publicOf(key: KeyObject): Uint8Array {
  return new Uint8Array(Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url"))
}

export function vkeyOf(key: KeyObject, name: string): string {
  return formatVerifierKey({ name, type: 1, publicKey: publicOf(key) })
}

export function noteOf({
  entries,
  logKey: key,
  origin,
  beside,
}: Pick<Site, "entries" | "logKey" | "origin" | "beside">): string {
  let edge = EMPTY_EDGE
  for (const entry of entries) edge = appendTo(edge, entryHash(Buffer.from(entryText(entry)))).edge
  const text = checkpointText({ origin, size: edge.size, root: edgeRoot(edge) })
  return noteBy(text, origin, beside ? [key, beside] : [key])
}

export function noteBy(text: string, name: string, keys: readonly KeyObject[]): string {
  const signatures = keys.map(key => ({
    name,
    keyId: keyIdOf({ name, type: 1, publicKey: publicOf(key) }),
    signature: new Uint8Array(signBytes(null, Buffer.from(text), key)),
  }))
  return formatNote({ text, signatures })
}

/** Every address with what it answers. */
export type Files = Map<string, Uint8Array | string>

export function serve(site: Site): Files {
  const files: Files = new Map()
  const texts = site.entries.map(entry => Buffer.from(entryText(entry)))
  files.set("/log/checkpoint", noteOf(site)).set("/log/vkey", `${vkeyOf(site.logKey, site.origin)}\n`)
  files.set(`/log/${tilePath(tileAt("entries", 0, texts.length))}`, bundleBytes(texts))
  files.set(`/log/${tilePath(tileAt(0, 0, texts.length))}`, tileBytes(texts.map(text => entryHash(text))))
  const json = (path: string, value: unknown) => files.set(path, JSON.stringify(value))
  const others = site.otherKeys ?? []
  json("/.well-known/jwks.json", { keys: [{ kid: "office", kty: "RSA", n, e, exp: site.exp }, ...others] })
  const redacted = new Map(
    site.entries.flatMap(each => (each.type === "redaction" ? [[each.digest, each.name]] : [])),
  )
  const list = site.pushes.map(({ at, signed, shown }, index) => {
    const gone = [...shown.keys()].flatMap(digest => {
      const name = redacted.get(digest as Hash)
      return name === undefined ? [] : [{ name, digest }]
    })
    return { sequence: index + 1, head: sha256Text(signed), acceptedAt: instantOf(at), redacted: gone }
  })
  json(`/api/v1/pushes/${YEAR}`, { fiscalYear: YEAR, simulated: false, pushes: list })
  for (const [index, { signed, shown }] of site.pushes.entries()) {
    const texts = [...shown].filter(([digest]) => !redacted.has(digest as Hash))
    files.set(
      `/api/v1/pushes/${YEAR}/${index + 1}`,
      serializeSdJwt(
        signed,
        texts.map(([digest, encoded]) => ({ digest: digest as Hash, encoded, value: null })),
      ),
    )
  }
  serveViews(files, recordOf(site, new Set(redacted.keys())))
  return files
}

function recordOf({ pushes, looks = [] }: Site, redacted: ReadonlySet<string>): WholeRecord {
  const entries = pushes.flatMap(({ at, shown, change }, index): Entry[] => {
    const digests = [...shown.keys()] as Hash[]
    const of = { sequence: index + 1, acceptedAt: at }
    const rows = change.rows.map((row, place) => {
      const digest = digests[place] ?? null
      return { ...of, name: rowName(row), digest, row: redacted.has(digest ?? "") ? null : row }
    })
    return [...rows, ...(change.gone ?? []).map(name => ({ ...of, name, digest: null, row: null }))]
  })
  const revisions = pushes.map(({ at, signed, change }, index) => {
    return { sequence: index + 1, head: sha256Text(signed), acceptedAt: at, held: change.held ?? [] }
  })
  return { ...foldRecord(YEAR, revisions, entries), looksByLink: groupBy(looks, ({ link }) => link) }
}

function serveViews(files: Files, record: WholeRecord): void {
  const view = yearView(record, DAY)
  if (!view) throw new Error("nothing to see")
  files.set(`/${YEAR}.json`, JSON.stringify(view))
  files.set(`/${YEAR}/measures.csv`, csvText(MEASURE_COLUMNS, view.measures))
  files.set(`/${YEAR}/reports.csv`, csvText(REPORT_COLUMNS, view.reports.map(reportLine)))
  const events = calendarEvents(record, { officeId: OFFICE, today: DAY.today })
  files.set(`/${YEAR}/calendar.ics`, calendarText("กำหนดส่ง", "https://record.example", events))
  files.set(`/${YEAR}/print.json?page=1`, JSON.stringify(printPageView(record, "plan", DAY)))
  for (const address of othersOf(record)) {
    const body =
      "lines" in address
        ? csvText(BOOK_COLUMNS, address.lines().map(reportLine))
        : JSON.stringify(address.readings[0]?.())
    for (const path of [address.path, address.twin ?? address.path]) files.set(path, body)
  }
  const moves = movesOf(record)
  files.set(
    `/${YEAR}?page=1`,
    [
      `<h1>${view.title || "มาตรการประจำปี"}</h1>`,
      `<h2 id="strip">${findingText(yearFinding(view.measures, moves))}</h2>`,
      ...view.measures.map(measure => `<tr id="${measure.id}">${pageRow(measure)}</tr>`),
      `<h2 id="ahead">${sixtyDays(view, moves, DAY.today).finding}</h2>`,
    ].join(""),
  )
}

/** What else is public of it; that a Worker answers so is tried by `test/worker/log/insider.test.ts`. */
function othersOf(record: WholeRecord) {
  const view = yearView(record, DAY)
  const year = view && { readings: [record], view }
  const groups = year ? [...addressesOfYear(year), ...addressesOfAll([year])] : []
  return groups.flatMap(({ addresses }) => addresses)
}

function pageRow({ state, issue, measure, monitoring, period, responsible }: MeasureView): string {
  const cells = [STATE_WORDS[state], issue, measure, monitoring, period, responsible]
  return cells.map(text => `<td>${text.replace(/\n/g, "<br>")}</td>`).join("")
}

export function doorTo(files: Files): Door {
  return {
    get: async path => {
      const found = files.get(path)
      return typeof found === "string" ? new Uint8Array(Buffer.from(found)) : found
    },
    ...{ verifyLog: verifyEd25519, verifyOffice: officeVerifier(), sha256: NODE_SHA256, codec: NODE_CODEC },
    digests: digestsBy(NODE_CODEC),
    ...{ readCsv: csvOf, readText: readUtf8, width: 4, tell: () => {} },
  }
}

function csvOf(text: string) {
  try {
    return readCsv(text)
  } catch {
    return []
  }
}
