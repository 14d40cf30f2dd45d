/**
 * `/answer/<token>`: what a section owes, to be answered on a phone without a log-in. A look changes nothing, since programs
 * follow links in mails. Of a stranger's token one row is read, and no body.
 */
import { type Context, Hono } from "hono"
import { closedWords, itemNamed, itemsToAnswer, newOrder } from "../../shared/answer/item.ts"
import { ASKED_COLUMNS, answerContext, judgeAnswer, type Typed } from "../../shared/answer/judge-answer.ts"
import { secretOf } from "../../shared/due/recipient.ts"
import { ANSWER_PATH, LINK_DAYS } from "../../shared/push/answer.ts"
import { canonicalJson } from "../../shared/push/sd-jwt.ts"
import type { YearRecord } from "../../shared/record/record.ts"
import type { AppEnv } from "../app-env.ts"
import { postedForm } from "../host/posted-body.ts"
import { newestYear } from "../pages/newest-year.ts"
import { notFound, refusal } from "../publish/answer/problem.ts"
import {
  type AnswerLink,
  answersOfSection,
  DAY_MS,
  findLink,
  type KeptAnswer,
  keepAnswer,
} from "../store/answers.ts"
import { loadRecord, readPrivateRows } from "../store/store.ts"
import { type Attempt, answerPage } from "./page.tsx"

export const answerRoutes = new Hono<AppEnv>()

const PATH = `${ANSWER_PATH}/:token{[0-9a-f]{40}}`
const MISSING = "ลิงก์นี้อาจไม่ครบ ให้เปิดจากอีเมลฉบับล่าสุดอีกครั้ง หรือกรอกในตาราง"
const OVER = `ลิงก์ในอีเมลใช้ได้ ${LINK_DAYS} วัน ให้เปิดจากอีเมลฉบับล่าสุด หรือกรอกในตาราง`
const REVOKED = "ฝ่ายเจ้าของแผนยกเลิกลิงก์ที่ส่งไปแล้วทั้งหมด ให้รออีเมลฉบับถัดไป หรือกรอกในตาราง"
/** Two cells of 5,000 Thai letters, each letter nine bytes in a form, and what is short. */
const BODY_LIMIT = 120_000

type AnswerContext = Context<AppEnv, typeof PATH>

answerRoutes.get(PATH, async c => {
  const link = await openLink(c)
  return link instanceof Response ? link : show(c, link)
})

answerRoutes.post(PATH, async c => {
  const link = await openLink(c)
  if (link instanceof Response) return link
  const form = await postedForm(c.req.raw, BODY_LIMIT)
  if (!form) return show(c, link, { status: 400, said: UNREAD })
  return receive(c, link, form)
})

const UNREAD = "อ่านสิ่งที่ส่งมาไม่ได้ หรือยาวเกินไป ให้ส่งใหม่ให้สั้นลง ยังไม่มีอะไรถูกบันทึก"
const UNKNOWN = "ลิงก์นี้ตอบเรื่องนี้ไม่ได้ ยังไม่มีอะไรถูกบันทึก"

/** A refusal where the link is none, or none any more. */
async function openLink(c: AnswerContext): Promise<AnswerLink | Response> {
  const link = await findLink(c.env.DB, c.req.param("token"))
  if (!link) return notFound(c, MISSING)
  if (link.revokedAt !== null && link.revokedAt >= link.createdAt) return refusal(c, "linkOver", REVOKED)
  const isOver = c.get("moment").now >= link.createdAt + LINK_DAYS * DAY_MS
  return isOver ? refusal(c, "linkOver", OVER) : link
}

async function receive(c: AnswerContext, link: AnswerLink, form: FormData): Promise<Response> {
  const { now, today } = c.get("moment")
  const of = String(form.get("of") ?? "")
  const { record, context } = await readYear(c.env.DB, link.fiscalYear)
  const item = itemNamed(record, { ...link, today }, of)
  if (!item) return show(c, link, { status: 400, said: UNKNOWN })
  const typed: Typed = Object.fromEntries(
    ASKED_COLUMNS[item.kind].map(key => [
      key,
      key === "nothingToReport" ? form.get(key) !== null : plainLines(form.get(key)),
    ]),
  )
  const judged = judgeAnswer(item, typed, context, today)
  const earlier = (await recent(c.env.DB, link, now)).find(each => each.of === of && isTaken(each, link))
  if (earlier) return afterOther(c, link, earlier, judged.cells)
  if (item.kind === "order") {
    if ((await orders(c.env.DB, link, now)) >= MOST_ORDERS)
      return show(c, link, { status: 409, said: ENOUGH })
  } else if (!itemsToAnswer(record, { ...link, today }).some(each => each.of === of))
    return show(c, link, { status: 409, said: closedWords(item) })
  if (judged.blocking.length > 0) return show(c, link, { status: 422, of, typed, problems: judged.problems })
  const answer = { of, at: new Date(now).toISOString(), cells: judged.cells }
  if (await keepAnswer(c.env.DB, answer, link)) return backToPage(c)
  const winner = (await recent(c.env.DB, link, now)).find(each => each.of === of)
  return winner ? afterOther(c, link, winner, judged.cells) : show(c, link, { status: 409, said: UNKNOWN })
}

/** A fortnight's, by all links together: whoever got hold of one fills nobody's sheet. */
const MOST_ORDERS = 20
const ENOUGH = "บันทึกข้อสั่งการจากลิงก์ครบจำนวนที่รับได้แล้ว ให้บันทึกในแท็บ “การกำกับติดตาม” ของตาราง"

async function orders(db: D1Database, link: AnswerLink, now: number): Promise<number> {
  return (await recent(db, link, now)).filter(({ cells }) => cells.order !== undefined).length
}

/** Somebody was first: where he said the same, this was a second press of the button. */
function afterOther(
  c: AnswerContext,
  link: AnswerLink,
  earlier: KeptAnswer,
  cells: KeptAnswer["cells"],
): Promise<Response> | Response {
  if (canonicalJson(earlier.cells) === canonicalJson(cells)) return backToPage(c)
  return show(c, link, { status: 409, said: TAKEN })
}

const TAKEN = "มีผู้ตอบเรื่องนี้จากอีเมลไปก่อนแล้ว สิ่งที่ส่งครั้งนี้จึงไม่ถูกบันทึก สิ่งที่บันทึกไว้อยู่ข้างล่าง ถ้าต้องแก้ ให้แก้ในตาราง"

/** See Other: loading the page again asks, and sends nothing. */
function backToPage(c: AnswerContext): Response {
  c.header("Cache-Control", "no-store")
  return c.redirect(c.req.path, 303)
}

async function show(c: AnswerContext, link: AnswerLink, attempt?: Attempt): Promise<Response> {
  const moment = c.get("moment")
  const [{ record, context }, answers, year] = await Promise.all([
    readYear(c.env.DB, link.fiscalYear),
    recent(c.env.DB, link, moment.now),
    newestYear(c),
  ])
  const taken = answers.filter(each => isTaken(each, link))
  const names = new Set(taken.map(each => each.of))
  const whose = { section: link.section, today: moment.today }
  // Under an id of its own in each page that is shown: the button pressed twice gives one order.
  const tried = attempt?.of === undefined ? undefined : itemNamed(record, whose, attempt.of)
  const order = tried?.kind === "order" ? tried : newOrder(letters())
  const page = answerPage({
    moment,
    year,
    record,
    context,
    whose,
    path: c.req.path,
    until: link.createdAt + LINK_DAYS * DAY_MS,
    items: [
      ...itemsToAnswer(record, whose).filter(each => !names.has(each.of)),
      ...(link.section === "" ? [order] : []),
    ],
    answered: taken.flatMap(answer => {
      const item = itemNamed(record, whose, answer.of)
      return item ? [{ item, answer }] : []
    }),
    attempt,
  })
  c.header("Cache-Control", "no-store")
  c.header("X-Robots-Tag", "noindex, nofollow")
  return c.html(page, attempt?.status ?? 200)
}

/** Nothing of what this link asks can be answered beside an answer that came since it was sent, or that still waits. */
function isTaken({ receivedAt, outcome }: KeptAnswer, { createdAt }: AnswerLink): boolean {
  return outcome === null || receivedAt >= createdAt
}

function recent(db: D1Database, link: AnswerLink, now: number): Promise<KeptAnswer[]> {
  return answersOfSection(db, link, now - LINK_DAYS * DAY_MS)
}

async function readYear(db: D1Database, fiscalYear: number) {
  const record: YearRecord = await loadRecord(db, fiscalYear, false)
  const privateRows = await readPrivateRows(db, fiscalYear)
  return { record, context: answerContext(record, secretOf(privateRows, "allowList")) }
}

/** Eight of `0-9a-z`. */
function letters(): string {
  const [first = 0, second = 0] = crypto.getRandomValues(new Uint32Array(2))
  return (first * 2 ** 20 + (second >>> 12)).toString(36).padStart(8, "0").slice(-8)
}

/** Browsers end lines with two characters. */
function plainLines(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value.replace(/\r\n?/g, "\n") : ""
}
