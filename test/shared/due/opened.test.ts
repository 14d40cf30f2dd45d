/** How a report's links stand: judged on looks alone, by the civil day in Bangkok. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { addDays, bangkokDate } from "../../../shared/date/civil-date.ts"
import { obligationsOf } from "../../../shared/due/obligation.ts"
import { LINK_STATES, looksDue, neededLooks, seenLinks } from "../../../shared/due/opened.ts"
import { type Answer, type Look, type Outcome, outcomeOf } from "../../../shared/record/look.ts"
import { at, type Change, day, look, lookedAt, measureRow, PLAN, recordOf, reportRow } from "./fixture.ts"

const ID = "m-00000001/1/2566"
const LINK = "https://example.go.th/report.pdf"
const REPORTED: Change = { at: at("2023-05-02"), rows: [reportRow(ID, { evidence: LINK })] }
const PLANNED: Change = { at: at("2022-10-13"), rows: [measureRow()] }

function owed(on: string, looks: readonly Look[], ...changes: Change[]) {
  const record = lookedAt(recordOf(PLAN, PLANNED, ...(changes.length > 0 ? changes : [REPORTED])), ...looks)
  const found = obligationsOf(record, day(on)).find(each => each.id === ID)
  if (!found) throw new Error("no obligation")
  return found
}

const seen = (date: string, outcome: Outcome, changes: Partial<Look> = {}) =>
  look(LINK, at(date, 10), { outcome, ...changes })

describe("what an answer means", () => {
  const answer = (changes: Partial<Answer>): Answer => ({
    way: [LINK],
    status: 200,
    type: "application/pdf",
    beginning: "",
    ...changes,
  })
  const html = (beginning: string, way = [LINK]) => answer({ type: "text/html", beginning, way })
  const form = '<form><input name=u><input class="x" type=password></form>'

  it.each([
    ["a file", answer({}), "open"],
    ["no content", answer({ status: 204 }), "open"],
    ["401", answer({ status: 401 }), "login"],
    ["403", answer({ status: 403 }), "login"],
    ["404", answer({ status: 404 }), "gone"],
    ["410", answer({ status: 410 }), "gone"],
    ["a redirect that leads nowhere", answer({ status: 302 }), "down"],
    ["429", answer({ status: 429 }), "down"],
    ["500", answer({ status: 500 }), "down"],
    ["503", answer({ status: 503 }), "down"],
    ["Google's log-in", answer({ way: [LINK, "https://accounts.google.com/v3/signin"] }), "login"],
    ["Google's log-in given as the link", answer({ way: ["https://accounts.google.com/x"] }), "login"],
    ["Microsoft's log-in", answer({ way: [LINK, "https://login.microsoftonline.com/x"] }), "login"],
    ["a host that only sounds like it", answer({ way: [LINK, "https://accounts.google.com.th/a"] }), "open"],
    ["a redirect to a log-in page", answer({ way: [LINK, "https://a.go.th/login?to=/x"] }), "login"],
    [
      "a redirect that names a log-in in its query",
      answer({ way: [LINK, "https://a.go.th/x?from=/login"] }),
      "open",
    ],
    ["a page about logging", answer({ way: [LINK, "https://a.go.th/logging-book"] }), "open"],
    ["a page that is a log-in", html(`<title>เข้าสู่ระบบ</title>${form}`), "login"],
    ["an English one", html(`<title>Please sign in</title>${form}`), "login"],
    ["one by its address", html(`<title>ระบบสารบรรณ</title>${form}`, ["https://a.go.th/login"]), "login"],
    ["an open page with a log-in in its corner", html(`<title>ผลการดำเนินงาน</title>${form}`), "open"],
    ["a page on logging in, without a form", html("<title>วิธีเข้าสู่ระบบ</title>"), "open"],
  ] as const)("%s", (_name, given, outcome) => expect(outcomeOf(given)).toBe(outcome))
})

describe("a link that asks for a log-in", () => {
  it("leaves the report done on the day it is found, and lowers it from the next on, until it opens", () => {
    const looks = [seen("2023-05-02", "login"), seen("2023-05-03", "login"), seen("2023-05-06", "open")]
    const stateOn = (on: string) =>
      owed(
        on,
        looks.filter(each => bangkokDate(each.at) <= on),
      ).state
    expect(["2023-05-02", "2023-05-03", "2023-05-05", "2023-05-06"].map(stateOn)).toEqual([
      "done",
      "reported",
      "reported",
      "done",
    ])
  })

  it("found a minute before midnight has the day after all the same: days are civil days", () => {
    const late = look(LINK, at("2023-05-03", 0) - 60_000, { outcome: "login" })
    expect(owed("2023-05-02", [late]).state).toBe("done")
    expect(owed("2023-05-03", [late]).state).toBe("reported")
  })

  it("stays late where it was late, and unproven beside it", () => {
    const late: Change = { ...REPORTED, at: at("2023-07-03") }
    const found = owed("2023-07-10", [seen("2023-07-03", "login")], late)
    expect(found).toMatchObject({ state: "late", proven: false })
  })

  it("once closed again is closed from then on, with a day of grace anew", () => {
    const looks = [seen("2023-05-02", "open"), seen("2023-06-01", "login")]
    expect(owed("2023-06-01", looks)).toMatchObject({ state: "done", links: [{ state: "login" }] })
    expect(owed("2023-06-02", looks).state).toBe("reported")
  })
})

it.each(["gone", "down"] as const)(
  "a link that is %s changes no state, before or after a log-in",
  outcome => {
    for (const before of [[], [seen("2023-05-02", "open")], [seen("2023-05-02", "login")]]) {
      const expected = owed("2023-05-20", before).state
      expect(owed("2023-05-20", [...before, seen("2023-05-04", outcome)]).state).toBe(expected)
    }
  },
)

describe("a link that changed after it was sent", () => {
  const other = { sha256: "bb" }
  const page = { type: "text/html" }

  it("is a file with another hash or size, told from the look that found it", () => {
    const looks = [
      seen("2023-05-02", "open"),
      seen("2023-05-03", "open"),
      seen("2023-06-02", "open", other),
      seen("2023-07-02", "open", other),
    ]
    expect(owed("2023-07-03", looks)).toMatchObject({
      state: "done",
      links: [{ state: "changed", since: at("2023-06-02", 10) }],
    })
    expect(
      owed("2023-07-03", [looks[0] as Look, seen("2023-06-02", "open", { size: 2 })]).links,
    ).toMatchObject([{ state: "changed" }])
  })

  it("is not what was put back, nor a page that is another at each look", () => {
    const back = [seen("2023-05-02", "open"), seen("2023-06-02", "open", other), seen("2023-07-02", "open")]
    expect(owed("2023-07-03", back).links).toMatchObject([{ state: "open" }])
    const restless = ["a", "b", "c"].map((sha256, index) =>
      seen(`2023-0${5 + index}-02`, "open", { ...page, sha256 }),
    )
    expect(owed("2023-07-03", restless).links).toMatchObject([{ state: "open" }])
  })

  it("is a page that was once the same", () => {
    const looks = [
      seen("2023-05-02", "open", page),
      seen("2023-05-03", "open", page),
      seen("2023-06-02", "open", { ...page, ...other }),
    ]
    expect(owed("2023-07-03", looks).links).toMatchObject([{ state: "changed" }])
  })

  it("is measured from the report that gave it: what it was before is nobody's", () => {
    const looks = [seen("2023-04-01", "open"), seen("2023-05-02", "open", other)]
    expect(owed("2023-07-03", looks).links).toMatchObject([{ state: "open", sent: { sha256: "bb" } }])
  })
})

it("what was accepted before links were opened has none to judge", () => {
  const old: Change = { ...REPORTED, isUnopened: true }
  expect(owed("2023-06-01", [seen("2023-05-02", "login")], old)).toMatchObject({ state: "done", links: [] })
  const again: Change = {
    at: at("2023-06-02"),
    rows: [reportRow(ID, { evidence: LINK, result: "ดำเนินการแล้ว ครบ" })],
  }
  expect(owed("2023-06-05", [seen("2023-06-02", "login")], old, again).state).toBe("reported")
})

it("several links are as good as the worst; a document by number and date stands without them", () => {
  const two = (evidence: string): Change => ({ at: at("2023-05-02"), rows: [reportRow(ID, { evidence })] })
  const looks = [seen("2023-05-02", "login"), look("https://example.go.th/b", at("2023-05-02", 10))]
  expect(owed("2023-05-09", looks, two(`${LINK} https://example.go.th/b`))).toMatchObject({
    state: "reported",
    links: [{ state: "login" }, { state: "open" }],
  })
  expect(owed("2023-05-09", looks, two(`กท 6301/123 ลว. 2 พ.ค. 2566 ${LINK}`)).state).toBe("done")
})

describe("what is to be opened", () => {
  /** The days on which a link is opened that always answers so. */
  function lookedOn(outcome: Outcome, through: string): string[] {
    const looks: Look[] = []
    for (let date = day("2023-05-02"); date <= through; date = addDays(date, 1)) {
      const record = lookedAt(recordOf(PLAN, PLANNED, REPORTED), ...looks)
      if (looksDue(record, date).links.length > 0) looks.push(seen(date, outcome))
    }
    return looks.map(each => bangkokDate(each.at))
  }

  it("is an open link twice, then each month", () => {
    expect(lookedOn("open", "2023-08-05")).toEqual([
      "2023-05-02",
      "2023-05-03",
      "2023-06-02",
      "2023-07-02",
      "2023-08-01",
    ])
  })

  it.each(["login", "gone", "down"] as const)(
    "is a link that is %s each day of a week, then each week",
    outcome => {
      expect(lookedOn(outcome, "2023-05-31").map(date => Number(date.slice(8)))).toEqual([
        2, 3, 4, 5, 6, 7, 8, 9, 16, 23, 30,
      ])
    },
  )

  it("is nothing of a report taken back, and tells the next day there is something", () => {
    const record = recordOf(PLAN, PLANNED, REPORTED)
    expect(looksDue(record, day("2023-05-02"))).toEqual({ links: [LINK], next: undefined })
    const looked = lookedAt(record, seen("2023-05-02", "open"))
    expect(looksDue(looked, day("2023-05-02"))).toEqual({ links: [], next: "2023-05-03" })
    const gone = recordOf(PLAN, PLANNED, REPORTED, { at: at("2023-05-03"), gone: [`report/${ID}`] })
    expect(looksDue(gone, day("2023-05-04")).links).toEqual([])
  })
})

it("every state of a link has a case here", () => {
  expect([...LINK_STATES].sort()).toEqual(["changed", "down", "gone", "login", "open", "unchecked"])
})

describe("of the looks of a year those that are needed", () => {
  const MAY = at("2023-05-02")
  const HOURS = 3_600_000
  const found = fc.record({
    outcome: fc.constantFrom<Outcome>("open", "open", "login", "gone", "down"),
    sha256: fc.constantFrom("aa", "bb", "cc"),
    type: fc.constantFrom("application/pdf", "text/html"),
  })
  /** The link given, taken back or given again, between looks. */
  const edit = fc.constantFrom("link", "other")
  const steps = fc.array(fc.oneof({ weight: 4, arbitrary: found }, { weight: 1, arbitrary: edit }), {
    maxLength: 40,
  })

  function lived(steps: readonly (Partial<Look> | string)[]) {
    const changes: Change[] = [REPORTED, { at: MAY + 1, rows: [reportRow(`${ID}-N2`, { evidence: LINK })] }]
    const looks: Look[] = []
    for (const [index, step] of steps.entries()) {
      const instant = MAY + (index + 1) * 8 * HOURS
      if (typeof step === "string")
        changes.push({
          at: instant,
          rows: [reportRow(ID, { evidence: step === "link" ? LINK : "https://a.go.th/b" })],
        })
      else {
        const lost = step.outcome === "open" ? {} : { sha256: null, size: null }
        looks.push(look(LINK, instant, { ...step, ...lost }))
      }
    }
    return { record: recordOf(PLAN, PLANNED, ...changes), looks }
  }

  const standingsOf = (record: ReturnType<typeof lookedAt>) =>
    [ID, `${ID}-N2`].map(id => seenLinks(record, record.versionsByName.get(`report/${id}`) ?? []))

  it("say of each link what all of them say, at every later revision too, and are few", () => {
    fc.assert(
      fc.property(steps, fc.nat(40), (all, part) => {
        const early = lived(all.slice(0, part))
        const kept = neededLooks(lookedAt(early.record, ...early.looks))
        expect(kept.length).toBeLessThanOrEqual(14)
        const { record, looks } = lived(all)
        const after = [...kept, ...looks.slice(early.looks.length)]
        expect(standingsOf(lookedAt(record, ...after))).toEqual(standingsOf(lookedAt(record, ...looks)))
        const needed = neededLooks(lookedAt(record, ...after))
        expect(standingsOf(lookedAt(record, ...needed))).toEqual(standingsOf(lookedAt(record, ...looks)))
      }),
      { numRuns: 500 },
    )
  })
})
