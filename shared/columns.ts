/**
 * The only source of tabs, headers, keys, rules, help, ownership and publicness. Provisioning, validation, docs, JSON
 * names and CSV headers are made from it. A column is found by its key (column metadata) or header, never by position.
 */

/** Kinds of rows that travel in a push. */
export const KINDS = [
  "assessment",
  "measure",
  "duty",
  "report",
  "oversight",
  "section",
  "holiday",
  "setting",
] as const
export type Kind = (typeof KINDS)[number]

/** Kinds of rows that travel beside them and are never served: the private columns of `section` and private settings. */
export const PRIVATE_KINDS = ["contact", "secret"] as const
export type PrivateKind = (typeof PRIVATE_KINDS)[number]

export type TabKey = Kind | "import" | "status" | "record"

/** Who may type in a column. `lead` is the row's lead section; the planner may type wherever a section may. */
export type Owner = "planner" | "lead" | "section" | "director" | "anyone" | "script"

export type Rule =
  | { readonly type: "id" }
  | { readonly type: "text"; readonly max: number }
  | { readonly type: "number"; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly type: "date" }
  | { readonly type: "period" }
  | { readonly type: "section" }
  | { readonly type: "sections" }
  | { readonly type: "choice"; readonly of: readonly string[] }
  | { readonly type: "measureRef" }
  | { readonly type: "measureRefs" }
  | { readonly type: "evidence" }
  | { readonly type: "link" }
  | { readonly type: "addresses" }
  | { readonly type: "tick" }
  /** Written by the script alone: shown, never parsed. */
  | { readonly type: "shown" }

export type Column = {
  readonly key: string
  readonly header: string
  readonly help: string
  readonly rule: Rule
  readonly by: Owner
  readonly public: boolean
  readonly required: boolean
  readonly hidden: boolean
  /** Pixels. */
  readonly width: number
}

export type Tab = {
  readonly key: TabKey
  readonly title: string
  readonly help: string
  readonly by: Owner
  readonly hidden: boolean
  readonly columns: readonly Column[]
}

/** What `by` says of a report that the planner filled in for the section. */
export const ON_BEHALF = "บันทึกแทน"

const TEXT = { type: "text", max: 5000 } as const
const SHORT = { type: "text", max: 300 } as const
const SHOWN = { type: "shown" } as const
const TICK = { type: "tick" } as const

type ColumnOptions = Partial<Pick<Column, "by" | "public" | "required" | "hidden" | "width">>

function column(key: string, header: string, rule: Rule, help: string, options: ColumnOptions = {}): Column {
  return {
    key,
    header,
    help,
    rule,
    by: "planner",
    public: true,
    required: false,
    hidden: false,
    width: 140,
    ...options,
  }
}

const id = (help: string) => column("id", "รหัส", { type: "id" }, help, { by: "script", width: 110 })
const problems = column("problems", "สิ่งที่ต้องดู", SHOWN, "ระบบเขียนว่าแถวนี้มีอะไรต้องแก้ ต้องยืนยัน หรือปรับให้แล้ว", {
  by: "script",
  public: false,
  width: 320,
})
/** `error:period;ask:lead;` – what the conditional formats look for, so that a mark is a value and not a cell's colour. */
const marks = column("marks", "เครื่องหมาย", SHOWN, "ระบบเขียน ใช้ระบายสีช่องที่ต้องดู", {
  by: "script",
  public: false,
  hidden: true,
})
const confirm = (by: Owner) =>
  column("confirm", "ยืนยัน", TICK, "ติ๊กเมื่อข้อความที่ระบบถามถูกต้องตามที่พิมพ์ไว้แล้ว คำยืนยันนี้เปิดเผยต่อสาธารณะ", {
    by,
    public: false,
    width: 70,
  })
const understood = column("understood", "ระบบเข้าใจว่า", SHOWN, "กำหนดเวลาที่ระบบอ่านได้จากข้อความ", {
  by: "script",
  width: 230,
})

const ASSESSMENT: readonly Column[] = [
  column("indicator", "ตัวชี้วัดที่", { type: "number", min: 1, max: 10, whole: true }, "เลขตัวชี้วัด 1 ถึง 10", {
    required: true,
    width: 90,
  }),
  column("name", "ชื่อตัวชี้วัด", SHORT, "ชื่อเต็มของตัวชี้วัด เช่น การใช้งบประมาณ", { required: true, width: 200 }),
  column(
    "score",
    "คะแนน",
    { type: "number", min: 0, max: 100, whole: false },
    "คะแนน 0 ถึง 100 ทศนิยม 2 ตำแหน่ง เช่น 99.68",
    {
      width: 90,
    },
  ),
  column(
    "scoreYear",
    "ปีของคะแนน",
    { type: "number", min: 2550, max: 2699, whole: true },
    "ปี พ.ศ. ของผลประเมิน เช่น 2565",
    {
      required: true,
      width: 100,
    },
  ),
  column("description", "คำอธิบาย", TEXT, "คำอธิบายตัวชี้วัดตามเอกสาร", { width: 360 }),
  confirm("planner"),
  problems,
  marks,
]

const MEASURE: readonly Column[] = [
  id("ระบบออกให้ ใช้อ้างถึงมาตรการนี้ตลอดไป"),
  column("indicator", "ตัวชี้วัดที่", { type: "number", min: 1, max: 10, whole: true }, "เลขตัวชี้วัดที่มาตรการนี้ตอบ", {
    required: true,
    width: 90,
  }),
  column("issue", "ประเด็นที่ต้องปรับปรุง", TEXT, "ประเด็นที่ต้องปรับปรุงหรือยกระดับ", {
    by: "lead",
    required: true,
    width: 240,
  }),
  column("measure", "มาตรการ/กิจกรรม", TEXT, "สิ่งที่จะทำ ให้บอกผลที่ตรวจนับได้", {
    by: "lead",
    required: true,
    width: 260,
  }),
  column("monitoring", "แนวทางการกำกับติดตาม", TEXT, "ผู้อำนวยการเขตกำกับติดตามอย่างไร", { by: "lead", width: 240 }),
  column("period", "ระยะเวลา", { type: "period" }, "กำหนดเวลา เช่น ภายในวันที่ 30 มิถุนายน 2566", {
    by: "lead",
    required: true,
    width: 180,
  }),
  column("responsible", "ส่วนราชการที่รับผิดชอบ", TEXT, "ผู้รับผิดชอบตามที่พิมพ์ในแผน", { width: 220 }),
  column("lead", "เจ้าภาพหลัก", { type: "section" }, "ฝ่ายที่เป็นเจ้าภาพหลัก เลือกจากรายการ", {
    required: true,
    width: 160,
  }),
  column("partners", "ฝ่ายร่วม", { type: "sections" }, "ฝ่ายที่ร่วมดำเนินการ คั่นด้วยจุลภาค หรือพิมพ์ ทุกฝ่าย", {
    width: 200,
  }),
  column(
    "status",
    "สถานะ",
    { type: "choice", of: ["ยกเลิก"] },
    "ว่างไว้ หรือเลือก ยกเลิก เมื่อเลิกมาตรการ พร้อมบอกเหตุผล",
    {
      width: 90,
    },
  ),
  column("reason", "เหตุผล", TEXT, "เหตุผลเมื่อเลื่อนกำหนดหรือยกเลิก เขียนใหม่ทุกครั้งที่เลื่อน", { by: "lead", width: 200 }),
  understood,
  confirm("lead"),
  problems,
  marks,
]

const DUTY: readonly Column[] = [
  id("ระบบออกให้ ใช้อ้างถึงภาระนี้ตลอดไป"),
  column("measure", "มาตรการ", { type: "measureRef" }, "รหัสของมาตรการ เช่น m-4k7p2w9x", {
    required: true,
    width: 110,
  }),
  column("what", "สิ่งที่ต้องทำ", TEXT, "สิ่งที่ต้องส่งหรือทำ เช่น ส่งแบบ สขร.๑", { required: true, width: 260 }),
  column("owedBy", "ผู้มีหน้าที่", { type: "sections" }, "ฝ่ายที่มีหน้าที่ คั่นด้วยจุลภาค หรือพิมพ์ ทุกฝ่าย", {
    required: true,
    width: 200,
  }),
  column("owedTo", "ส่งให้", SHORT, "ผู้รับ เช่น ฝ่ายปกครอง", { width: 140 }),
  column("when", "เมื่อใด", { type: "period" }, "กำหนดเวลา เช่น ภายในวันที่ 5 ของทุกเดือน", {
    required: true,
    width: 200,
  }),
  column("evidenceKind", "หลักฐานที่ใช้", SHORT, "ชนิดของหลักฐาน เช่น แบบ สขร.๑ ที่เผยแพร่แล้ว", { width: 180 }),
  column("reason", "เหตุผล", TEXT, "เหตุผลเมื่อเลื่อนกำหนด เขียนใหม่ทุกครั้งที่เลื่อน", { width: 200 }),
  understood,
  confirm("planner"),
  problems,
  marks,
]

const REPORT: readonly Column[] = [
  column("id", "รหัสงวด", { type: "id" }, "ระบบเขียน ภาระ/ฝ่าย/งวด", { by: "script", width: 150 }),
  column("what", "สิ่งที่ต้องรายงาน", SHOWN, "ระบบเขียนจากมาตรการและภาระ", { by: "script", width: 300 }),
  column("occurrence", "งวด", SHOWN, "ช่วงเวลาที่รายงานถึง", { by: "script", width: 100 }),
  column("due", "ครบกำหนด", SHOWN, "วันครบกำหนด", { by: "script", width: 130 }),
  column("date", "วันที่ดำเนินการ", { type: "date" }, "วันที่ทำเสร็จ เช่น 5 มิ.ย. 2566", { by: "section", width: 130 }),
  column("result", "ผลการดำเนินงาน", TEXT, "ทำอะไรแล้ว ได้ผลอย่างไร", { by: "section", width: 280 }),
  column("evidence", "หลักฐาน", { type: "evidence" }, "ลิงก์ https หรือเลขที่และวันที่ของหนังสือ", {
    by: "section",
    width: 240,
  }),
  column("nothingToReport", "ไม่มีรายการ", TICK, "ติ๊กเมื่อเดือนหรืองวดนี้ไม่มีรายการ", { by: "section", width: 90 }),
  column(
    "by",
    "บันทึกแทน",
    { type: "choice", of: [ON_BEHALF] },
    "เลือกเมื่อฝ่ายเจ้าของแผนกรอกแทน ระบบเลือกให้เมื่อรู้ว่าใครกรอก",
    {
      width: 110,
    },
  ),
  problems,
  marks,
]

const OVERSIGHT: readonly Column[] = [
  id("ระบบออกให้"),
  column("date", "วันที่", { type: "date" }, "วันที่กำกับติดตาม", { by: "director", required: true, width: 120 }),
  column("measures", "มาตรการ", { type: "measureRefs" }, "รหัสมาตรการ คั่นด้วยจุลภาค", {
    by: "director",
    required: true,
    width: 160,
  }),
  column("order", "ข้อสั่งการ", TEXT, "ผู้อำนวยการเขตสั่งการอย่างไร", { by: "director", required: true, width: 300 }),
  column("outcome", "ผล", TEXT, "ผลของข้อสั่งการ", { by: "director", width: 300 }),
  column("link", "ลิงก์", { type: "link" }, "ลิงก์ https ของบันทึกหรือหนังสือ", { by: "director", width: 200 }),
  problems,
  marks,
]

const SECTION: readonly Column[] = [
  column("slug", "ลำดับ", { type: "number", min: 1, max: 99, whole: true }, "เลขลำดับราชการของฝ่าย", {
    required: true,
    width: 70,
  }),
  column("name", "ชื่อฝ่าย", SHORT, "ชื่อเต็มของฝ่าย", { required: true, width: 220 }),
  column("shortNames", "ชื่อย่อ", SHORT, "ชื่ออื่นที่ใช้เรียก คั่นด้วยจุลภาค เมื่อเปลี่ยนชื่อฝ่ายให้ใส่ชื่อเดิมไว้ที่นี่", { width: 200 }),
  column("head", "หัวหน้าฝ่าย", SHORT, "ตำแหน่งหัวหน้าฝ่าย", { width: 200 }),
  column("accounts", "บัญชีที่แก้ตาราง", { type: "addresses" }, "อีเมลบัญชี Google ที่แก้ได้ คั่นด้วยจุลภาค", {
    public: false,
    width: 240,
  }),
  column("addresses", "อีเมลที่รับแจ้ง", { type: "addresses" }, "อีเมลที่รับการแจ้งเตือน คั่นด้วยจุลภาค", {
    public: false,
    width: 240,
  }),
  column("headAddresses", "อีเมลหัวหน้าฝ่าย", { type: "addresses" }, "อีเมลหัวหน้าฝ่าย คั่นด้วยจุลภาค", {
    public: false,
    width: 240,
  }),
  column("deputy", "อีเมลผู้รักษาการแทน", { type: "addresses" }, "อีเมลผู้รักษาการแทน", {
    public: false,
    width: 200,
  }),
  column("deputyUntil", "รักษาการถึงวันที่", { type: "date" }, "วันสุดท้ายที่รักษาการแทน", {
    public: false,
    width: 130,
  }),
  problems,
  marks,
]

const HOLIDAY: readonly Column[] = [
  column("date", "วันที่", { type: "date" }, "วันหยุด เช่น 13 เม.ย. 2566", { required: true }),
  column("name", "ชื่อวันหยุด", SHORT, "ชื่อวันหยุดราชการ", { required: true, width: 260 }),
  problems,
  marks,
]

const SETTING: readonly Column[] = [
  column("key", "รหัสค่า", SHOWN, "ระบบเขียน", { by: "script", width: 150 }),
  column("label", "รายการ", SHOWN, "ระบบเขียน", { by: "script", public: false, width: 240 }),
  column("value", "ค่า", TEXT, "พิมพ์ค่าที่ใช้", { width: 360 }),
  column("help", "คำอธิบาย", SHOWN, "ระบบเขียน", { by: "script", public: false, width: 360 }),
  problems,
  marks,
]

const IMPORT: readonly Column[] = [
  column("result", "ผลการประเมิน", TEXT, "วางคอลัมน์ที่ 1 ของแผน", { public: false, width: 260 }),
  column("issue", "ประเด็นที่ต้องปรับปรุง", TEXT, "วางคอลัมน์ที่ 2 ของแผน", { public: false, width: 220 }),
  column("measure", "มาตรการ/กิจกรรม", TEXT, "วางคอลัมน์ที่ 3 ของแผน", { public: false, width: 220 }),
  column("monitoring", "แนวทางการกำกับติดตาม", TEXT, "วางคอลัมน์ที่ 4 ของแผน", { public: false, width: 220 }),
  column("period", "ระยะเวลากำกับติดตาม", TEXT, "วางคอลัมน์ที่ 5 ของแผน", { public: false, width: 160 }),
  column("responsible", "ส่วนราชการที่รับผิดชอบ", TEXT, "วางคอลัมน์ที่ 6 ของแผน", { public: false, width: 200 }),
  column("go", "นำเข้า", TICK, "ติ๊กในแถวแรกเพื่อให้ระบบอ่านทั้งหมด", { public: false, width: 70 }),
  problems,
  marks,
]

const STATUS: readonly Column[] = [
  column("item", "เรื่อง", SHOWN, "ระบบเขียน", { by: "script", public: false, width: 240 }),
  column("value", "ค่า", SHOWN, "ระบบเขียน", { by: "script", public: false, width: 420 }),
  column("tick", "สั่งการ", TICK, "ติ๊กเพื่อสั่งตามเรื่องในแถวนี้ เช่น ส่งตอนนี้ หรือ คืนแถว", {
    by: "anyone",
    public: false,
    width: 90,
  }),
]

const RECORD: readonly Column[] = [
  column("kind", "kind", SHOWN, "", { by: "script", public: false }),
  column("id", "id", SHOWN, "", { by: "script", public: false }),
  column("digest", "digest", SHOWN, "", { by: "script", public: false, width: 320 }),
  column("memory", "memory", SHOWN, "", { by: "script", public: false, width: 420 }),
]

function tab(
  key: TabKey,
  title: string,
  help: string,
  columns: readonly Column[],
  options: Partial<Tab> = {},
): Tab {
  return { key, title, help, by: "planner", hidden: false, columns, ...options }
}

/** Every tab in order. `report` stands for one tab a section, titled by `reportTabTitle`. */
export const TABS: readonly Tab[] = [
  tab("measure", "มาตรการ", "แต่ละแถวคือมาตรการหนึ่ง", MEASURE),
  tab("duty", "ภาระ", "สิ่งที่ต้องทำนอกจากกำหนดของมาตรการเอง", DUTY),
  tab("report", "รายงาน", "แต่ละแถวคืองวดที่ฝ่ายนี้ต้องรายงาน", REPORT, { by: "section" }),
  tab("oversight", "การกำกับติดตาม", "การกำกับติดตามของผู้อำนวยการเขต", OVERSIGHT, { by: "director" }),
  tab("assessment", "ผลการประเมิน", "คะแนนของตัวชี้วัดทั้งสิบ", ASSESSMENT),
  tab("section", "หน่วยงาน", "ฝ่ายต่าง ๆ บัญชีที่แก้ตาราง และอีเมลที่รับแจ้ง", SECTION),
  tab("holiday", "วันหยุด", "วันหยุดราชการและวันหยุดพิเศษ", HOLIDAY),
  tab("setting", "ตั้งค่า", "ค่าของสำนักงานและของปีงบประมาณ", SETTING),
  tab("import", "นำเข้า", "ที่วางแผนหกคอลัมน์จาก Word Excel หรือ PDF", IMPORT),
  tab("status", "สถานะ", "สิ่งที่ระบบทำล่าสุดและสิ่งที่ค้างอยู่", STATUS, { by: "script" }),
  tab("record", "_record", "ความจำของระบบ ห้ามแก้", RECORD, { by: "script", hidden: true }),
]

export function tabOf(key: TabKey): Tab {
  const found = TABS.find(each => each.key === key)
  if (!found) throw new Error(`no tab ${key}`)
  return found
}

/** `รายงาน ฝ่ายทะเบียน` */
export function reportTabTitle(section: string): string {
  return `${tabOf("report").title} ${section}`
}

/** The severities that colour a cell, and the text in the `marks` column that does it. */
export function markOf(severity: "error" | "ask" | "warn", columnKey: string): string {
  return `${severity}:${columnKey};`
}

/** Column metadata that says which column this is, however its header or place changes. */
export const COLUMN_METADATA_KEY = "sujarit.column"

/** Sheet metadata that says which tab this is: a `TabKey`, or `report/<slug>`. */
export const TAB_METADATA_KEY = "sujarit.tab"

/** A column that is known to exist. */
export function columnOf(tab: TabKey, key: string): Column {
  const found = tabOf(tab).columns.find(each => each.key === key)
  if (!found) throw new Error(`no column ${tab}.${key}`)
  return found
}
