/** The sample's office: settings, people (at `.example`, which can never receive mail) and the holidays of the year. */
import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import type { Section } from "../../shared/row/section.ts"
import type { SettingKey } from "../../shared/row/setting.ts"
import { SAMPLE_PLAN } from "./plan-2566.ts"

const DOMAIN = "bangsommut.example"

/** What a new sheet's settings are set to; every other setting keeps its `initial`. */
export const SAMPLE_SETTINGS: Readonly<Partial<Record<SettingKey, string>>> = {
  office: SAMPLE_PLAN.office,
  parent: "กรุงเทพมหานคร",
  title: SAMPLE_PLAN.title,
  fiscalYear: String(SAMPLE_PLAN.fiscalYear),
  announcementNumber: "ตัวอย่าง 1/2566 (ไม่ใช่เลขที่ประกาศจริง)",
  announcementDate: "12 ต.ค. 2565",
  announcementLink: `https://${DOMAIN}/sample-plan-2566.pdf`,
  directorName: "นายสมมุติ ตัวอย่าง",
  directorMail: `director@${DOMAIN}`,
  operatorMail: `operator@${DOMAIN}`,
  planner: "ฝ่ายปกครอง",
  gradeRule: "2565",
  itaItems: "O42,O43",
  contact: "ข้อมูลตัวอย่าง ไม่มีช่องทางติดต่อจริง",
}

type SampleSection = Section & {
  readonly head: string
  readonly accounts: readonly string[]
  readonly addresses: readonly string[]
  readonly headAddresses: readonly string[]
}

/** What an office that begins empty is called. */
export const EMPTY_OFFICE = "สำนักงานเขต (ตัวอย่าง)"

/** Sections with people whom nobody can reach. */
export function withPeople(sections: readonly (Section & { readonly head?: string })[]): SampleSection[] {
  return sections.map(section => ({
    ...section,
    head: section.head || `หัวหน้า${section.name}`,
    accounts: [`section-${section.slug}@${DOMAIN}`],
    addresses: [`mail-${section.slug}@${DOMAIN}`],
    headAddresses: [`head-${section.slug}@${DOMAIN}`],
  }))
}

export const SAMPLE_SECTIONS: readonly SampleSection[] = withPeople(DISTRICT_SECTIONS)

/** The account that owns the sheet and the script. */
export const SAMPLE_OWNER = `owner@${DOMAIN}`

type Holiday = { readonly date: IsoDate; readonly name: string }

/** Weekdays on which offices of the central administration were closed; holidays on a weekend are not listed. */
export const SAMPLE_HOLIDAYS: readonly Holiday[] = [
  holiday("2022-10-13", "วันคล้ายวันสวรรคตพระบาทสมเด็จพระบรมชนกาธิเบศร มหาภูมิพลอดุลยเดชมหาราช บรมนาถบพิตร"),
  holiday("2022-10-14", "วันหยุดพิเศษ"),
  holiday("2022-10-24", "วันหยุดชดเชยวันปิยมหาราช"),
  holiday("2022-12-05", "วันคล้ายวันพระบรมราชสมภพ วันชาติ และวันพ่อแห่งชาติ"),
  holiday("2022-12-12", "วันหยุดชดเชยวันรัฐธรรมนูญ"),
  holiday("2022-12-30", "วันหยุดพิเศษ"),
  holiday("2023-01-02", "วันหยุดชดเชยวันขึ้นปีใหม่"),
  holiday("2023-03-06", "วันมาฆบูชา"),
  holiday("2023-04-06", "วันจักรี"),
  holiday("2023-04-13", "วันสงกรานต์"),
  holiday("2023-04-14", "วันสงกรานต์"),
  holiday("2023-04-17", "วันหยุดชดเชยวันสงกรานต์"),
  holiday("2023-05-04", "วันฉัตรมงคล"),
  holiday("2023-05-05", "วันหยุดพิเศษ"),
  holiday("2023-05-17", "วันพระราชพิธีพืชมงคลจรดพระนังคัลแรกนาขวัญ"),
  holiday("2023-06-05", "วันหยุดชดเชยวันวิสาขบูชาและวันเฉลิมพระชนมพรรษาสมเด็จพระราชินี"),
  holiday("2023-07-28", "วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว"),
  holiday("2023-07-31", "วันหยุดพิเศษ"),
  holiday("2023-08-01", "วันอาสาฬหบูชา"),
  holiday("2023-08-02", "วันเข้าพรรษา"),
  holiday("2023-08-14", "วันหยุดชดเชยวันแม่แห่งชาติ"),
]

function holiday(text: string, name: string): Holiday {
  const date = parseIsoDate(text)
  if (!date) throw new Error(`no such day: ${text}`)
  return { date, name }
}
