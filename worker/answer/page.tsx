/** The page of a mail's link: what is owed with a form for each, and what was answered. It shows nothing that is not public or asked here. */
import type { Child } from "hono/jsx"
import type { Answerer, AnswerItem } from "../../shared/answer/item.ts"
import { judgeAnswer, type Typed } from "../../shared/answer/judge-answer.ts"
import { columnOf } from "../../shared/columns.ts"
import { bangkokDate, type IsoDate } from "../../shared/date/civil-date.ts"
import { shortDate } from "../../shared/date/thai-date.ts"
import { occurrenceName } from "../../shared/due/occurrence.ts"
import { directorTitleOf } from "../../shared/due/timetable.ts"
import { rowsOfKind, type YearRecord } from "../../shared/record/record.ts"
import { rankOf } from "../../shared/row/office-kind.ts"
import type { CellProblem } from "../../shared/row/problem.ts"
import { oneLine, shorten } from "../../shared/row/shorten.ts"
import type { CellContext } from "../../shared/rules/cell.ts"
import type { Moment } from "../host/clock.ts"
import { Day, Instant } from "../pages/dates.tsx"
import { TitledSection } from "../pages/heading.tsx"
import { documentText } from "../pages/layout.tsx"
import { State } from "../pages/state.tsx"
import { Lines, Words } from "../pages/text.tsx"
import type { Published } from "../publish/answer/published.ts"
import type { KeptAnswer } from "../store/answers.ts"

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
  const { moment, year, items, answered, attempt, whose, record } = props
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
          ไม่ต้องเข้าสู่ระบบ สิ่งที่ส่งจะเขียนลงตารางของฝ่ายและเผยแพร่บนหน้าเว็บ นับวันที่ส่งเป็นวันที่ได้รับ ลิงก์นี้ใช้ได้ถึง{" "}
          <Instant at={new Date(props.until).toISOString()} />
        </p>
        {answered.length > 0 ? (
          <TitledSection id="answered" title={`ตอบแล้ว ${answered.length} เรื่อง`}>
            <ul class="entries">
              {answered.map(each => (
                <li>
                  <AnsweredItem {...each} page={props} />
                </li>
              ))}
            </ul>
          </TitledSection>
        ) : null}
        <TitledSection
          id="open"
          title={items.length > 0 ? `รอคำตอบ ${items.length} เรื่อง` : "ไม่มีเรื่องที่รอคำตอบ"}
        >
          {items.map((item, index) => (
            <ItemForm item={item} index={index} page={props} />
          ))}
        </TitledSection>
      </>
    ),
  })
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
        <Fields kind={item.kind} page={page} index={index} typed={typed} problems={problems} />
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
      <State state={state} due={due} today={today} /> ครบกำหนด <Day date={due} />
      {evidenceKind ? ` หลักฐาน: ${evidenceKind}` : ""}
    </>
  )
}

function Fields({ kind, page, ...fields }: FieldsProps & Pick<FormProps, "page"> & Pick<AnswerItem, "kind">) {
  if (kind === "report") return <ReportFields {...fields} today={page.moment.today} />
  return kind === "order" ? <OrderFields {...fields} record={page.record} /> : <OutcomeFields {...fields} />
}

type FieldsProps = {
  readonly index: number
  readonly typed: Typed
  readonly problems: readonly CellProblem[]
}

function ReportFields({ today, ...fields }: FieldsProps & { readonly today: IsoDate }) {
  const { index, typed, problems } = fields
  const isTicked = typed.nothingToReport === true
  const id = `nothing-${index}`
  return (
    <>
      <Field {...fields} of="report" name="date" hint={`วันที่ทำเสร็จ เช่น วันนี้ ${shortDate(today)}`} />
      <Field {...fields} of="report" name="result" hint="ทำอะไรแล้ว ได้ผลอย่างไร" isLong />
      <Field
        {...fields}
        of="report"
        name="evidence"
        hint="ลิงก์ https ที่ทุกคนเปิดได้ หรือเลขที่และวันที่ของหนังสือ เช่น กท 6301/123 ลว. 5 มิ.ย. 2566"
        isLong
      />
      <p class="tick">
        <input id={id} name="nothingToReport" type="checkbox" value="true" checked={isTicked} />
        <label for={id}>ไม่มีรายการในงวดนี้ (ไม่ต้องกรอกช่องอื่น)</label>
      </p>
      <Problems problems={problems.filter(each => !FIELDS.has(each.column))} />
    </>
  )
}

/** Under these stands what is wrong with them; all else is told above the button. */
const FIELDS: ReadonlySet<string> = new Set(["date", "result", "evidence"])

function OrderFields({ record, ...fields }: FieldsProps & { readonly record: YearRecord }) {
  const { index, typed, problems } = fields
  const measures = rowsOfKind(record, "measure").filter(each => !each.withdrawn && each.row.status === "")
  const id = `measures-${index}`
  return (
    <>
      <div class="field">
        <label for={id}>{columnOf("oversight", "measures").header}</label>
        <select id={id} name="measures">
          {measures.map(({ row }) => (
            <option value={row.id} selected={typed.measures === row.id}>
              {row.indicator}. {shorten(oneLine(row.measure), 60)}
            </option>
          ))}
        </select>
        <Problems problems={problems.filter(each => each.column === "measures")} />
      </div>
      <Field {...fields} of="oversight" name="order" hint="สั่งให้ผู้ใดทำอะไร ภายในเมื่อใด" isLong />
    </>
  )
}

function OutcomeFields(fields: FieldsProps) {
  return (
    <>
      <Field {...fields} of="oversight" name="outcome" hint="ผลของข้อสั่งการ" isLong />
      <Field {...fields} of="oversight" name="link" hint="ลิงก์ https ของบันทึกหรือหนังสือ ถ้ามี" />
    </>
  )
}

type FieldProps = FieldsProps & {
  readonly of: "report" | "oversight"
  readonly name: string
  readonly hint: string
  readonly isLong?: boolean
}

function Field({ index, typed, problems, of, name, hint, isLong = false }: FieldProps) {
  const own = problems.filter(each => each.column === name)
  const id = `${name}-${index}`
  const value = String(typed[name] ?? "")
  const said = {
    id,
    name,
    "aria-describedby": own.length > 0 ? `${id}-hint ${id}-wrong` : `${id}-hint`,
    ...(own.length > 0 && { "aria-invalid": "true" as const }),
  }
  return (
    <div class="field">
      <label for={id}>{columnOf(of, name).header}</label>
      {isLong ? (
        <textarea {...said} rows={3} maxlength={5000}>
          {value}
        </textarea>
      ) : (
        <input {...said} type="text" value={value} autocomplete="off" />
      )}
      <p class="small quiet" id={`${id}-hint`}>
        {hint}
      </p>
      <Problems problems={own} id={`${id}-wrong`} />
    </div>
  )
}

function Problems({ problems, id }: { problems: readonly CellProblem[]; id?: string }) {
  if (problems.length === 0) return null
  return (
    <ul class="wrong" id={id}>
      {problems.map(({ message }) => (
        <li>{message}</li>
      ))}
    </ul>
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
