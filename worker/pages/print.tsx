/** A form on sheets of A4, landscape. On a screen the same tables can be read; the sheets were cut before. */
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
import type { Published } from "../publish/answer/published.ts"
import { documentOfYear } from "./layout.tsx"
import { Pager, RecordLink } from "./links.tsx"
import { StackedTable } from "./table.tsx"
import { Words } from "./text.tsx"

export function printPage(published: Published, form: PrintedForm, asked: number): string | undefined {
  const view = printPageView(published.record, form, published.day, { page: asked })
  if (!view) return undefined
  const digits = digitsOf(settingsOf(published.record))
  const { fiscalYear, sheets, page, pages } = view
  const address = form === "plan" ? `/${fiscalYear}` : `/${fiscalYear}/results`
  return documentOfYear(published, {
    title: `${view.title || `ปีงบประมาณ ${fiscalYear}`} แบบพิมพ์`,
    here: form === "plan" ? "measures" : "results",
    jsonTwin: `${address}/print.json`,
    paper: true,
    children: (
      <>
        <div class="screen-only">
          <p class="crumbs">
            <RecordLink href={address}>{form === "plan" ? "มาตรการ" : "ผลการดำเนินงาน"}</RecordLink>
          </p>
          <p class="banner">
            <b>แบบพิมพ์ A4 แนวนอน {sheets.length} หน้า</b> ใช้คำสั่งพิมพ์ของเบราว์เซอร์ หรือบันทึกเป็น PDF
            {pages > 1 ? ` แผนนี้ยาว จึงแบ่งเป็น ${pages} ส่วน พิมพ์ทีละส่วน` : ""}
          </p>
          <Pager
            page={page}
            pages={pages}
            address={printAddress(form, fiscalYear)}
            older="ส่วนถัดไป"
            newer="ส่วนก่อนหน้า"
          />
        </div>
        {sheets.map((sheet, index) => (
          <Sheet view={view} sheet={sheet} number={index + 1} digits={digits} />
        ))}
      </>
    ),
  })
}

type SheetProps = {
  readonly view: PrintPageView
  readonly sheet: PrintPageView["sheets"][number]
  readonly number: number
  readonly digits: DigitStyle
}

function Sheet({ view, sheet, number, digits }: SheetProps) {
  const columns = view.columns.map(({ header }, index) => ({
    header,
    label: index > 0 ? header : "",
    class: ({ cells }: PrintedRow) => (cells[index]?.length ? "c-wide" : "c-none"),
    cell: ({ cells }: PrintedRow) => cells[index]?.map(line => <Line line={line} />),
  }))
  return (
    <section class={`sheet sheet-${digits}`} aria-label={`แผ่นที่ ${number}`}>
      {number === 1 ? <Title view={view} /> : null}
      <StackedTable
        class={`form form-${view.columns.map(each => each.share).join("-")} stacked`}
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

function Title({ view }: { view: PrintPageView }) {
  return (
    <div class="form-title">
      <h1>{view.title || "มาตรการประจำปี"}</h1>
      {view.lines.map(line => (
        <p>{line}</p>
      ))}
    </div>
  )
}

/** On every sheet: a page that was parted from the others still says whose it is, and of which day. */
function sourceLine({ office, today, revision, simulated }: PrintPageView, digits: DigitStyle): string {
  const day = parseIsoDate(today)
  const asOf = day ? `ข้อมูล ณ ${shortDate(day, digits)}` : ""
  const parts = [office, asOf, withDigits(`ฉบับที่ ${revision}`, digits)].filter(part => part !== "")
  return `${parts.join(" · ")}${simulated ? " (วันจำลอง)" : ""}`
}
