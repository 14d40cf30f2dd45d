/** A small record, changed in each way in which somebody who holds a part of it could: each is found, at its place. */
import { describe, expect, it } from "vitest"
import { entryText, instantOf, type LogEntry } from "../../../shared/log/entry.ts"
import { bundleBytes } from "../../../shared/log/tile.ts"
import { GENESIS, stateOf } from "../../../shared/push/payload.ts"
import { decodePayload, type Hash } from "../../../shared/push/sd-jwt.ts"
import type { FaultCode } from "../../../shared/verify/fault.ts"
import { placeWords } from "../../../shared/verify/place.ts"
import { parseSeen } from "../../../shared/verify/seen.ts"
import { type Asked, verifyRecord } from "../../../shared/verify/verdict.ts"
import {
  CHANGES,
  doorTo,
  entriesOf,
  type Files,
  FROM,
  newSite,
  noteOf,
  office,
  otherLogKey,
  type Push,
  type Site,
  serve,
  signedPart,
  signedPushes,
  stranger,
} from "./site.ts"

const BUNDLE = "/log/tile/entries/000.p/4"
const TILE = "/log/tile/0/000.p/4"
const textOf = (files: Files, path: string) => String(files.get(path))

async function foundIn(files: Files, asked: Asked = {}) {
  const { faults } = await verifyRecord(doorTo(files), asked)
  return faults.map(({ code, place }) => `${code} ${place}`)
}

/** The site whose entries were changed, its tree signed anew by whoever holds the log's key. */
function withEntries(change: (entries: LogEntry[]) => LogEntry[], site = newSite()): Files {
  return serve({ ...site, entries: change(site.entries) })
}

const pushAt = (entries: readonly LogEntry[], at: number, more: object) =>
  entries.map((entry, index) => (index === at ? ({ ...entry, ...more } as LogEntry) : entry))

function withPushes(change: (pushes: Push[]) => Push[]): Site {
  return newSite(change(signedPushes()))
}

/** The third push signed again, with other words. */
function signedAgain(more: object, key = office.privateKey): Site {
  return withPushes(pushes =>
    pushes.map((push, index) =>
      index === 2
        ? { ...push, signed: signedPart({ ...(decodePayload(push.signed) as object), ...more }, key) }
        : push,
    ),
  )
}

it("a record as it was signed holds, and says what nobody can know", async () => {
  const site = newSite()
  const verdict = await verifyRecord(doorTo(serve(site)), { seen: parseSeen(noteOf(site)) })
  expect(verdict.faults).toEqual([])
  expect(verdict.counts).toMatchObject({ entries: 4, pushes: 3, redacted: 0, seen: 1 })
  expect(verdict.unproved).toEqual([
    "keyFetched",
    "noWitness",
    "countersign",
    "links",
    "pages",
    "privateRows",
    "sheet",
  ])
})

it("a record whose log has no key is judged by its chain, and that is said", async () => {
  const files = serve(newSite())
  files.delete("/log/checkpoint")
  files.delete("/log/vkey")
  const { faults, unproved } = await verifyRecord(doorTo(files), {})
  expect(faults).toEqual([])
  expect(unproved).toContain("noLog")
})

it("a log that the office countersigned and nobody serves any more is missed", async () => {
  const files = countersigned()
  for (const path of ["/log/checkpoint", "/log/vkey"]) files.delete(path)
  const { faults } = await verifyRecord(doorTo(files), {})
  expect(faults.map(({ code }) => code)).toContain("countersignOther")
})

it("a redacted text is told apart from a lost one", async () => {
  const site = newSite()
  const [digest = ""] = [...(site.pushes[1]?.shown.keys() ?? [])]
  const name = "report/m-bbbbbbbb/2/2566"
  const at = instantOf(FROM + 17 * 86_400_000)
  site.entries.push({ type: "redaction", at, digest: digest as Hash, name, reason: "personal" })
  const { faults, counts, unproved } = await verifyRecord(doorTo(serve(site)), {})
  expect(faults).toEqual([])
  expect(counts.redacted).toBe(1)
  expect(unproved).toContain("redacted")

  const lost = serve(newSite())
  const path = "/api/v1/pushes/2566/2"
  lost.set(path, textOf(lost, path).replace(/~[^~]+~/, "~"))
  expect(await foundIn(lost)).toContain(`textLost ${path}#${digest}`)
})

/** The tree of the first entries, as the office countersigns it. */
function treeOf(entries: readonly LogEntry[]) {
  const [origin, size, root] = noteOf({ ...newSite(), entries: [...entries] }).split("\n")
  return { origin, size: Number(size), root }
}

/** The third push countersigns the tree before it, and a heartbeat that is in no log the whole. */
function countersigned(change: (log: object) => object = log => log, last = change): Files {
  const site = signedAgain({ version: 2, log: change(treeOf(newSite().entries.slice(0, 3))) })
  const { sequence, ...payload } = decodePayload(site.pushes[2]?.signed ?? "") as { sequence: number }
  const look = { ...payload, sequence: sequence + 1, rows: [], log: last(treeOf(site.entries)) }
  return serve(site).set("/log/office", signedPart(look, office.privateKey))
}

it("how far the office countersigned is proved, and what came since is said to be the Worker's word", async () => {
  const verdict = await verifyRecord(doorTo(countersigned()), {})
  expect(verdict.faults).toEqual([])
  expect(verdict.counts).toMatchObject({ entries: 4, countersigned: 4 })
  expect(verdict.unproved).not.toContain("countersign")
  const files = countersigned()
  files.delete("/log/office")
  const { counts, unproved, faults } = await verifyRecord(doorTo(files), {})
  expect([faults, counts.countersigned]).toEqual([[], 3])
  expect(unproved).toContain("countersign")
})

type Case = readonly [what: string, files: () => Files, code: FaultCode, place: RegExp]

describe("who holds the database and not the log's key", () => {
  const changed = (path: string, change: (bytes: Uint8Array) => Uint8Array | undefined) => () => {
    const files = serve(newSite())
    const after = change(files.get(path) as Uint8Array)
    if (after) files.set(path, after)
    else files.delete(path)
    return files
  }
  const entries = (change: (entries: LogEntry[]) => LogEntry[]) =>
    changed(BUNDLE, () => bundleBytes(change(newSite().entries).map(each => Buffer.from(entryText(each)))))
  const at = (entry: LogEntry | undefined) => instantOf(Date.parse(entry?.at ?? "") + 1000)

  it.each<Case>([
    ["flips a byte of an entry", changed(BUNDLE, bytes => flipped(bytes, 900)), "rootOther", /checkpoint/],
    ["flips a byte of a tile", changed(TILE, bytes => flipped(bytes, 40)), "tileOther", /tile\/0/],
    ["drops an entry", entries(all => all.toSpliced(2, 1)), "fileMissing", /entries/],
    ["swaps two entries", entries(([k, a, b, c]) => [k, b, a, c] as LogEntry[]), "rootOther", /checkpoint/],
    ["repeats an entry", entries(([k, a, b]) => [k, a, b, b] as LogEntry[]), "rootOther", /checkpoint/],
    [
      "moves a time of acceptance",
      entries(all => pushAt(all, 2, { at: at(all[2]) })),
      "rootOther",
      /checkpoint/,
    ],
    ["takes a tile away", changed(TILE, () => undefined), "fileMissing", /tile\/0/],
  ])("%s", async (_, files, code, place) => expectFault(await foundIn(files()), code, place))

  it("flips any byte of the checkpoint", async () => {
    const files = serve(newSite())
    const note = Buffer.from(textOf(files, "/log/checkpoint"))
    for (let at = 0; at < note.length; at += 3) {
      files.set("/log/checkpoint", flipped(note, at))
      expect(await foundIn(files), `${at}`).not.toEqual([])
    }
  })
})

describe("who holds the log's key too, and not the office's", () => {
  const later = FROM + 15 * 86_400_000 + 3600_000
  it.each<Case>([
    ["drops a revision", () => withEntries(all => all.toSpliced(2, 1)), "sequence", /#2$/],
    ["swaps two", () => withEntries(([k, a, b, c]) => [k, b, a, c] as LogEntry[]), "base", /#1$/],
    ["repeats one", () => withEntries(([k, a, b, c]) => [k, a, b, b, c] as LogEntry[]), "sequence", /#3$/],
    [
      "takes the last away from the log",
      () => withEntries(all => all.slice(0, 3)),
      "pushUnlogged",
      /2566\/3$/,
    ],
    [
      "moves a time of acceptance",
      () => withEntries(all => pushAt(all, 2, { at: instantOf(later) })),
      "timeFar",
      /#2$/,
    ],
    [
      "moves it by less than signing allows, in the log alone",
      () => withEntries(all => pushAt(all, 2, { at: instantOf(FROM + 15 * 86_400_000 + 60_000) })),
      "listOther",
      /2566\/2$/,
    ],
    [
      "lets a time fall",
      () => withEntries(all => pushAt(all, 0, { at: instantOf(FROM + 3600_000) })),
      "timeFell",
      /#1$/,
    ],
    [
      "shows the office another log than the readers",
      () => countersigned(log => ({ ...log, root: `${"A".repeat(43)}=` })),
      "countersignOther",
      /#3$/,
    ],
    [
      "rewrites what the office countersigned last",
      () =>
        countersigned(
          log => log,
          log => ({ ...log, root: `${"A".repeat(43)}=` }),
        ),
      "countersignOther",
      /office$/,
    ],
    [
      "takes away what the office countersigned last",
      () =>
        countersigned(
          log => log,
          log => ({ ...log, size: 5 }),
        ),
      "countersignOther",
      /office$/,
    ],
    [
      "signs for the office",
      () => {
        const files = countersigned()
        const look = decodePayload(textOf(files, "/log/office")) as object
        return files.set("/log/office", signedPart(look, stranger.privateKey))
      },
      "signature",
      /office$/,
    ],
    ["signs with a key of his own", () => serve(signedAgain({}, stranger.privateKey)), "signature", /#3$/],
    ["changes a signed word", () => withEntries(all => forged(all)), "signature", /#3$/],
    ["lists a key of his own in the log", () => serve(withForeignKeys()), "keyDropped", /jwks/],
    [
      "redacts what was never published",
      () =>
        withEntries(all => [
          ...all,
          {
            type: "redaction",
            at: instantOf(FROM + 20 * 86_400_000),
            digest: GENESIS,
            name: "measure/m-aaaaaaaa",
            reason: "order",
          },
        ]),
      "redactionUnknown",
      /#4$/,
    ],
  ])("%s", async (_, files, code, place) => expectFault(await foundIn(files()), code, place))

  it.each<Case>([
    [
      "says that the office withdrew what it did not",
      () => serve(signedAgain({ gone: ["measure/m-zzzzzzzz"] })),
      "goneUnknown",
      /m-zzzzzzzz/,
    ],
    ["signs another state", () => serve(signedAgain({ state: stateOf([]) })), "state", /2566\/3$/],
    ["stands on no revision", () => serve(signedAgain({ base: GENESIS })), "base", /#3$/],
    ["leaves a number out", () => serve(signedAgain({ sequence: 4 })), "sequence", /#3$/],
    ["is of another office", () => serve(signedAgain({ iss: "other-office" })), "officeOther", /#3$/],
    ["adds a field", () => serve(signedAgain({ more: 1 })), "actUnread", /#3$/],
    ["was accepted past the key's last day", () => serve(pastKey()), "keyPast", /#2$/],
  ])("even the office's own key: %s", async (_, files, code, place) =>
    expectFault(await foundIn(files()), code, place),
  )
})

describe("who serves another view than the log", () => {
  const JSON_PATH = "/2566.json"
  const inJson = (change: (view: Record<string, Record<string, unknown>[]>) => unknown) => () => {
    const files = serve(newSite())
    const view = JSON.parse(textOf(files, JSON_PATH))
    change(view)
    return files.set(JSON_PATH, JSON.stringify(view))
  }
  const first = (rows: readonly Record<string, unknown>[] | undefined, more: object) =>
    Object.assign(rows?.find(each => each.reportedAt !== null) ?? {}, more)
  const replaced = (path: string, from: string | RegExp, to: string) => () => {
    const files = serve(newSite())
    const [before, after] = [textOf(files, path), textOf(files, path).replace(from, to)]
    expect(after).not.toBe(before)
    return files.set(path, after)
  }

  it.each<Case>([
    [
      "a late report as done",
      inJson(({ reports }) => first(reports, { state: "done" })),
      "viewOther",
      /reports\/.*state/,
    ],
    [
      "another time of report",
      inJson(({ reports }) => first(reports, { reportedAt: "2023-06-01T03:00:00.000Z" })),
      "viewOther",
      /reportedAt/,
    ],
    [
      "another deadline",
      inJson(({ measures }) => Object.assign(measures?.[0] ?? {}, { due: ["2023-09-29"] })),
      "viewOther",
      /measures\/m-.*\/due/,
    ],
    [
      "another word",
      inJson(({ measures }) => Object.assign(measures?.[1] ?? {}, { lead: "ฝ่ายอื่น" })),
      "viewOther",
      /lead/,
    ],
    ["a measure less", inJson(({ measures }) => measures?.pop()), "viewLacks", /measures\/m-/],
    [
      "a holiday more",
      inJson(({ holidays }) => holidays?.push({ date: "2023-06-05", name: "x" })),
      "viewAdds",
      /holidays/,
    ],
    ["a row twice", inJson(({ sections }) => sections?.push(sections[0] ?? {})), "viewAdds", /sections$/],
    ["no JSON", replaced(JSON_PATH, /^\{/, "{{"), "viewUnread", /2566.json/],
    [
      "another cell of a CSV",
      replaced("/2566/reports.csv", /,late,/, ",done,"),
      "viewOther",
      /reports.csv#.*state/,
    ],
    [
      "a line less of a CSV",
      replaced("/2566/reports.csv", /\r\n[^\n]*\r\n$/, "\r\n"),
      "viewOther",
      /reports.csv/,
    ],
    [
      "another date in the calendar",
      replaced("/2566/calendar.ics", "20230610", "20230710"),
      "viewOther",
      /calendar/,
    ],
    [
      "an event less",
      replaced("/2566/calendar.ics", /BEGIN:VEVENT[\s\S]*?END:VEVENT\r\n/, ""),
      "viewLacks",
      /calendar/,
    ],
    ["another word on paper", replaced("/2566/print.json?page=1", "ฝ่าย", "ผ่าย"), "viewOther", /print/],
    [
      "a page that leaves a measure out",
      replaced("/2566?page=1", /<tr.*?<\/tr>/s, ""),
      "viewLacks",
      /2566#m-/,
    ],
    [
      "a page with a line of a measure twice",
      replaced("/2566?page=1", "<tr", '<tr id="m-bbbbbbbb"><td>แล้วเสร็จ</td></tr><tr'),
      "viewAdds",
      /2566#m-bbbbbbbb/,
    ],
    [
      "a page with a measure that nobody announced",
      replaced("/2566?page=1", "<tr", '<tr id="m-zzzzzzzz"><td>แล้วเสร็จ</td></tr><tr'),
      "viewAdds",
      /2566#m-zzzzzzzz/,
    ],
    [
      "a page that finds other than the record",
      replaced("/2566?page=1", /(<h2 id="strip">[^<]*?)มาตรการ/, "$1งาน"),
      "viewOther",
      /2566#finding/,
    ],
    ["a page of another plan", replaced("/2566?page=1", "<h1>", "<h1>ร่าง"), "viewOther", /2566#title/],
    [
      "a page with two titles",
      replaced("/2566?page=1", "<h1>", "<h1>ร่าง</h1><h1>"),
      "viewOther",
      /2566#title/,
    ],
    [
      "a page that sees other days ahead",
      replaced("/2566?page=1", "60 วัน", "30 วัน"),
      "viewOther",
      /2566#ahead/,
    ],
    [
      "a page on which what is late is done",
      replaced("/2566?page=1", "รายงานหลังกำหนด", "แล้วเสร็จ"),
      "viewOther",
      /2566#m-bbbbbbbb\/state/,
    ],
    [
      "a page with another period",
      replaced("/2566?page=1", /(<tr[\s\S]*?)ภายใน/, "$1หลัง"),
      "viewOther",
      /2566#m-.*\/period/,
    ],
    [
      "a calendar in which what is owed was reported",
      replaced("/2566/calendar.ics", "SUMMARY:", "SUMMARY:รายงานแล้ว: "),
      "viewOther",
      /calendar/,
    ],
    [
      "a calendar in which it is cancelled",
      replaced("/2566/calendar.ics", "CONFIRMED", "CANCELLED"),
      "viewOther",
      /calendar/,
    ],
    [
      "an event twice",
      replaced("/2566/calendar.ics", /(BEGIN:VEVENT[\s\S]*?END:VEVENT\r\n)/, "$1$1"),
      "viewAdds",
      /calendar/,
    ],
    ["the pushes of another year", replaced("/api/v1/pushes/2566", "2566", "2567"), "pushMissing", /2566\/1/],
    [
      "a change that nobody made",
      replaced("/changes.json?page=1", '"event":"published"', '"event":"changed"'),
      "viewOther",
      /changes.json/,
    ],
    [
      "another hash in the list of pushes",
      replaced("/log.json?page=1", '"head":"', '"head":"_'),
      "viewOther",
      /log.json/,
    ],
    [
      "results in which what was late was done",
      replaced("/2566/results.json", '"state":"late"', '"state":"done"'),
      "viewOther",
      /results/,
    ],
    [
      "moves that nobody made",
      replaced("/2566/moves.json?page=1", '"total":0', '"total":1'),
      "viewOther",
      /moves/,
    ],
    [
      "a text that nobody signed",
      replaced("/api/v1/pushes/2566/2", /~$/, "~WyJhIiwxXQ~"),
      "textUnread",
      /2566\/2/,
    ],
    [
      "a text of another revision",
      () => {
        const files = serve(newSite())
        const [, other = ""] = textOf(files, "/api/v1/pushes/2566/1").split("~")
        return files.set("/api/v1/pushes/2566/2", `${textOf(files, "/api/v1/pushes/2566/2")}${other}~`)
      },
      "textUnsigned",
      /2566\/2/,
    ],
    [
      "another revision than the log's",
      () => {
        const files = serve(newSite())
        return files.set("/api/v1/pushes/2566/3", textOf(files, "/api/v1/pushes/2566/2"))
      },
      "pushOther",
      /2566\/3/,
    ],
    [
      "a revision less",
      () => {
        const files = serve(newSite())
        files.delete("/api/v1/pushes/2566/3")
        return files
      },
      "pushMissing",
      /2566\/3/,
    ],
    ["no key of the office", replaced("/.well-known/jwks.json", "office", "other"), "keyDropped", /jwks/],
  ])("%s", async (_, files, code, place) => expectFault(await foundIn(files()), code, place))
})

describe("who serves another answer at one of the other addresses", () => {
  const files = serve(newSite())
  /** One of each kind. */
  const paths = [
    ...["/api/v1/years", "/index.json", "/about.json", "/changes.json?page=1", "/log.json?page=1"],
    ...["results", "progress"].map(each => `/2566/${each}.json`),
    ...["moves", "results/print", "ita"].map(each => `/2566/${each}.json?page=1`),
    ...["/2566/print.json?as=announced&page=1", "/2566/duties/d-aaaaaaaa.json", "/api/v1/years/2566"],
    ...["measures/m-aaaaaaaa", "sections/2"].flatMap(each => [
      `/2566/${each}.json`,
      `/api/v1/years/2566/${each}`,
    ]),
    ...["sections", "assessments", "measures", "duties", "reports", "oversight", "holidays"].map(
      list => `/api/v1/years/2566/${list}`,
    ),
  ]

  it.each(paths)("%s", async path => {
    const view = JSON.parse(textOf(files, path))
    // Which years there are is read before anything else.
    const key = path.endsWith("/years") ? "today" : (Object.keys(view).at(-1) ?? "")
    const other = new Map(files).set(path, JSON.stringify({ ...view, [key]: "อื่น" }))
    expect(await foundIn(other)).toEqual([`viewOther ${path}#${key}`])
    expect(placeWords(`${path}#${key}`)[0], "in words").toMatch(/^[^/]*$/)
    expect(await foundIn(new Map(files).set(path, "[]"))).toContainEqual(expect.stringContaining(path))
    const lacking = new Map(files)
    lacking.delete(path)
    expect(await foundIn(lacking)).toContain(`viewUnread ${path}`)
  })

  it("the book of a duty as CSV", async () => {
    const path = "/2566/duties/d-aaaaaaaa.csv"
    const other = new Map(files).set(path, textOf(files, path).replace(",missing,", ",sent,"))
    const place = `${path}#d-aaaaaaaa/2/2566-05/answer`
    expect(await foundIn(other)).toEqual([`viewOther ${place}`])
    expect(placeWords(place)[0]).toBe("ตาราง CSV ปี 2566 งานที่ต้องรายงาน d-aaaaaaaa ช่อง “ผลของงวด”")
  })

  it("a field more, of nothing", async () => {
    const path = "/2566/ita.json?page=1"
    const other = new Map(files).set(path, textOf(files, path).replace("{", '{"more":null,'))
    expect(await foundIn(other)).toEqual([`viewOther ${path}`])
  })
})

describe("what was found behind links, which nobody signs,", () => {
  const link = "https://office.example/evidence"
  const look = { link, at: FROM + 17 * 86_400_000, outcome: "login", status: 200, type: "text/html" } as const
  const found = () =>
    serve(newSite(signedPushes(), { looks: [{ ...look, size: 9, sha256: null, isCut: false }] }))

  it("is taken as it is shown, and must be the same at every address", async () => {
    const { faults, unproved } = await verifyRecord(doorTo(found()), {})
    expect(faults).toEqual([])
    expect(unproved).toContain("links")
    const path = "/2566/measures/m-bbbbbbbb.json"
    const files = found().set(path, textOf(serve(newSite()), path))
    expect(await foundIn(files)).toEqual([`viewOther ${path}#reports`])
  })

  it("may come while the record is read: then it is read again", async () => {
    const [before, after] = [serve(newSite()), found()]
    const door = doorTo(after)
    const asked: string[] = []
    const get = (path: string) => {
      const isFirst = path === "/2566.json" && !asked.includes(path)
      asked.push(path)
      return (isFirst ? doorTo(before) : door).get(path)
    }
    expect((await verifyRecord({ ...door, get }, {})).faults).toEqual([])
    expect(asked.filter(path => path === "/2566.json")).toHaveLength(3)
  })

  it("makes nothing proven that the record does not", async () => {
    const files = found()
    const view = JSON.parse(textOf(files, "/2566.json"))
    for (const each of view.reports) if (each.links.length > 0) each.state = "done"
    expectFault(await foundIn(files.set("/2566.json", JSON.stringify(view))), "viewOther", /reports\/.*state/)
  })
})

describe("the ledger of notices", () => {
  const hashes = ["a", "b", "c"].map(letter => letter.repeat(43))
  const at = "2023-06-12T03:00:00.000Z"
  const told = (sent: readonly string[], day = "2023-06-12"): LogEntry[] => [
    { type: "notices", at: instantOf(FROM + 17 * 86_400_000), day, sent: [...sent] },
  ]
  const listed = (notices: readonly { at: string; hash: string }[], pages = 1) =>
    JSON.stringify({ page: 1, pages, total: notices.length, notices })
  const withLedger = (text: string | undefined, sent = hashes.slice(0, 2)) => {
    const files = withEntries(all => [...all, ...told(sent)])
    return text === undefined ? files : files.set("/notices.json?page=1", text)
  }
  const [one = "", two = "", three = ""] = hashes
  const mails = [one, two].map(hash => ({ at, hash }))
  const today = { at: "2023-06-13T03:00:00.000Z", hash: three }

  it("that lists the mails of each day that the log tells of holds, whatever came since", async () => {
    expect(await foundIn(withLedger(listed([today, ...mails])))).toEqual([])
  })

  it.each<[string, string | undefined, string]>([
    [
      "a mail that nobody sent",
      listed([...mails, { at, hash: three }]),
      `viewAdds /notices.json?page=1#${three}`,
    ],
    ["a mail twice", listed([...mails, { at, hash: two }]), `viewAdds /notices.json?page=1#${two}`],
    ["a mail of no day", listed([...mails, { at: "x", hash: two }]), `viewAdds /notices.json?page=1#${two}`],
    ["a mail less", listed(mails.slice(1)), `viewLacks /notices.json#${one}`],
    ["another number of them", listed(mails).replace('"total":2', '"total":3'), "viewOther /notices.json"],
    ["nothing", undefined, "viewUnread /notices.json"],
  ])("%s", async (_, text, fault) => expect(await foundIn(withLedger(text))).toContain(fault))

  it("is read from its newest page on: of the day on which reading ends it may go on", async () => {
    const page = (notices: readonly { at: string; hash: string }[]) => listed(notices, 11)
    const files = withEntries(all => [...all, ...told([one, two]), ...told([three], "2023-06-13")])
    for (let number = 2; number <= 10; number++) files.set(`/notices.json?page=${number}`, page([]))
    const { faults, unproved } = await verifyRecord(
      doorTo(files.set("/notices.json?page=1", page([today]))),
      {},
    )
    expect([faults, unproved.includes("olderPages")]).toEqual([[], true])
  })
})

describe("two readers who hold something of before", () => {
  const whole = noteOf(newSite())
  const short = () => serve(newSite(signedPushes(CHANGES.slice(0, 2))))
  /** Whole by itself: the office's key signed another history. */
  const fork = () =>
    serve(
      newSite(
        signedPushes(
          CHANGES.map((change, at) => (at === 1 ? { ...change, held: ["measure/m-aaaaaaaa"] } : change)),
        ),
      ),
    )
  const head = async () => (await verifyRecord(doorTo(serve(newSite())), {})).heads[0]

  it.each<[string, () => Files, Asked, FaultCode]>([
    ["a log cut back", short, { seen: parseSeen(whole) }, "shrunk"],
    ["another history", fork, { seen: parseSeen(whole) }, "forked"],
    [
      "size and root out of a mail",
      fork,
      { seen: parseSeen(whole.split("\n").slice(0, 3).join(" \r\n ")) },
      "forked",
    ],
    [
      "a log of another name",
      () => serve(newSite(signedPushes(), { origin: "record.example/log/2" })),
      { seen: parseSeen(whole) },
      "logOther",
    ],
    [
      "another key of the log",
      () => serve(newSite(signedPushes(), { logKey: otherLogKey })),
      { keptKey: textOf(serve(newSite()), "/log/vkey") },
      "keyOther",
    ],
  ])("see %s", async (_, files, asked, code) => {
    expect(await foundIn(files())).toEqual([])
    expectFault(await foundIn(files(), asked), code, /./)
  })

  it("see by the head in a mail that a year was written anew", async () => {
    const { fiscalYear, revision, head: hash } = (await head()) ?? { fiscalYear: 0, revision: 0, head: "" }
    const seen = parseSeen(`X-Sujarit-Head: ${fiscalYear}/${revision}/${hash}`)
    expect(await foundIn(serve(newSite()), { seen })).toEqual([])
    expectFault(await foundIn(short(), { seen }), "headOther", /2566\/3/)
  })

  it("are told what they pasted is nothing to compare with", () => {
    expect(parseSeen("ไม่มีอะไร 12")).toBeUndefined()
  })
})

function expectFault(found: readonly string[], code: FaultCode, place: RegExp): void {
  expect(
    found.filter(each => each.startsWith(`${code} `) && place.test(each)),
    found.join("\n"),
  ).not.toEqual([])
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const other = new Uint8Array(bytes)
  other[at] = (other[at] ?? 0) ^ 1
  return other
}

/** One letter of the third push's payload. */
function forged(entries: LogEntry[]): LogEntry[] {
  const [last] = entries.slice(-1)
  const [header, payload = "", signature] = last && "jws" in last ? last.jws.split(".") : []
  const text = Buffer.from(payload, "base64url")
    .toString()
    .replace('"held":[]', '"held":["measure/m-aaaaaaaa"]')
  return pushAt(entries, 3, { jws: `${header}.${Buffer.from(text).toString("base64url")}.${signature}` })
}

function withForeignKeys(): Site {
  const { n = "", e = "" } = stranger.publicKey.export({ format: "jwk" })
  const site = newSite(signedPushes(CHANGES, stranger.privateKey))
  return { ...site, entries: pushAt(site.entries, 0, { office: [{ kid: "office", n, e }] }) }
}

function pastKey(): Site {
  const site = { ...newSite(), exp: Math.floor(FROM / 1000) + 86_400 }
  return { ...site, entries: entriesOf(site) }
}
