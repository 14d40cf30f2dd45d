/** Nothing leaks: every address is walked and every private value looked for, in answers, headers, refusals and the log's lines. */
import { env } from "cloudflare:workers"
import { base64urlnopad } from "@scure/base"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { MailMessage } from "../../../shared/mail/message.ts"
import { PRIVATE_ROW_SCHEMAS, type PrivateRow } from "../../../shared/row/row.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import type { Env } from "../../../worker/host/env.ts"
import { runCron } from "../../../worker/mail/cron.ts"
import { storeOf } from "../../../worker/store/store.ts"
import { crawl, leaksIn, type Said } from "../../local/record/crawl.ts"
import { PRIVATE_COLUMNS, PRIVATE_MARK, privateRows } from "../../local/record/private-values.ts"
import { begunBy } from "../empty-database.ts"
import { listedAddresses, WHOLE } from "../listed.ts"
import {
  bodyOf,
  buildPush,
  newOffice,
  type Office,
  post,
  push,
  request,
  sign,
  withMail,
  YEAR,
} from "../push-fixture.ts"
import { day, measure, report } from "../rows.ts"

const DAY_MS = 24 * 3_600_000
const LISTED = listedAddresses(2)

const lines: string[] = []
let now: number
let given: Env
let office: Office

const begin = begunBy(async () => {
  const begun = newOffice()
  await push(begun, { ...WHOLE, privateRows: privateRows("-superseded") }, given)
  const change = { due: day("2023-05-05"), date: "", nothingToReport: true } as const
  await push(
    begun,
    {
      rows: [report("d-aaaaaaaa", "2", "2566-04", change)],
      privateRows: privateRows(),
      held: ["measure/m-aaaaaaaa"],
    },
    given,
  )
  return begun
})

beforeEach(async () => {
  lines.length = 0
  for (const method of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, method).mockImplementation((...said: unknown[]) => {
      lines.push(said.map(told).join(" "))
    })
  now = Date.parse("2023-05-02T01:00:00Z")
  given = withMail(() => now, refusing)
  office = await begin()
})
afterEach(() => vi.restoreAllMocks())

/** As providers do, it names the address it refuses. */
async function refusing({ to }: MailMessage): Promise<{ messageId: string }> {
  if (/head|director/i.test(to.join()))
    throw Object.assign(new Error(`${to} is not allowed`), { code: "E_RECIPIENT_NOT_ALLOWED" })
  return { messageId: `for-${to}` }
}

/** An error with all that it carries. */
function told(said: unknown): string {
  if (!(said instanceof Error)) return typeof said === "string" ? said : JSON.stringify(said)
  return [said.name, said.message, said.stack, said.cause === undefined ? "" : told(said.cause)].join(" ")
}

const get = (path: string, init?: RequestInit) => request(path, init, given)

async function saidBy(response: Response, address: string): Promise<Said> {
  const body = new TextDecoder().decode(await response.arrayBuffer())
  return {
    address,
    method: "POST",
    status: response.status,
    text: `${JSON.stringify([...response.headers])}${body}`,
  }
}

function everywhere(said: readonly Said[]): string[] {
  return leaksIn(
    [...said, { address: "the log", method: "", status: 0, text: lines.join("\n") }],
    [PRIVATE_MARK],
  )
}

test("every private column and setting has a value that is looked for", () => {
  const rows = privateRows()
  const secrets = rows.filter(row => row.kind === "secret").map(row => row.key)
  expect(secrets).toEqual(SETTINGS.filter(each => !each.public).map(each => each.key))
  const filled = rows.find((row): row is Extract<PrivateRow, { kind: "contact" }> => row.kind === "contact")
  const marked = PRIVATE_COLUMNS.filter(key =>
    JSON.stringify(filled?.[key as keyof typeof filled]).includes(PRIVATE_MARK),
  )
  const keyed = ["kind", "slug", "deputyUntil"]
  expect([...marked, ...keyed].sort()).toEqual(Object.keys(PRIVATE_ROW_SCHEMAS.contact.shape).sort())
})

test("no address of a walk through all of them says one, after mail was sent and refused", async () => {
  for (let passed = 0; passed < 14; passed++) {
    now += DAY_MS
    await runCron(given, now)
  }
  await push(office, { rows: [measure("a", { issue: "แก้ไข" })] }, given)
  const said = await crawl(get, LISTED, "2023-05-10")
  // It did walk: pages, twins, tables and refusals.
  expect(said.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 204, 400, 404, 405]))
  expect(said.filter(({ status }) => status === 200).length).toBeGreaterThan(100)
  const notices = said.find(({ address, method }) => address === "/notices.json" && method === "GET")
  expect(notices?.text).toContain("d-aaaaaaaa/1/2566-04")
  expect(said.filter(({ status }) => status >= 500)).toEqual([])
  expect(everywhere(said)).toEqual([])
})

test("no signed push says one once it is decoded", async () => {
  for (const sequence of [1, 2]) {
    const text = new TextDecoder().decode(
      await (await get(`/api/v1/pushes/${YEAR}/${sequence}`)).arrayBuffer(),
    )
    const decoded = text.split(/[~.]/).map(part => {
      try {
        return new TextDecoder().decode(base64urlnopad.decode(part))
      } catch {
        return ""
      }
    })
    expect(decoded.join("\n")).toContain("ฝ่าย")
    expect(decoded.join("\n")).not.toContain(PRIVATE_MARK)
  }
})

test("no refusal of a push says one: whatever is wrong with it", async () => {
  const [secret] = privateRows()
  const wrong = [
    await bodyOf(buildPush(office, { privateRows: [{ ...secret, key: "k".repeat(60) } as PrivateRow] })),
    await bodyOf(
      buildPush(office, {
        privateRows: [JSON.parse(JSON.stringify({ ...secret, unheard: PRIVATE_MARK })) as PrivateRow],
      }),
    ),
    await bodyOf(buildPush(office, { privateRows: privateRows("-late") }, { iat: 1 })),
    await bodyOf(buildPush(office, { privateRows: privateRows("-late") }, { base: "A".repeat(43) })),
    await bodyOf(buildPush(office, { privateRows: privateRows("-late") }, { state: "A".repeat(43) })),
    `${await sign({ iss: PRIVATE_MARK })}~${base64urlnopad.encode(new TextEncoder().encode(`["x",{"kind":"secret","value":"${PRIVATE_MARK}"}]`))}~`,
    `not a push ${PRIVATE_MARK}`,
  ]
  const said: Said[] = []
  for (const body of wrong) said.push(await saidBy(await post(body, undefined, given), "/api/v1/pushes"))
  expect(said.every(({ status }) => status >= 400 && status < 500)).toBe(true)
  expect(everywhere(said)).toEqual([])
})

test("no failure of the database says one", async () => {
  const DB: D1Database = {
    prepare: () => {
      throw new Error("D1_ERROR: no such thing")
    },
    batch: async () => {
      throw new Error("D1_ERROR: no such thing")
    },
  }
  given = { ...given, DB }
  storeOf(DB).forgetHeads()
  const said = await crawl(get, LISTED, "2023-05-10")
  expect(said.some(({ status }) => status === 503)).toBe(true)
  expect(said.some(({ status }) => status === 500)).toBe(false)
  expect(everywhere(said)).toEqual([])
  expect(said.filter(({ text }) => /D1_ERROR|SELECT|at .+:\d+:\d+/.test(text))).toEqual([])
})

test("on a public host the previews of mail are not there", async () => {
  for (const address of ["/api/v1/cron", "/api/v1/mail-preview?on=2023-05-10&to=director"]) {
    const response = await request(address, undefined, env)
    await response.arrayBuffer()
    expect(response.status).toBe(404)
  }
})

test("a walk that meets a private value tells of it, plain or disguised", () => {
  const at = (text: string): Said => ({ address: "/x", method: "GET", status: 200, text })
  const plain = `${PRIVATE_MARK}-address@office.example`
  for (const text of [plain, encodeURIComponent(plain), btoa(plain), btoa(`a${plain}`), btoa(`ab${plain}`)])
    expect(leaksIn([at(`before ${text} after`)], [PRIVATE_MARK])).not.toEqual([])
})
