import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  addDays,
  dateParts,
  fiscalYearEnd,
  fiscalYearOf,
  fiscalYearStart,
  type IsoDate,
} from "../../../shared/date/civil-date.ts"
import { longDate, MONTHS, SHORT_MONTHS, shortDate, thaiDigits } from "../../../shared/date/thai-date.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { ANY_LETTER } from "../../any-letter.ts"
import { CORPUS, KINDS } from "./corpus.ts"

const TEN_YEARS = Array.from({ length: 10 }, (_, index) => 2561 + index)

describe("every day of ten fiscal years", () => {
  test.each(TEN_YEARS)("%i round-trips in several spellings", fiscalYear => {
    const last = fiscalYearEnd(fiscalYear)
    for (let date = fiscalYearStart(fiscalYear); date <= last; date = addDays(date, 1)) {
      // In three years following, a day is written in all of them.
      const turn = (dateParts(date).day + fiscalYear) % 3
      for (const [phrase, normal] of spellings(date).filter((_, at) => at % 3 === turn)) {
        const { normal: found, flag, due } = compilePeriod(phrase, { fiscalYear })
        if (found !== normal || flag !== "ok" || due[0] !== date)
          expect({ phrase, found, flag, due }).toBe(normal)
      }
    }
  })
})

function spellings(date: IsoDate): [string, string][] {
  const { year, month, day } = dateParts(date)
  const be = year + 543
  return [
    [longDate(date), `D ${date}`],
    [thaiDigits(shortDate(date)), `D ${date}`],
    [`${day} ${SHORT_MONTHS[month - 1]} ${be % 100}`, `D ${date}`],
    [`${day}/${month}/${be}`, `D ${date}`],
    [date, `D ${date}`],
    [`ภายในวันที่ ${day} ${MONTHS[month - 1]} พ.ศ. ${be}`, `BY ${date}`],
  ]
}

describe("every day of the month as a recurrence", () => {
  test.each(TEN_YEARS)("%i has exactly the months that have the day", fiscalYear => {
    for (let day = 1; day <= 31; day++) {
      const { due } = compilePeriod(`ภายในวันที่ ${day} ของทุกเดือน`, { fiscalYear })
      const expected: string[] = []
      const last = fiscalYearEnd(fiscalYear)
      for (let date = fiscalYearStart(fiscalYear); date <= last; date = addDays(date, 1)) {
        if (dateParts(date).day === day) expected.push(date)
      }
      expect(due).toEqual(expected)
    }
  })
})

const meaning = ({ normal, due }: ReturnType<typeof compilePeriod>) => ({ normal, due })
const corpusRow = fc.constantFrom(...CORPUS, ...KINDS)

describe("what never changes a meaning", () => {
  test("digits of the other kind, written throughout", () => {
    for (const { phrase, year } of CORPUS) {
      if (/[๐-๙]/.test(phrase) && /[0-9]/.test(phrase)) continue
      const other = /[๐-๙]/.test(phrase)
        ? phrase.replace(/[๐-๙]/g, digit => String(digit.charCodeAt(0) - 0x0e50))
        : thaiDigits(phrase)
      const again = compilePeriod(other, { fiscalYear: year })
      if (again.normal.startsWith("REL")) continue
      expect({ other, ...meaning(again) }).toEqual({
        other,
        ...meaning(compilePeriod(phrase, { fiscalYear: year })),
      })
    }
  })
  test("invisible characters, wherever they stand", () => {
    const invisible = fc.constantFrom("\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u00AD")
    fc.assert(
      fc.property(corpusRow, invisible, fc.nat(), ({ phrase, year }, mark, at) => {
        const place = at % (phrase.length + 1)
        const dirty = phrase.slice(0, place) + mark + phrase.slice(place)
        const [first, second] = [phrase, dirty].map(text => compilePeriod(text, { fiscalYear: year }))
        expect({ ...second, text: "" }).toEqual({ ...first, text: "" })
      }),
      { numRuns: 1200, seed: 2566 },
    )
  })
  test("spaces of other kinds, doubled, and around the phrase", () => {
    const space = fc.constantFrom("  ", "\u00A0", "\u202F", "\u2009", "\t", "\r\n", "\u3000")
    fc.assert(
      fc.property(corpusRow, space, ({ phrase, year }, wide) => {
        const spaced = `${wide}${phrase.replace(/ /g, wide)}${wide}`
        const [first, second] = [phrase, spaced].map(text => compilePeriod(text, { fiscalYear: year }))
        expect({ ...second, text: "" }).toEqual({ ...first, text: "" })
      }),
      { numRuns: 1000, seed: 2566 },
    )
  })
  test("spaces left out between words and numbers", () => {
    for (const { phrase, year, flag } of CORPUS) {
      if (flag !== "ok") continue
      const tight = phrase.replace(/ (?=[^\d๐-๙])|(?<=[^\d๐-๙]) /g, "")
      expect({ tight, ...meaning(compilePeriod(tight, { fiscalYear: year })) }).toEqual({
        tight,
        ...meaning(compilePeriod(phrase, { fiscalYear: year })),
      })
    }
  })
})

describe("broken phrases", () => {
  // Many begin alike: a text is broken once. Of those of one kind, one lost the letters that the next has.
  const textsOf = new Map<number, Set<string>>()
  for (const [place, { phrase, year }] of [...CORPUS, ...KINDS].entries()) {
    const texts = textsOf.get(year) ?? new Set()
    textsOf.set(year, texts)
    const letters = Array.from(phrase)
    for (const index of letters.keys()) {
      texts.add(letters.slice(0, index).join(""))
      if ((index + place) % 2 === 0) texts.add(letters.toSpliced(index, 1).join(""))
    }
  }
  test("a prefix or a lost letter never passes as ok with a date that is not written there", () => {
    const wrong = [...textsOf].flatMap(([year, texts]) => [...texts].filter(text => !isHonest(text, year)))
    expect(wrong).toEqual([])
  })
})

/** A word of no lexicon, where a space or the edge of a number says that a word ends. */
const STRANGER = "แตงโม"

test("no word is dropped in silence: a strange one, wherever it stands, is asked about", () => {
  const dropped = [...CORPUS, ...KINDS].flatMap(({ phrase, year }) => {
    const { flag } = compilePeriod(phrase, { fiscalYear: year })
    if (flag === "ask" || flag === "reject" || /กรุณา|โปรด|ขอให้|^ส่งถึง/.test(phrase)) return []
    const places = [...phrase.matchAll(/ |$|^/g)].map(({ index }) => index)
    return places.flatMap(at => {
      const text = `${phrase.slice(0, at)} ${STRANGER} ${phrase.slice(at)}`
      const found = compilePeriod(text, { fiscalYear: year })
      return found.flag === "ask" || found.flag === "reject" ? [] : [`${text}: ${found.normal}`]
    })
  })
  expect(dropped).toEqual([])
})

/** An independent and much simpler reader: every number and month written in an ok phrase is part of its answer. */
function isHonest(text: string, fiscalYear: number): boolean {
  const { flag, normal, understood } = compilePeriod(text, { fiscalYear })
  if (flag !== "ok") return true
  const plain = text
    .replace(/[๐-๙]/g, digit => String(digit.charCodeAt(0) - 0x0e50))
    // Which of several it is, is no date.
    .replace(/(?:งวด|ครั้ง|รอบ|ระยะ)ที่ ?\d\b|(?<!\d)\d\)|^\d\.(?=\D)/g, "")
  const answer = `${normal} ${understood.replace(/[๐-๙]/g, digit => String(digit.charCodeAt(0) - 0x0e50))}`
  const known = new Set((answer.match(/\d+/g) ?? []).flatMap(numbersBehind))
  if (/ปีงบ/.test(plain)) for (const year of [fiscalYear, fiscalYear % 100]) known.add(year)
  const numbers = (plain.match(/\d+/g) ?? []).map(Number)
  const isPeriod =
    /ไตรมาส|รอบ|\d *(เดือน|วัน) *\(|ที่ ?\d+ ?ของเดือน|[Qq]\d|เดือนแรก|เดือนหลัง|ครั้ง|- *\d+ *ของ|ถึง|[-–] ?[\dก-ฮ]|ชั่วโมง|วันแรก/.test(
      plain,
    )
  return isPeriod || numbers.every(number => known.has(number))
}

function numbersBehind(digits: string): number[] {
  const value = Number(digits)
  if (digits.length === 8)
    return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].flatMap(numbersBehind)
  return digits.length === 4 ? [value, value % 100, value + 543, (value + 543) % 100] : [value]
}

describe("anything at all", () => {
  // biome-ignore format: a list
  const NAUGHTY = [
    "", " ", "\u0000", "\uD800", "\uDC00มิถุนายน", "undefined", "null", "NaN", "-1", "1e400", "0x10", "../../etc/passwd", "<script>alert(1)</script>",
    "'; DROP TABLE t;--", "=HYPERLINK(\"x\")", "+66", "@SUM(1)", "🇹🇭", "ก".repeat(500), "ก".repeat(501), "1".repeat(500), "ภายใน".repeat(100),
    "ทุก".repeat(160), "(".repeat(500), "และ".repeat(166), "มิ.ย.".repeat(100), "๕/".repeat(250), `ก${"\u0E48".repeat(499)}`, "a\u0301".repeat(250),
    "ภายใน 99999999999999999999 วัน", "ภายใน 999999 วัน นับแต่วันที่ 1 มิถุนายน 2566", "ทุก 0 เดือน", "ทุก 999 ปี", "ปีละ 0 ครั้ง", "ไตรมาส 0", "0 เดือนแรก",
    "__proto__", "constructor", "ปีปฏิทิน พ.ศ. 1000", "ปีงบประมาณ 0001", "ปีงบประมาณ 9999", "30/06/0000", "วันพุธที่ 0 ของทุกเดือน", "ทุก 3 เดือน ตั้งแต่ 30 ก.ย. 66",
  ]

  test.each(NAUGHTY)("%j does not throw", text => {
    const compiled = compilePeriod(text, { fiscalYear: 2566 })
    expect(compilePeriod(compiled.understood, { fiscalYear: 2566 }).normal).toBe(compiled.normal)
    expect(compiled.flag).not.toBe("ok")
  })
  test("random text neither throws nor passes", () => {
    const letters = fc.constantFrom(..."กขคงมยสพตดนวทธศฤุิีึืูัาำเแโใไ่้๊๋์ํๅๆฯ.,-/() 0123456789๐๑๒๓๔๕๖๗๘๙oOq")
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: ANY_LETTER }), fc.array(letters, { maxLength: 60 })), made => {
        const text = typeof made === "string" ? made : made.join("")
        expect(isHonest(text, 2566)).toBe(true)
      }),
      { numRuns: 3000, seed: 2566 },
    )
  })
  test("words in any order do not throw, round-trip, and leave the year only with a flag", () => {
    const words = fc.constantFrom(
      ...new Set([...CORPUS, ...KINDS].flatMap(({ phrase }) => phrase.split(" "))),
    )
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 7 }), chosen => {
        const compiled = compilePeriod(chosen.join(" "), { fiscalYear: 2566 })
        const again = compilePeriod(compiled.understood, { fiscalYear: 2566 })
        expect({ understood: compiled.understood, normal: again.normal }).toEqual({
          understood: compiled.understood,
          normal: compiled.normal,
        })
        if (compiled.flag === "ok") expect(compiled.due.every(date => fiscalYearOf(date) === 2566)).toBe(true)
      }),
      { numRuns: 2500, seed: 2566 },
    )
  })
})

test("no phrase without a flag leaves the plan's year", () => {
  for (const { phrase } of [...CORPUS, ...KINDS]) {
    for (const fiscalYear of [2560, 2565, 2566, 2567, 2570]) {
      const { flag, due, from } = compilePeriod(phrase, { fiscalYear })
      const dates = from ? [...due, from] : due
      if (flag === "ok")
        expect({ phrase, years: dates.map(fiscalYearOf) }).toEqual({
          phrase,
          years: dates.map(() => fiscalYear),
        })
    }
  }
})

test("the same phrase gives the same answer whatever was compiled before", () => {
  const first = CORPUS.map(({ phrase, year }) => compilePeriod(phrase, { fiscalYear: year }))
  const second = [...CORPUS].reverse().map(({ phrase, year }) => compilePeriod(phrase, { fiscalYear: year }))
  expect(second.reverse()).toEqual(first)
})
