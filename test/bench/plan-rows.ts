/** Plans of any size for the bench: measures with different texts and periods, as an office writes them. */
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import type { SheetTab } from "../../shared/sheet/sheet-tab.ts"
import { CORPUS } from "../shared/period/corpus.ts"
import { MEASURE, officeTabs, tabFrom } from "../shared/table/office-fixture.ts"

const PERIODS = CORPUS.filter(row => row.flag === "ok" && row.year === 2566).map(row => row.phrase)

/** The first so many measures say something new. */
export type Edit = { readonly count: number; readonly text: string }

/** What each measure says since so many revisions that changed one measure each, all in turn. */
export function editedInTurn(measures: number, revision: number): (at: number) => string {
  return at => {
    const last = revision - ((revision - at + measures) % measures)
    return last > 0 ? `ครั้งที่ ${last}` : ""
  }
}

type Edited = Edit | ((at: number) => string)

export function measureLines(count: number, edited: Edited = () => "") {
  const textOf =
    typeof edited === "function" ? edited : (at: number) => (at < edited.count ? edited.text : "")
  return Array.from({ length: count }, (_, at) => ({
    ...MEASURE,
    id: `m-${String(at).padStart(8, "0")}`,
    indicator: String((at % 10) + 1),
    measure: `${MEASURE.measure} แห่งที่ ${at}`,
    monitoring: `${MEASURE.monitoring} ${textOf(at)}`.trimEnd(),
    period: PERIODS[at % PERIODS.length] ?? MEASURE.period,
    lead: DISTRICT_SECTIONS[at % 10]?.name ?? "",
  }))
}

/** A plan without a title is not announced. */
const TITLED = { title: "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. 2566" }

/** The tabs of an announced year with so many measures. */
export function planTabs(count: number, edited?: Edited): SheetTab[] {
  return officeTabs([tabFrom("measure", measureLines(count, edited))], TITLED)
}
