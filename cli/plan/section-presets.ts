/** Sections that kinds of offices usually have: where an office that has others begins. */
import { DISTRICT_SECTIONS, OFFICE_KINDS, type OfficeKind } from "../../shared/row/office-kind.ts"
import type { OfficeSection } from "../provision/plan.ts"

/** The sections of an office, and which of them keeps its plan. */
export type SectionList = {
  readonly sections: readonly OfficeSection[]
  /** Name of the section. */
  readonly planner: string
  /** Of the offices that have such sections; unknown for a list of one's own. */
  readonly kind?: OfficeKind
  /** The owners of a plan: nobody said which of them plans. */
  readonly isOwners?: boolean
}

const LOCAL = [
  headed("สำนักปลัด", "สป."),
  directed("กองคลัง"),
  directed("กองช่าง"),
  directed("กองการศึกษา ศาสนา และวัฒนธรรม", "กองการศึกษา"),
  directed("กองสาธารณสุขและสิ่งแวดล้อม", "กองสาธารณสุข"),
  directed("กองสวัสดิการสังคม"),
  headed("หน่วยตรวจสอบภายใน"),
]

/** By the name that `--sections` takes. */
export const SECTION_PRESETS = {
  district: listOf(
    OFFICE_KINDS.district,
    DISTRICT_SECTIONS.map(({ name, shortNames }) => headed(name, ...shortNames)),
  ),
  local: listOf(OFFICE_KINDS.local, LOCAL),
  school: listOf(
    OFFICE_KINDS.school,
    [
      headed("กลุ่มบริหารวิชาการ", "ฝ่ายวิชาการ", "งานวิชาการ"),
      headed("กลุ่มบริหารงบประมาณ", "ฝ่ายงบประมาณ", "งานงบประมาณ"),
      headed("กลุ่มบริหารงานบุคคล", "ฝ่ายบุคคล", "งานบุคคล"),
      headed("กลุ่มบริหารทั่วไป", "ฝ่ายบริหารทั่วไป", "งานบริหารทั่วไป"),
    ],
    "กลุ่มบริหารทั่วไป",
  ),
  hospital: listOf(OFFICE_KINDS.hospital, [
    headed("กลุ่มงานบริหารทั่วไป"),
    headed("กลุ่มงานการพยาบาล", "กลุ่มการพยาบาล"),
    headed("กลุ่มงานเภสัชกรรมและคุ้มครองผู้บริโภค", "กลุ่มงานเภสัชกรรม"),
    headed("กลุ่มงานเทคนิคการแพทย์"),
    headed("กลุ่มงานประกันสุขภาพ ยุทธศาสตร์ และสารสนเทศทางการแพทย์", "กลุ่มงานประกันสุขภาพ"),
    headed("กลุ่มงานบริการด้านปฐมภูมิและองค์รวม"),
  ]),
  province: listOf(OFFICE_KINDS.province, [
    headed("สำนักงานจังหวัด"),
    headed("กลุ่มงานอำนวยการ"),
    headed("กลุ่มงานยุทธศาสตร์และข้อมูลเพื่อการพัฒนาจังหวัด"),
    headed("กลุ่มงานบริหารทรัพยากรบุคคล"),
    headed("ศูนย์ดำรงธรรมจังหวัด", "ศูนย์ดำรงธรรม"),
    headed("หน่วยตรวจสอบภายในจังหวัด"),
  ]),
  department: listOf(
    OFFICE_KINDS.department,
    [
      { name: "สำนักงานเลขานุการกรม", head: "เลขานุการกรม", shortNames: ["สลก."] },
      directed("กองคลัง"),
      directed("กองการเจ้าหน้าที่"),
      directed("กองยุทธศาสตร์และแผนงาน"),
      directed("กลุ่มพัฒนาระบบบริหาร", "กพร."),
      directed("กลุ่มตรวจสอบภายใน"),
      directed("ศูนย์เทคโนโลยีสารสนเทศและการสื่อสาร", "ศูนย์เทคโนโลยีสารสนเทศ"),
    ],
    "กลุ่มพัฒนาระบบบริหาร",
  ),
} as const

type Named = Omit<OfficeSection, "slug">

function headed(name: string, ...shortNames: string[]): Named {
  return { name, head: `หัวหน้า${name}`, shortNames }
}

function directed(name: string, ...shortNames: string[]): Named {
  return { name, head: `ผู้อำนวยการ${name}`, shortNames }
}

/** Numbered as listed; the first plans where no other is named. */
function listOf(kind: OfficeKind, named: readonly Named[], planner = named[0]?.name ?? ""): SectionList {
  return { kind, planner, sections: named.map((each, at) => ({ slug: String(at + 1), ...each })) }
}
