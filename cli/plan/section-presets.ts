/** Sections that kinds of offices usually have, each with its short names: where an office that has others begins. */
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import type { Section } from "../../shared/row/section.ts"

type Names = readonly (readonly [name: string, ...shortNames: string[]])[]

const LOCAL: Names = [
  ["สำนักปลัด", "สป."],
  ["กองคลัง"],
  ["กองช่าง"],
  ["กองการศึกษา ศาสนา และวัฒนธรรม", "กองการศึกษา"],
  ["กองสาธารณสุขและสิ่งแวดล้อม", "กองสาธารณสุข"],
  ["กองสวัสดิการสังคม"],
  ["หน่วยตรวจสอบภายใน"],
]

/** By the name that `--sections` takes. */
export const SECTION_PRESETS: Readonly<Record<string, readonly Section[]>> = {
  district: DISTRICT_SECTIONS,
  local: numbered(LOCAL),
  school: numbered([
    ["กลุ่มบริหารวิชาการ", "ฝ่ายวิชาการ", "งานวิชาการ"],
    ["กลุ่มบริหารงบประมาณ", "ฝ่ายงบประมาณ", "งานงบประมาณ"],
    ["กลุ่มบริหารงานบุคคล", "ฝ่ายบุคคล", "งานบุคคล"],
    ["กลุ่มบริหารทั่วไป", "ฝ่ายบริหารทั่วไป", "งานบริหารทั่วไป"],
  ]),
  hospital: numbered([
    ["กลุ่มงานบริหารทั่วไป"],
    ["กลุ่มงานการพยาบาล", "กลุ่มการพยาบาล"],
    ["กลุ่มงานเภสัชกรรมและคุ้มครองผู้บริโภค", "กลุ่มงานเภสัชกรรม"],
    ["กลุ่มงานเทคนิคการแพทย์"],
    ["กลุ่มงานประกันสุขภาพ ยุทธศาสตร์ และสารสนเทศทางการแพทย์", "กลุ่มงานประกันสุขภาพ"],
    ["กลุ่มงานบริการด้านปฐมภูมิและองค์รวม"],
  ]),
  province: numbered([
    ["สำนักงานจังหวัด"],
    ["กลุ่มงานอำนวยการ"],
    ["กลุ่มงานยุทธศาสตร์และข้อมูลเพื่อการพัฒนาจังหวัด"],
    ["กลุ่มงานบริหารทรัพยากรบุคคล"],
    ["ศูนย์ดำรงธรรมจังหวัด", "ศูนย์ดำรงธรรม"],
    ["หน่วยตรวจสอบภายในจังหวัด"],
  ]),
  department: numbered([
    ["สำนักงานเลขานุการกรม", "สลก."],
    ["กองคลัง"],
    ["กองการเจ้าหน้าที่"],
    ["กองยุทธศาสตร์และแผนงาน"],
    ["กลุ่มพัฒนาระบบบริหาร", "กพร."],
    ["กลุ่มตรวจสอบภายใน"],
    ["ศูนย์เทคโนโลยีสารสนเทศและการสื่อสาร", "ศูนย์เทคโนโลยีสารสนเทศ"],
  ]),
}

function numbered(names: Names): Section[] {
  return names.map(([name, ...shortNames], at) => ({ slug: String(at + 1), name, shortNames }))
}
