/** A form on sheets of A4, landscape. On a screen the same tables can be read; the sheets were cut before. */

import type { Child } from "hono/jsx"
import { parseIsoDate } from "../../shared/date/civil-date.ts"
import { type DigitStyle, shortDate, withDigits } from "../../shared/date/thai-date.ts"
import { digitsOf, settingsOf } from "../../shared/due/timetable.ts"
import { ITEM } from "../../shared/print/lines.ts"
import {
  type PrintedForm,
  type PrintPageView,
  printAddress,
  printPageView,
} from "../../shared/view/print-page.ts"
import { planTitle } from "../../shared/view/words.ts"
import type { Published } from "../publish/answer/published.ts"
import { documentOfYear } from "./layout.tsx"
import { Pager, RecordLink } from "./links.tsx"
import { StackedTable } from "./table.tsx"
import { Words } from "./text.tsx"

const FORM_NAMES: Readonly<Record<PrintedForm, string>> = {
  plan: "แผนฉบับปัจจุบันตามแบบหกช่อง พร้อมรายการที่เปลี่ยนจากฉบับตามประกาศ",
  announced: "แผนฉบับตามประกาศตามแบบหกช่อง",
  results: "ผลการดำเนินงานตามมาตรการ",
}

export function printPage(published: Published, form: PrintedForm, asked: number): string | undefined {
  const view = printPageView(published.record, form, published.day, { page: asked })
  if (!view) return undefined
  const digits = digitsOf(settingsOf(published.record))
  const { fiscalYear } = view
  const parts = [view, ...(view.changesForm ? [view.changesForm] : [])]
  const sheets = parts.flatMap(part => part.sheets.map((sheet, at) => ({ part, sheet, isFirst: at === 0 })))
  return documentOfYear(published, {
    title: `${view.title || `ปีงบประมาณ ${fiscalYear}`} แบบพิมพ์`,
    here: form === "results" ? "results" : "measures",
    description: `${FORM_NAMES[form]} ปีงบประมาณ ${fiscalYear} ตัดเป็นหน้า A4 แนวนอนพร้อมพิมพ์`,
    jsonTwin: printAddress(form, fiscalYear, ".json"),
    paper: true,
    children: (
      <>
        <OnScreen view={view} form={form} sheets={sheets.length} />
        {sheets.map(({ part, sheet, isFirst }, index) => (
          <Sheet
            view={view}
            sheet={sheet}
            columns={part.columns}
            title={isFirst ? <Title view={view} part={part} /> : null}
            number={index + 1}
            digits={digits}
          />
        ))}
      </>
    ),
  })
}

type OnScreenProps = { readonly view: PrintPageView; readonly form: PrintedForm; readonly sheets: number }

/** What is not printed. */
function OnScreen({ view: { fiscalYear, page, pages }, form, sheets }: OnScreenProps) {
  const isPlan = form !== "results"
  return (
    <div class="screen-only">
      <p class="crumbs">
        <RecordLink href={isPlan ? `/${fiscalYear}` : `/${fiscalYear}/results`}>
          {isPlan ? "มาตรการ" : "ผลการดำเนินงาน"}
        </RecordLink>
      </p>
      <p class="banner">
        <b>แบบพิมพ์ A4 แนวนอน {sheets} หน้า</b> ใช้คำสั่งพิมพ์ของเบราว์เซอร์ หรือบันทึกเป็น PDF
        {pages > 1 ? ` แผนนี้ยาว จึงแบ่งเป็น ${pages} ส่วน พิมพ์ทีละส่วน` : ""}
      </p>
      {isPlan ? <OtherEdition form={form} fiscalYear={fiscalYear} /> : null}
      <Pager
        page={page}
        pages={pages}
        address={printAddress(form, fiscalYear)}
        older="ส่วนถัดไป"
        newer="ส่วนก่อนหน้า"
      />
    </div>
  )
}

/** Leads from the plan as it stands to the plan as announced, and back. */
function OtherEdition({ form, fiscalYear }: { form: PrintedForm; fiscalYear: number }) {
  const other = form === "announced" ? "plan" : "announced"
  return (
    <p class="small">
      {form === "announced" ? "หน้านี้คือฉบับตามประกาศ" : "หน้านี้คือฉบับปัจจุบัน"}
      {" · "}
      <RecordLink href={printAddress(other, fiscalYear)}>
        {other === "announced" ? "ฉบับตามประกาศ" : "ฉบับปัจจุบัน ซึ่งบอกสิ่งที่เปลี่ยนจากประกาศ"}
      </RecordLink>
    </p>
  )
}

type SheetProps = {
  readonly view: PrintPageView
  readonly sheet: PrintPageView["sheets"][number]
  readonly columns: PrintPageView["columns"]
  /** On the first sheet of a form. */
  readonly title: Child
  readonly number: number
  readonly digits: DigitStyle
}

function Sheet({ view, sheet, columns: headers, title, number, digits }: SheetProps) {
  const columns = headers.map(({ header }, index) => ({
    header,
    label: index > 0 ? header : "",
    class: ({ cells }: PrintedRow) => (cells[index]?.length ? "c-wide" : "c-none"),
    cell: ({ cells }: PrintedRow) => cells[index]?.map(line => <Line line={line} />),
  }))
  return (
    <section class={`sheet sheet-${digits}`} aria-label={`แผ่นที่ ${number}`}>
      {title}
      <StackedTable
        class={`form form-${headers.map(each => each.share).join("-")} stacked`}
        columns={columns}
        rows={sheet.rows}
        shown={text => <Words text={text} />}
      />
      <p class="source">{sourceLine(view, digits)}</p>
    </section>
  )
}

type PrintedRow = PrintPageView["sheets"][number]["rows"][number]
type PrintedLine = PrintedRow["cells"][number][number]

function Line({ line: { text, strong } }: { line: PrintedLine }) {
  const words = <Words text={text} />
  return <p class={ITEM.test(text) ? "item" : undefined}>{strong ? <b>{words}</b> : words}</p>
}

function Title({ view, part }: { view: PrintPageView; part: Pick<PrintPageView, "title"> }) {
  return (
    <div class="form-title">
      {part === view ? <h1>{planTitle(view)}</h1> : <h2>{part.title}</h2>}
      {part === view ? view.lines.map(line => <p>{line}</p>) : null}
    </div>
  )
}

/** On every sheet: a page that was parted from the others still says whose it is, and of which day. */
function sourceLine(view: PrintPageView, digits: DigitStyle): string {
  const { office, today, revision, simulated, edition } = view
  const day = parseIsoDate(today)
  const asOf = edition === "announced" ? "ฉบับตามประกาศ" : day ? `ข้อมูล ณ ${shortDate(day, digits)}` : ""
  const parts = [office, asOf, withDigits(`ฉบับที่ ${revision}`, digits)].filter(part => part !== "")
  return `${parts.join(" · ")}${simulated ? " (วันจำลอง)" : ""}`
}
