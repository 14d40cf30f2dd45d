/** The fields of an answer's form, each with what is wrong under it. */
import type { AnswerItem } from "../../shared/answer/item.ts"
import type { Typed } from "../../shared/answer/judge-answer.ts"
import { columnOf } from "../../shared/columns.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { shortDate } from "../../shared/date/thai-date.ts"
import { rowsOfKind, type YearRecord } from "../../shared/record/record.ts"
import type { CellProblem } from "../../shared/row/problem.ts"
import { measureLabels } from "../../shared/table/references.ts"

type OfKind = FieldsProps &
  Pick<AnswerItem, "kind"> & { readonly record: YearRecord; readonly today: IsoDate }

/** What is asked of a kind. */
export function Fields({ kind, record, today, ...fields }: OfKind) {
  if (kind === "report") return <ReportFields {...fields} today={today} />
  return kind === "order" ? <OrderFields {...fields} record={record} /> : <OutcomeFields {...fields} />
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
  const labelById = measureLabels(
    measures.map(({ row }) => ({ id: row.id, indicator: String(row.indicator), words: row.measure })),
  )
  return (
    <>
      <div class="field">
        <label for={id}>{columnOf("oversight", "measures").header}</label>
        <select id={id} name="measures" required>
          <option value="" selected={(typed.measures ?? "") === ""}>
            เลือกมาตรการ
          </option>
          {measures.map(({ row }) => (
            <option value={row.id} selected={typed.measures === row.id}>
              {labelById.get(row.id)}
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

/** What must be mended, or is taken with a remark, each in the sheet's own sentence. */
export function Problems({ problems, id }: { problems: readonly CellProblem[]; id?: string }) {
  if (problems.length === 0) return null
  return (
    <ul class="wrong" id={id}>
      {problems.map(({ message }) => (
        <li>{message}</li>
      ))}
    </ul>
  )
}
