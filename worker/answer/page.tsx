/** The page of a mail's link: what is owed with a form for each, and what was answered. It shows nothing that is not public or asked here. */
import type { Child } from "hono/jsx"
import type { Answerer, AnswerItem } from "../../shared/answer/item.ts"
import { judgeAnswer, type Typed } from "../../shared/answer/judge-answer.ts"
import { columnOf } from "../../shared/columns.ts"
import { bangkokDate, type IsoDate } from "../../shared/date/civil-date.ts"
import { occurrenceName } from "../../shared/due/occurrence.ts"
import { directorTitleOf } from "../../shared/due/timetable.ts"
import { rowsOfKind, type YearRecord } from "../../shared/record/record.ts"
import { rankOf } from "../../shared/row/office-kind.ts"
import type { CellProblem } from "../../shared/row/problem.ts"
import type { CellContext } from "../../shared/rules/cell.ts"
import type { Moment } from "../host/clock.ts"
import { Day, Instant } from "../pages/dates.tsx"
import { TitledSection } from "../pages/heading.tsx"
import { documentText } from "../pages/layout.tsx"
import { State } from "../pages/state.tsx"
import { Lines, Words } from "../pages/text.tsx"
import type { Published } from "../publish/answer/published.ts"
import type { KeptAnswer } from "../store/answers.ts"
import { Fields, Problems } from "./fields.tsx"

/** What was sent and not kept, and why: all of it at once, or the fields of one form. */
export type Attempt = {
  readonly status: 400 | 409 | 422
  readonly said?: string
  readonly of?: string
  readonly typed?: Typed
  readonly problems?: readonly CellProblem[]
}

type Answered = { readonly item: AnswerItem; readonly answer: KeptAnswer }

type AnswerPage = {
  readonly moment: Moment
  readonly year: Published | undefined
  readonly record: YearRecord
  readonly context: CellContext
  readonly whose: Answerer
  readonly path: string
  /** Epoch milliseconds at which the link is over. */
  readonly until: number
  readonly items: readonly AnswerItem[]
  readonly answered: readonly Answered[]
  readonly attempt: Attempt | undefined
}

export function answerPage(props: AnswerPage): string {
  const { moment, year, items, attempt, whose, record } = props
  const name = rowsOfKind(record, "section").find(({ row }) => row.slug === whose.section)?.row.name
  const title =
    whose.section === "" ? `ข้อสั่งการของ${rankOf(directorTitleOf(record))}` : `รายงานผลของ${name ?? "ฝ่าย"}`
  const said = attempt?.said ?? (attempt?.problems ? MEND : undefined)
  return documentText({
    title: attempt ? `ยังไม่ได้บันทึก: ${title}` : title,
    description: "ตอบจากลิงก์ในอีเมล",
    day: moment,
    year,
    refused: true,
    children: (
      <>
        <h1>
          <Words text={title} />
        </h1>
        {said ? (
          <p class="banner stale" role="alert">
            <b class="strong">ยังไม่ได้บันทึก</b> {said}
          </p>
        ) : null}
        <p class="prose lead">
          {whose.section === ""
            ? "ไม่ต้องเข้าสู่ระบบ สิ่งที่ส่งจะเขียนลงแท็บ “การกำกับติดตาม” และเผยแพร่บนหน้าเว็บ ลิงก์นี้ใช้ได้ถึง"
            : "ไม่ต้องเข้าสู่ระบบ สิ่งที่ส่งจะเขียนลงตารางของฝ่ายและเผยแพร่บนหน้าเว็บ นับวันที่ส่งเป็นวันที่ได้รับ ลิงก์นี้ใช้ได้ถึง"}{" "}
          <Instant at={new Date(props.until).toISOString()} />
        </p>
        <AllAnswered page={props} />
        <TitledSection id="open" title={openTitle(items)}>
          {items.map((item, index) => (
            <ItemForm item={item} index={index} page={props} />
          ))}
        </TitledSection>
      </>
    ),
  })
}

function AllAnswered({ page }: { page: AnswerPage }) {
  if (page.answered.length === 0) return null
  return (
    <TitledSection id="answered" title={`ตอบแล้ว ${page.answered.length} เรื่อง`}>
      <ul class="entries">
        {page.answered.map(each => (
          <li>
            <AnsweredItem {...each} page={page} />
          </li>
        ))}
      </ul>
    </TitledSection>
  )
}

/** A new order waits for nobody: it is offered, not asked. */
function openTitle(items: readonly AnswerItem[]): string {
  const asked = items.filter(({ kind }) => kind !== "order").length
  if (asked > 0) return `รอคำตอบ ${asked} เรื่อง`
  return items.length > 0 ? "สั่งการเพิ่มได้" : "ไม่มีเรื่องที่รอคำตอบ"
}

const MEND = "ให้แก้ตามที่บอกไว้ในแบบข้างล่าง แล้วส่งใหม่"

function itemTitle(item: AnswerItem): string {
  if (item.kind === "order") return "ข้อสั่งการใหม่"
  if (item.kind === "oversight") return item.order.order
  const { what, occurrence } = item.obligation
  return `${what} งวด ${occurrenceName(occurrence)}`
}

type FormProps = { readonly item: AnswerItem; readonly index: number; readonly page: AnswerPage }

/** Folded but for the first, and the one that must be mended: on a phone a list of forms has no end. */
function ItemForm({ item, index, page }: FormProps) {
  const { path, attempt, items, moment } = page
  const isMended = attempt?.of === item.of
  const problems = isMended ? (attempt.problems ?? []) : []
  const typed = isMended ? (attempt.typed ?? {}) : {}
  const isOpen = isMended || (attempt?.of === undefined && (index === 0 || items.length < 3))
  return (
    <details class="reply" open={isOpen}>
      <summary>
        <b class="strong">
          <Words text={itemTitle(item)} />
        </b>
      </summary>
      <p>
        <ItemFacts item={item} today={moment.today} />
      </p>
      <form method="post" action={path} class="press">
        <input type="hidden" name="of" value={item.of} />
        <Fields
          kind={item.kind}
          record={page.record}
          today={moment.today}
          index={index}
          typed={typed}
          problems={problems}
        />
        <button type="submit">ส่งคำตอบ</button>
      </form>
    </details>
  )
}

function ItemFacts({ item, today }: { item: AnswerItem; today: IsoDate }) {
  if (item.kind === "order") return <>ลงวันที่วันนี้ และแสดงบนหน้าเว็บในการกำกับติดตามของมาตรการนั้น</>
  if (item.kind === "oversight")
    return (
      <>
        สั่งการเมื่อ <Day date={item.order.date} />
      </>
    )
  const { state, due, evidenceKind } = item.obligation
  return (
    <>
      <State state={state} due={due} today={today} />{" "}
      <span class="nw">
        ครบกำหนด <Day date={due} />
      </span>
      {evidenceKind ? ` หลักฐาน: ${evidenceKind}` : ""}
    </>
  )
}

function AnsweredItem({ item, answer, page }: Answered & { readonly page: AnswerPage }) {
  // What is taken with a remark, as in the sheet.
  const problems =
    item.kind === "report"
      ? judgeAnswer(item, answer.cells, page.context, bangkokDate(answer.receivedAt)).problems
      : []
  const cell = (key: string) => String(answer.cells[key] ?? "")
  const said = [cell("order"), cell("result"), cell("outcome"), cell("evidence"), cell("link")].filter(
    text => text !== "",
  )
  return (
    <>
      <p>
        <b class="strong">
          <Words text={itemTitle(item)} />
        </b>
      </p>
      <p class="meta">
        ได้รับเมื่อ <Instant at={answer.at} /> · {OUTCOME_WORDS[answer.outcome ?? "waiting"]}
      </p>
      <Said>
        {cell("date") ? (
          <p>
            {columnOf("report", "date").header} <Day date={cell("date")} />
          </p>
        ) : null}
        {answer.cells.nothingToReport === true ? <p>{columnOf("report", "nothingToReport").header}</p> : null}
        {said.map(text => (
          <Lines text={text} />
        ))}
      </Said>
      <Problems problems={problems} />
    </>
  )
}

function Said({ children }: { children?: Child }) {
  return <div class="said">{children}</div>
}

const OUTCOME_WORDS: Readonly<Record<NonNullable<KeptAnswer["outcome"]> | "waiting", string>> = {
  waiting: "บันทึกแล้ว รอเขียนลงตาราง (ไม่เกิน 15 นาที)",
  written: "เขียนลงตารางแล้ว",
  kept: "ไม่ได้เขียนลงตาราง เพราะมีผู้พิมพ์ไว้ก่อนแล้ว",
  gone: "ไม่ได้เขียนลงตาราง เพราะแถวนี้ไม่อยู่ในตารางแล้ว",
}
