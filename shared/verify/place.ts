/** Where something does not hold, in words: what a reader would call that place, beside its address. */
import { KINDS, tabOf } from "../columns.ts"
import { columnWords } from "../view/table-columns.ts"
import type { Words } from "./fault.ts"

/** An address that has no words stands for itself. */
export function placeWords(place: string): Words {
  for (const [pattern, words] of PLACES) {
    const match = pattern.exec(place)
    if (match) return words(match.slice(1).map(each => each ?? ""))
  }
  return [place, place]
}

const PLACES: readonly (readonly [RegExp, (parts: readonly string[]) => Words])[] = [
  [/^\/log\/checkpoint/, () => ["จุดตรวจของบันทึก", "the checkpoint of the log"]],
  [/^\/log\/vkey$/, () => ["กุญแจของบันทึก", "the key of the log"]],
  [
    /^\/log\/tile\/entries\/[^#]*#(\d+)$/,
    ([at]) => [`รายการที่ ${Number(at) + 1} ของบันทึก`, `entry ${Number(at) + 1} of the log`],
  ],
  [/^\/log\/tile\//, () => ["แผ่นค่าตรวจสอบของบันทึก", "a tile of the log"]],
  [/^\/log$/, () => ["บันทึกทั้งหมด", "the log"]],
  [/^\/\.well-known\/jwks\.json/, () => ["กุญแจของสำนักงาน", "the keys of the office"]],
  [
    /^\/api\/v1\/pushes\/(\d+)\/(\d+)(?:#(\w+\/.*))?/,
    ([year = "", number, name = ""]) => [
      `ฉบับที่ ${number} ปี ${year}${name && ` ${rowWords(name)}`}`,
      `revision ${number} of ${year}${name && `, ${name}`}`,
    ],
  ],
  [
    /^\/(\d+)\.json#(\w+)(?:\/(.+?))?(?:\/([a-z]\w*))?$/i,
    ([year, list = "", id = "", field = ""]) =>
      listWords(`ข้อมูลปี ${year}`, `data of ${year}`, { list, id, field }),
  ],
  [/^\/(\d+)\.json/, ([year]) => [`ข้อมูลปี ${year}`, `data of ${year}`]],
  [
    /^\/(\d+)\/(measures|reports)\.csv(?:#(.+)\/(\w+))?/,
    ([year, list = "", id = "", field = ""]) =>
      listWords(`ตาราง CSV ปี ${year}`, `CSV of ${year}`, { list, id, field }),
  ],
  [/^\/(\d+)\/calendar\.ics/, ([year]) => [`ปฏิทินปี ${year}`, `calendar of ${year}`]],
  [/^\/(\d+)\/print\.json/, ([year]) => [`แบบพิมพ์ A4 ปี ${year}`, `A4 form of ${year}`]],
  [
    /^\/(\d+)\/results\/print\.json/,
    ([year]) => [`แบบพิมพ์ผล A4 ปี ${year}`, `A4 form of the results of ${year}`],
  ],
  [/^\/(\d+)\/results\.json/, ([year]) => [`ผลการดำเนินการปี ${year}`, `results of ${year}`]],
  [/^\/(\d+)\/moves\.json/, ([year]) => [`รายการเลื่อนกำหนดปี ${year}`, `moves of dates of ${year}`]],
  [/^\/(\d+)\/ita\.json/, ([year]) => [`ข้อคำถามของการประเมินปี ${year}`, `items of the assessment of ${year}`]],
  [/^\/(\d+)\/progress\.json/, ([year]) => [`คะแนนก่อนและหลังปี ${year}`, `scores before and after ${year}`]],
  [
    /^\/(\d+)\/duties\/([^/#]+)\.csv(?:#.+\/(\w+))?/,
    ([year, id = "", field = ""]) =>
      listWords(`ตาราง CSV ปี ${year}`, `CSV of ${year}`, { list: "duties", id, field }),
  ],
  [
    /^(?:\/api\/v1\/years)?\/(\d+)\/(measures|sections|duties)\/([^/#]+?)(?:\.json)?(?:#|$)/,
    ([year, list = "", id = ""]) => listWords(`ข้อมูลปี ${year}`, `data of ${year}`, { list, id, field: "" }),
  ],
  [
    /^\/api\/v1\/years\/(\d+)(?:\/(\w+))?/,
    ([year, list = ""]) => listWords(`ข้อมูลปี ${year}`, `data of ${year}`, { list, id: "", field: "" }),
  ],
  [/^\/api\/v1\/years/, () => ["รายการปี", "the list of years"]],
  [/^\/index\.json/, () => ["ข้อมูลปีล่าสุด", "data of the newest year"]],
  [/^\/about\.json/, () => ["ข้อมูลหน้า “เกี่ยวกับ”", "data about the record"]],
  [/^\/notices\.json/, () => ["ทะเบียนการแจ้งเตือน", "the ledger of notices"]],
  [/^\/changes\.json/, () => ["รายการเปลี่ยนแปลง", "the list of changes"]],
  [/^\/log\.json/, () => ["รายการฉบับ", "the list of revisions"]],
  [
    /^\/(\d+)(?:\?[^#]*)?#([^/]+)(?:\/(\w+))?$/,
    ([year, id = "", field = ""]) =>
      listWords(`หน้าเว็บปี ${year}`, `page of ${year}`, { list: "measures", id, field }),
  ],
]

const KIND_OF_LIST: Readonly<Record<string, (typeof KINDS)[number]>> = {
  ...{ measures: "measure", duties: "duty", reports: "report", oversight: "oversight" },
  ...{ assessments: "assessment", sections: "section", holidays: "holiday" },
}

type Listed = { readonly list: string; readonly id: string; readonly field: string }

function listWords(thai: string, english: string, { list, id, field }: Listed): Words {
  const kind = KIND_OF_LIST[list]
  const title = kind ? `${tabOf(kind).title} ${id}` : columnWords(undefined, list).title
  return [
    [thai, title.trimEnd(), field && `ช่อง “${columnWords(kind, field).title}”`].filter(Boolean).join(" "),
    [english, list, id, field].filter(Boolean).join(", "),
  ]
}

/** `measure/m-4k7p2w9x` */
function rowWords(name: string): string {
  const [kind = "", ...id] = name.split("/")
  const known = KINDS.find(each => each === kind)
  return `${known ? tabOf(known).title : kind} ${id.join("/")}`
}
