/**
 * The cases of the conformance suite that no script can try by itself: how a pushed script is read back, and what a second
 * account may type. Tried from the operator's machine, with its log-in and another's.
 */
import type { sheets_v4 } from "googleapis/build/src/apis/sheets/index.js"
import { type GoogleClients, statusOf } from "../office/google-login.ts"
import { createProject, differingFiles, type ScriptFile } from "../office/script.ts"

/** What is made at Google carries the suite's name, and stays there for a person to delete. */
const TITLE = "Sujarit conformance"

export type LiveAccounts = {
  readonly own: GoogleClients
  /** Another account's log-in, where there is one. */
  readonly second?: GoogleClients
}

/** One that could not be tried, and what it needs. */
export type SkippedCase = { readonly name: string; readonly needs: "--live" | "--second" }

type Named = {
  readonly name: string
  readonly tag: "documented" | "community" | "unverified"
  readonly source: string
  readonly rests: string
}
type TriedCase = Named & { readonly fault: string | null; readonly saw?: string }
type LiveCase = Named &
  (
    | { readonly needs: "--live"; run(own: GoogleClients): Promise<string> }
    | { readonly needs: "--second"; run(shared: SharedSheet): Promise<void> }
  )

/** A spreadsheet that two accounts may write to, but for what is protected of it. */
type SharedSheet = {
  /** What becomes of the second account's hand there. */
  try(request: sheets_v4.Schema$Request): Promise<"taken" | "refused">
}

const PROTECTION = "developers.google.com/sheets/api/samples/ranges"
const CONTENT = "developers.google.com/apps-script/api/reference/rest/v1/projects/getContent"

/** Of the first tab: all is protected but the second row; of that, the second cell has a protection with editors of its own. */
const [CLOSED, OPEN, BLOCKED, OWN] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [1, 2],
] as const

export const LIVE_CASES: readonly LiveCase[] = [
  {
    name: "a script is read back saying what was sent",
    tag: "unverified",
    source: CONTENT,
    rests: "a script that Google holds already is not pushed again, and doctor finds one that differs",
    needs: "--live",
    run: readBack,
  },
  {
    name: "in a protected tab an account that is no editor types in the open ranges alone",
    tag: "documented",
    source: PROTECTION,
    rests: "a section types in its own tab and its own rows",
    needs: "--second",
    run: async shared => expectEach(shared, [typing(CLOSED), "refused"], [typing(OPEN), "taken"]),
  },
  {
    name: "over an open range a protection of its own lets its editors in and nobody else",
    tag: "unverified",
    source: PROTECTION,
    rests: "the rows of a measure are their lead's alone",
    needs: "--second",
    run: async shared => expectEach(shared, [typing(BLOCKED), "refused"], [typing(OWN), "taken"]),
  },
  {
    name: "in a protected tab an account that is no editor inserts and deletes no row",
    tag: "unverified",
    source: PROTECTION,
    rests: "rows of the plan are added and taken out by the planner alone",
    needs: "--second",
    run: async shared => expectEach(shared, [INSERTING, "refused"], [DELETING, "refused"]),
  },
]

export type LiveRun = { readonly results: readonly TriedCase[]; readonly skipped: readonly SkippedCase[] }

/** Each case that can be tried is tried, whatever the others do. */
export async function runLiveCases(accounts: LiveAccounts | undefined): Promise<LiveRun> {
  const results: TriedCase[] = []
  const skipped: SkippedCase[] = []
  const { own, second } = accounts ?? {}
  let shared: Promise<SharedSheet> | undefined
  for (const { name, tag, source, rests, ...each } of LIVE_CASES) {
    const named = { name, tag, source, rests }
    try {
      if (!own) skipped.push({ name, needs: "--live" })
      else if (each.needs === "--live") results.push({ ...named, fault: null, saw: await each.run(own) })
      else if (!second) skipped.push({ name, needs: "--second" })
      else {
        shared ??= shareSheet(own, second)
        await each.run(await shared)
        results.push({ ...named, fault: null })
      }
    } catch (error) {
      results.push({ ...named, fault: String(error) })
    }
  }
  return { results, skipped }
}

/** As nobody writes a manifest, so that it shows whether it is written anew; the text ends in an empty line. */
const FILES: readonly ScriptFile[] = [
  { name: "Code", type: "SERVER_JS", source: "function conformance() {\n  return 'สุจริต'\n}\n\n" },
  {
    name: "appsscript",
    type: "JSON",
    source: '{"timeZone":"Asia/Bangkok", "runtimeVersion":"V8", "exceptionLogging":"STACKDRIVER"}\n',
  },
]

async function readBack({ script }: GoogleClients): Promise<string> {
  const scriptId = await createProject(script, TITLE)
  await script.projects.updateContent({ scriptId, requestBody: { files: FILES.map(file => ({ ...file })) } })
  const { data } = await script.projects.getContent({ scriptId })
  const differing = differingFiles(FILES, data.files ?? [])
  if (differing.length > 0) throw new Error(`read back, these say something else: ${differing.join(", ")}`)
  const isAsSent = FILES.every(({ name, source }) =>
    data.files?.some(found => found.name === name && found.source === source),
  )
  return isAsSent ? "byte for byte" : "the same, written anew"
}

async function shareSheet(own: GoogleClients, second: GoogleClients): Promise<SharedSheet> {
  const emailOf = async ({ drive }: GoogleClients) =>
    (await drive.about.get({ fields: "user(emailAddress)" })).data.user?.emailAddress ?? ""
  const [owner, other] = await Promise.all([emailOf(own), emailOf(second)])
  if (owner === other) throw new Error(`--second is ${other}, which is no other account`)
  const mimeType = "application/vnd.google-apps.spreadsheet"
  const { data } = await own.drive.files.create({ requestBody: { name: TITLE, mimeType }, fields: "id" })
  const spreadsheetId = data.id ?? ""
  await own.sheets.spreadsheets.batchUpdate({
    spreadsheetId,
    requestBody: {
      requests: [
        protecting({}, [owner], [rangeOf([1, 0], [2, 3])]),
        protecting(rangeOf(BLOCKED), [owner]),
        protecting(rangeOf(OWN), [owner, other]),
      ],
    },
  })
  await own.drive.permissions.create({
    fileId: spreadsheetId,
    sendNotificationEmail: false,
    requestBody: { type: "user", role: "writer", emailAddress: other },
  })
  return {
    async try(request) {
      try {
        await second.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests: [request] } })
        return "taken"
      } catch (error) {
        if (statusOf(error) === 400 || statusOf(error) === 403) return "refused"
        throw error
      }
    },
  }
}

type Place = readonly [row: number, column: number]

function rangeOf([row, column]: Place, [endRow, endColumn]: Place = [row + 1, column + 1]) {
  return { startRowIndex: row, endRowIndex: endRow, startColumnIndex: column, endColumnIndex: endColumn }
}

function protecting(
  range: sheets_v4.Schema$GridRange,
  users: string[],
  open: sheets_v4.Schema$GridRange[] = [],
): sheets_v4.Schema$Request {
  const inTab = (each: sheets_v4.Schema$GridRange) => ({ sheetId: 0, ...each })
  const protectedRange = {
    range: inTab(range),
    ...(open.length > 0 && { unprotectedRanges: open.map(inTab) }),
    warningOnly: false,
    editors: { users, domainUsersCanEdit: false },
  }
  return { addProtectedRange: { protectedRange } }
}

function typing([rowIndex, columnIndex]: Place): sheets_v4.Schema$Request {
  const rows = [{ values: [{ userEnteredValue: { stringValue: "ก" } }] }]
  return { updateCells: { start: { sheetId: 0, rowIndex, columnIndex }, rows, fields: "userEnteredValue" } }
}

const SECOND_ROW = { sheetId: 0, dimension: "ROWS", startIndex: 1, endIndex: 2 }
const INSERTING = { insertDimension: { range: SECOND_ROW, inheritFromBefore: true } }
const DELETING = { deleteDimension: { range: SECOND_ROW } }

async function expectEach(
  shared: SharedSheet,
  ...expected: readonly (readonly [sheets_v4.Schema$Request, "taken" | "refused"])[]
): Promise<void> {
  for (const [request, wanted] of expected) {
    const found = await shared.try(request)
    if (found !== wanted) throw new Error(`${JSON.stringify(request)} was ${found}, expected ${wanted}`)
  }
}
