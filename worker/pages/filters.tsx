/** Filters in the address: a form that works without a script, and what it left out said in numbers. */
import { STATES_BY_ATTENTION } from "../../shared/view/counted-states.ts"
import {
  type FilterField,
  filterToQuery,
  type MeasureFilter,
  type MeasureMatcher,
} from "../../shared/view/filter.ts"
import { STATE_WORDS } from "../../shared/view/words.ts"
import type { YearInShort } from "../../shared/view/year-sheet.ts"
import { withQuery } from "../publish/answer/address.ts"
import { AtField, RecordLink } from "./links.tsx"

type FilterProps = {
  readonly view: YearInShort
  readonly filter: MeasureFilter
  readonly matcher: MeasureMatcher
}

/** Where the measures a filter wants are listed. */
export function filteredAddress(fiscalYear: number, filter: MeasureFilter): string {
  return `${withQuery(`/${fiscalYear}`, filterToQuery(filter))}#measures`
}

/** Folded on a phone, where the list is what one came for, unless something is chosen. */
export function Filters(props: FilterProps) {
  const { view, filter } = props
  return (
    <details class="filter-fold" open={Object.keys(filter).length > 0}>
      <summary>ค้นและกรองมาตรการ</summary>
      <form class="filters" action={`/${view.fiscalYear}#measures`} method="get" aria-label="กรองมาตรการ">
        <Choice {...props} field="section" label="ส่วนราชการ" options={sectionOptions(view)} />
        <Choice {...props} field="indicator" label="ตัวชี้วัด" options={indicatorOptions(view)} />
        <Choice {...props} field="state" label="สถานะ" options={stateOptions(view)} />
        <p class="field">
          <label for="q">ค้นคำ</label>
          <input id="q" name="q" type="search" maxlength={80} value={filter.q ?? ""} />
        </p>
        <AtField />
        <button type="submit">แสดงรายการ</button>
      </form>
    </details>
  )
}

type Option = { readonly value: string; readonly label: string }
type ChoiceProps = FilterProps & {
  readonly field: Exclude<FilterField, "q">
  readonly label: string
  readonly options: readonly Option[]
}

/** Each option with how many it would show beside what else is chosen. */
function Choice({ filter, matcher, field, label, options }: ChoiceProps) {
  const counts = matcher.counts(filter, field)
  const chosen = String(filter[field] ?? "")
  return (
    <p class="field">
      <label for={field}>{label}</label>
      <select id={field} name={field}>
        <option value="">ทั้งหมด</option>
        {options.map(option => (
          <option value={option.value} selected={option.value === chosen}>
            {option.label} ({counts.get(option.value) ?? 0})
          </option>
        ))}
      </select>
    </p>
  )
}

function sectionOptions({ sections }: YearInShort): Option[] {
  return sections.map(({ slug, name }) => ({ value: slug, label: name }))
}

function indicatorOptions({ measures, assessments }: YearInShort): Option[] {
  return [...new Set(measures.map(each => each.indicator))].map(indicator => {
    const name = assessments.find(each => each.indicator === indicator)?.name ?? ""
    return { value: String(indicator), label: `${indicator}. ${name}` }
  })
}

function stateOptions({ measures }: YearInShort): Option[] {
  const shown = STATES_BY_ATTENTION.filter(
    state =>
      (state !== "withdrawn" && state !== "beforeRecord") ||
      measures.some(measure => measure.state === state),
  )
  return shown.map(state => ({ value: state, label: STATE_WORDS[state] }))
}

/** What the filter left, and a way back from each part of it. */
export function Filtered({ view, filter, shown }: Omit<FilterProps, "matcher"> & { readonly shown: number }) {
  const parts = filterParts(view, filter)
  if (parts.length === 0) return null
  return (
    <div class="filtered">
      <p>
        <b class="strong">
          แสดง {shown} จาก {view.measures.length} มาตรการ
        </b>
      </p>
      <ul class="links">
        {parts.map(({ words, rest }) => (
          <li>
            <RecordLink href={filteredAddress(view.fiscalYear, rest)}>
              <span class="hidden-label">ลบตัวกรอง </span>
              {words} <span aria-hidden="true">×</span>
            </RecordLink>
          </li>
        ))}
        <li>
          <RecordLink href={filteredAddress(view.fiscalYear, {})}>ล้างตัวกรองทั้งหมด</RecordLink>
        </li>
      </ul>
      {shown === 0 ? <p class="quiet">ไม่พบมาตรการที่ตรงกับตัวกรอง</p> : null}
    </div>
  )
}

function filterParts(view: YearInShort, filter: MeasureFilter): { words: string; rest: MeasureFilter }[] {
  const { section, indicator, state, q } = filter
  const name = view.sections.find(each => each.slug === section)?.name ?? ""
  const part = (field: FilterField, words: string) => {
    const { [field]: chosen, ...rest } = filter
    return chosen === undefined ? [] : [{ words, rest }]
  }
  return [
    ...part("section", name),
    ...part("indicator", `ตัวชี้วัดที่ ${indicator}`),
    ...part("state", state ? STATE_WORDS[state] : ""),
    ...part("q", `“${q}”`),
  ]
}
