/**
 * The only source of tabs, headers, keys, rules, help, order, ownership and publicness. Provisioning, validation, docs,
 * JSON names and CSV headers are made from it. The order is that of a new sheet: a column is found by its key (column
 * metadata) or header, never by position.
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

/** Public kinds whose rows stand in no tab: the script says by an `absence` that a row vanished, or why it was taken out. */
export const SCRIPT_KINDS = ["absence"] as const
export type ScriptKind = (typeof SCRIPT_KINDS)[number]

/**
 * Kinds of rows that travel beside them and are never served: the private columns of `section`, private settings, and what
 * the sheet says of a row that an error holds back.
 */
export const PRIVATE_KINDS = ["contact", "secret", "problem"] as const
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
  /** It came later: a sheet made before lacks it, and goes on without until `setup` adds it. */
  readonly isLater: boolean
  /** Pixels. */
  readonly width: number
}

export type Tab = {
  readonly key: TabKey
  readonly title: string
  readonly help: string
  readonly by: Owner
  readonly hidden: boolean
  /** The columns up to this one stay in view when the others are scrolled. */
  readonly frozenThrough?: string
  readonly columns: readonly Column[]
}

/** What `by` says of a report that the planner filled in for the section. */
export const ON_BEHALF = "บันทึกแทน"

/** What `by` says of a report that the section answered from its mail. */
export const BY_MAIL = "ตอบทางอีเมล"

/** The status of a measure or a duty that was ended the proper way, with a reason. */
export const CANCELLED = "ยกเลิก"

/** The most that a cell of prose holds, published or not. */
export const TEXT_LIMIT = 5000

const TEXT = { type: "text", max: TEXT_LIMIT } as const
const SHORT = { type: "text", max: 300 } as const
const SHOWN = { type: "shown" } as const
const TICK = { type: "tick" } as const
const DATE = { type: "date" } as const
const PERIOD = { type: "period" } as const
const ONE_SECTION = { type: "section" } as const
const SECTIONS = { type: "sections" } as const
const ADDRESSES = { type: "addresses" } as const

/** Whole numbers of a range. */
export const whole = (min: number, max: number): Rule => ({ type: "number", min, max, whole: true })
/** The first and the last year of the Buddhist era that an office may type. */
export const YEAR_RANGE = [2550, 2699] as const
export const YEARS = whole(...YEAR_RANGE)
export function isTypedYear(year: number): boolean {
  return Number.isInteger(year) && year >= YEAR_RANGE[0] && year <= YEAR_RANGE[1]
}
/** One of these, or nothing. */
export const choice = (...of: readonly string[]): Rule => ({ type: "choice", of })

type ColumnOptions = Partial<Omit<Column, "key" | "header" | "rule">>

function column(key: string, header: string, rule: Rule, options: ColumnOptions): Column {
  const usual = { help: "", by: "planner", public: true, required: false, hidden: false } as const
  return { key, header, rule, ...usual, isLater: false, width: 140, ...options }
}

const id = (help: string) => column("id", "รหัส", { type: "id" }, { help, by: "script", width: 110 })
const problems = column("problems", "สิ่งที่ต้องดู", SHOWN, {
  help: "ระบบเขียนว่าแถวนี้มีอะไรต้องแก้ ต้องยืนยัน หรือปรับให้แล้ว",
  by: "script",
  public: false,
  width: 320,
})
/** `error:period;ask:lead;` – what the conditional formats look for, so that a mark is a value and not a cell's colour. */
const marks = column("marks", "เครื่องหมาย", SHOWN, {
  help: "ระบบเขียน ใช้ระบายสีช่องที่ต้องดู",
  by: "script",
  public: false,
  hidden: true,
})
const confirm = (by: Owner) =>
  column("confirm", "ยืนยัน", TICK, {
    help: "ติ๊กเมื่อข้อความที่ระบบถามถูกต้องตามที่พิมพ์ไว้แล้ว คำยืนยันนี้เปิดเผยต่อสาธารณะ",
    by,
    public: false,
    width: 70,
  })
const understood = column("understood", "ระบบเข้าใจว่า", SHOWN, {
  help: "กำหนดเวลาที่ระบบอ่านได้จากข้อความ",
  by: "script",
  width: 230,
})

const ASSESSMENT: readonly Column[] = [
  column("indicator", "ตัวชี้วัดที่", whole(1, 10), { help: "เลขตัวชี้วัด 1 ถึง 10", required: true, width: 90 }),
  column("name", "ชื่อตัวชี้วัด", SHORT, { help: "ชื่อเต็มของตัวชี้วัด เช่น การใช้งบประมาณ", required: true, width: 200 }),
  column(
    "score",
    "คะแนน",
    { type: "number", min: 0, max: 100, whole: false },
    { help: "คะแนน 0 ถึง 100 ทศนิยม 2 ตำแหน่ง เช่น 99.68", width: 90 },
  ),
  column("scoreYear", "ปีของคะแนน", YEARS, {
    help: "ปี พ.ศ. ของผลประเมิน เช่น 2565",
    required: true,
    width: 100,
  }),
  column("description", "คำอธิบาย", TEXT, { help: "คำอธิบายตัวชี้วัดตามเอกสาร", width: 360 }),
  confirm("planner"),
]

const MEASURE: readonly Column[] = [
  id("ระบบออกให้ ใช้อ้างถึงมาตรการนี้ตลอดไป"),
  column("indicator", "ตัวชี้วัดที่", whole(1, 10), { help: "เลขตัวชี้วัดที่มาตรการนี้ตอบ", required: true, width: 90 }),
  column("issue", "ประเด็นที่ต้องปรับปรุง", TEXT, {
    help: "ประเด็นที่ต้องปรับปรุงหรือยกระดับ",
    by: "lead",
    required: true,
    width: 240,
  }),
  column("measure", "มาตรการ/กิจกรรม", TEXT, {
    help: "สิ่งที่จะทำ ให้บอกผลที่ตรวจนับได้",
    by: "lead",
    required: true,
    width: 260,
  }),
  column("monitoring", "แนวทางการกำกับติดตาม", TEXT, {
    help: "หัวหน้าหน่วยงานกำกับติดตามอย่างไร",
    by: "lead",
    width: 240,
  }),
  column("period", "ระยะเวลา", PERIOD, {
    help: "กำหนดเวลา เช่น ภายในวันที่ 30 มิถุนายน 2566",
    by: "lead",
    required: true,
    width: 180,
  }),
  column("responsible", "ส่วนราชการที่รับผิดชอบ", TEXT, { help: "ผู้รับผิดชอบตามที่พิมพ์ในแผน", width: 220 }),
  column("lead", "เจ้าภาพหลัก", ONE_SECTION, {
    help: "ฝ่ายที่เป็นเจ้าภาพหลัก เลือกจากรายการ",
    required: true,
    width: 160,
  }),
  column("partners", "ฝ่ายร่วม", SECTIONS, { help: "ฝ่ายที่ร่วมดำเนินการ คั่นด้วยจุลภาค หรือพิมพ์ ทุกฝ่าย", width: 200 }),
  column("status", "สถานะ", choice(CANCELLED), {
    help: "ว่างไว้ หรือเลือก ยกเลิก เมื่อเลิกมาตรการ พร้อมบอกเหตุผล",
    width: 90,
  }),
  column("reason", "เหตุผล", TEXT, {
    help: "เหตุผลเมื่อเลื่อนกำหนด เปลี่ยนเจ้าภาพหรือข้อความ หรือยกเลิก เขียนใหม่ทุกครั้ง อย่างน้อย 10 ตัวอักษร",
    by: "lead",
    width: 200,
  }),
  understood,
  confirm("lead"),
]

/** What other tabs call a measure. */
const LABEL = column("label", "ชื่อในรายการเลือก", SHOWN, {
  help: "ระบบเขียน ใช้เลือกมาตรการนี้ในแท็บอื่น",
  by: "script",
  public: false,
  hidden: true,
  isLater: true,
})

const DUTY: readonly Column[] = [
  id("ระบบออกให้ ใช้อ้างถึงงานนี้ตลอดไป"),
  column(
    "measure",
    "มาตรการ",
    { type: "measureRef" },
    { help: "มาตรการที่งานนี้เป็นของ เลือกจากรายการ", required: true, width: 200 },
  ),
  column("what", "สิ่งที่ต้องทำ", TEXT, { help: "สิ่งที่ต้องส่งหรือทำ เช่น ส่งแบบ สขร.๑", required: true, width: 260 }),
  column("owedBy", "ผู้มีหน้าที่", SECTIONS, {
    help: "ฝ่ายที่มีหน้าที่ คั่นด้วยจุลภาค หรือพิมพ์ ทุกฝ่าย",
    required: true,
    width: 200,
  }),
  column("owedTo", "ส่งให้", SHORT, { help: "ผู้รับ ชื่อฝ่ายหรือตำแหน่ง", width: 140 }),
  column("when", "เมื่อใด", PERIOD, { help: "กำหนดเวลา เช่น ภายในวันที่ 5 ของทุกเดือน", required: true, width: 200 }),
  column("evidenceKind", "หลักฐานที่ใช้", SHORT, { help: "ชนิดของหลักฐาน เช่น แบบ สขร.๑ ที่เผยแพร่แล้ว", width: 180 }),
  column("status", "สถานะ", choice(CANCELLED), {
    help: "ว่างไว้ หรือเลือก ยกเลิก เมื่อเลิกงานนี้ พร้อมบอกเหตุผล",
    isLater: true,
    width: 90,
  }),
  column("reason", "เหตุผล", TEXT, {
    help: "เหตุผลเมื่อเลื่อนกำหนด เปลี่ยนผู้มีหน้าที่หรือสิ่งที่ต้องทำ หรือยกเลิก เขียนใหม่ทุกครั้ง อย่างน้อย 10 ตัวอักษร",
    width: 200,
  }),
  understood,
  confirm("planner"),
]

/** How a reader of the tab goes: how it stands and until when, what to type, what is wrong with it. */
const REPORT: readonly Column[] = [
  column("state", "สถานะ", SHOWN, {
    help: "ระบบเขียนว่างวดนี้อยู่ในสถานะใด และเหลือหรือเกินกี่วัน",
    by: "script",
    public: false,
    isLater: true,
    width: 156,
  }),
  column("what", "สิ่งที่ต้องรายงาน", SHOWN, {
    help: "ระบบเขียนจากมาตรการและงานที่ต้องรายงาน",
    by: "script",
    width: 180,
  }),
  column("occurrence", "งวด", SHOWN, { help: "ช่วงเวลาที่รายงานถึง", by: "script", width: 92 }),
  column("due", "ครบกำหนด", SHOWN, { help: "วันครบกำหนด", by: "script", width: 104 }),
  column("date", "วันที่ดำเนินการ", DATE, { help: "วันที่ทำเสร็จ เช่น 5 มิ.ย. 2566", by: "section", width: 120 }),
  column("result", "ผลการดำเนินงาน", TEXT, { help: "ทำอะไรแล้ว ได้ผลอย่างไร", by: "section", width: 165 }),
  column(
    "evidence",
    "หลักฐาน",
    { type: "evidence" },
    { help: "ลิงก์ https หรือเลขที่และวันที่ของหนังสือ", by: "section", width: 175 },
  ),
  column("nothingToReport", "ไม่มีรายการ", TICK, {
    help: "ติ๊กเมื่อเดือนหรืองวดนี้ไม่มีรายการ",
    by: "section",
    width: 72,
  }),
  { ...problems, width: 240 },
  column("by", "บันทึกแทน", choice(ON_BEHALF, BY_MAIL), {
    help: "เลือกเมื่อฝ่ายเจ้าของแผนกรอกแทน ระบบเลือกให้เมื่อรู้ว่าใครกรอก หรือเมื่อฝ่ายตอบจากลิงก์ในอีเมล",
    width: 96,
  }),
  marks,
  column("id", "รหัสงวด", { type: "id" }, { help: "ระบบเขียน งาน/ฝ่าย/งวด", by: "script", hidden: true }),
]

const OVERSIGHT: readonly Column[] = [
  id("ระบบออกให้"),
  column("date", "วันที่", DATE, { help: "วันที่กำกับติดตาม", by: "director", required: true, width: 120 }),
  column(
    "measures",
    "มาตรการ",
    { type: "measureRefs" },
    {
      help: "มาตรการที่กำกับติดตาม เลือกจากรายการ ถ้ามีหลายมาตรการให้คั่นด้วยจุลภาค พิมพ์เพียงคำต้น ๆ ก็ได้",
      by: "director",
      required: true,
      width: 220,
    },
  ),
  column("order", "ข้อสั่งการ", TEXT, {
    help: "หัวหน้าหน่วยงานสั่งการอย่างไร",
    by: "director",
    required: true,
    width: 300,
  }),
  column("outcome", "ผล", TEXT, { help: "ผลของข้อสั่งการ", by: "director", width: 300 }),
  column("link", "ลิงก์", { type: "link" }, { help: "ลิงก์ https ของบันทึกหรือหนังสือ", by: "director", width: 200 }),
]

const SECTION: readonly Column[] = [
  column("slug", "ลำดับ", whole(1, 99), { help: "เลขลำดับราชการของฝ่าย", required: true, width: 70 }),
  column("name", "ชื่อฝ่าย", SHORT, { help: "ชื่อเต็มของฝ่าย", required: true, width: 220 }),
  column("shortNames", "ชื่อย่อ", SHORT, {
    help: "ชื่ออื่นที่ใช้เรียก คั่นด้วยจุลภาค เมื่อเปลี่ยนชื่อฝ่ายให้ใส่ชื่อเดิมไว้ที่นี่",
    width: 200,
  }),
  column("head", "หัวหน้าฝ่าย", SHORT, { help: "ตำแหน่งหัวหน้าฝ่าย", width: 200 }),
  column("accounts", "บัญชีที่แก้ตาราง", ADDRESSES, {
    help: "อีเมลบัญชี Google ที่แก้ได้ คั่นด้วยจุลภาค",
    public: false,
    width: 240,
  }),
  column("addresses", "อีเมลที่รับแจ้ง", ADDRESSES, {
    help: "อีเมลที่รับการแจ้งเตือน คั่นด้วยจุลภาค",
    public: false,
    width: 240,
  }),
  column("headAddresses", "อีเมลหัวหน้าฝ่าย", ADDRESSES, {
    help: "อีเมลหัวหน้าฝ่าย คั่นด้วยจุลภาค",
    public: false,
    width: 240,
  }),
  column("deputy", "อีเมลผู้รักษาการแทน", ADDRESSES, { help: "อีเมลผู้รักษาการแทน", public: false, width: 200 }),
  column("deputyUntil", "รักษาการถึงวันที่", DATE, { help: "วันสุดท้ายที่รักษาการแทน", public: false, width: 130 }),
]

const HOLIDAY: readonly Column[] = [
  column("date", "วันที่", DATE, { help: "วันหยุด เช่น 13 เม.ย. 2566", required: true }),
  column("name", "ชื่อวันหยุด", SHORT, { help: "ชื่อวันหยุดราชการ", required: true, width: 260 }),
]

const SETTING: readonly Column[] = [
  column("key", "รหัสค่า", SHOWN, { help: "ระบบเขียน", by: "script", width: 150 }),
  column("label", "รายการ", SHOWN, { help: "ระบบเขียน", by: "script", public: false, width: 240 }),
  column("value", "ค่า", TEXT, { help: "พิมพ์ค่าที่ใช้", width: 360 }),
  column("help", "คำอธิบาย", SHOWN, { help: "ระบบเขียน", by: "script", public: false, width: 360 }),
]

const IMPORT: readonly Column[] = [
  column("result", "ผลการประเมิน", TEXT, { help: "วางคอลัมน์ที่ 1 ของแผน", public: false, width: 260 }),
  column("issue", "ประเด็นที่ต้องปรับปรุง", TEXT, { help: "วางคอลัมน์ที่ 2 ของแผน", public: false, width: 220 }),
  column("measure", "มาตรการ/กิจกรรม", TEXT, { help: "วางคอลัมน์ที่ 3 ของแผน", public: false, width: 220 }),
  column("monitoring", "แนวทางการกำกับติดตาม", TEXT, { help: "วางคอลัมน์ที่ 4 ของแผน", public: false, width: 220 }),
  column("period", "ระยะเวลากำกับติดตาม", TEXT, { help: "วางคอลัมน์ที่ 5 ของแผน", public: false, width: 160 }),
  column("responsible", "ส่วนราชการที่รับผิดชอบ", TEXT, { help: "วางคอลัมน์ที่ 6 ของแผน", public: false, width: 200 }),
  column("go", "นำเข้า", TICK, { help: "ติ๊กในแถวแรกเพื่อให้ระบบอ่านทั้งหมด", public: false, width: 70 }),
]

const STATUS: readonly Column[] = [
  column("item", "เรื่อง", SHOWN, { help: "ระบบเขียน", by: "script", public: false, width: 240 }),
  column("value", "ค่า", SHOWN, { help: "ระบบเขียน", by: "script", public: false, width: 420 }),
  column("tick", "สั่งการ", TICK, {
    help: "ติ๊กเพื่อสั่งตามเรื่องในแถวนี้ เช่น ส่งตอนนี้ หรือ คืนแถว ส่วน ประกาศแผน ฝ่ายเจ้าของแผนติ๊กได้ฝ่ายเดียว",
    by: "anyone",
    public: false,
    width: 90,
  }),
  column("reason", "เหตุผล", TEXT, {
    help: "ฝ่ายเจ้าของแผนพิมพ์ว่าเหตุใดแถวที่หายไปจึงไม่ต้องทำแล้ว หรือเหตุใดการตั้งค่าจึงเลื่อนกำหนด อย่างน้อย 10 ตัวอักษร",
    public: false,
    width: 260,
  }),
]

const RECORD: readonly Column[] = [
  column("kind", "kind", SHOWN, { by: "script", public: false }),
  column("id", "id", SHOWN, { by: "script", public: false }),
  column("digest", "digest", SHOWN, { by: "script", public: false, width: 320 }),
  column("memory", "memory", SHOWN, { by: "script", public: false, width: 420 }),
]

type TabOptions = Pick<Tab, "title" | "help"> & Partial<Pick<Tab, "by" | "hidden" | "frozenThrough">>

function tab(key: TabKey, columns: readonly Column[], options: TabOptions): Tab {
  return { key, columns, by: "planner", hidden: false, ...options }
}

/** A tab that people fill in: what the script thinks of each line stands at its end. */
function filledTab(key: TabKey, columns: readonly Column[], options: TabOptions): Tab {
  return tab(key, [...columns, problems, marks], options)
}

/** Every tab in order. `report` stands for one tab a section, titled by `reportTabTitle`. */
export const TABS: readonly Tab[] = [
  tab("measure", [...MEASURE, problems, marks, LABEL], { title: "มาตรการ", help: "แต่ละแถวคือมาตรการหนึ่ง" }),
  filledTab("duty", DUTY, { title: "งานที่ต้องรายงาน", help: "สิ่งที่ต้องทำนอกจากกำหนดของมาตรการเอง" }),
  tab("report", REPORT, {
    title: "รายงาน",
    help: "แต่ละแถวคืองวดที่ฝ่ายนี้ต้องรายงาน ที่ค้างอยู่บนสุด",
    by: "section",
    frozenThrough: "due",
  }),
  filledTab("oversight", OVERSIGHT, {
    title: "การกำกับติดตาม",
    help: "การกำกับติดตามของหัวหน้าหน่วยงาน",
    by: "director",
  }),
  filledTab("assessment", ASSESSMENT, { title: "ผลการประเมิน", help: "คะแนนของตัวชี้วัดทั้งสิบ" }),
  filledTab("section", SECTION, { title: "หน่วยงาน", help: "ฝ่ายต่าง ๆ บัญชีที่แก้ตาราง และอีเมลที่รับแจ้ง" }),
  filledTab("holiday", HOLIDAY, { title: "วันหยุด", help: "วันหยุดราชการและวันหยุดพิเศษ" }),
  filledTab("setting", SETTING, { title: "ตั้งค่า", help: "ค่าของสำนักงานและของปีงบประมาณ" }),
  filledTab("import", IMPORT, { title: "นำเข้า", help: "ที่วางแผนหกคอลัมน์จาก Word Excel หรือ PDF" }),
  tab("status", STATUS, { title: "สถานะ", help: "สิ่งที่ระบบทำล่าสุดและสิ่งที่ค้างอยู่", by: "script" }),
  tab("record", RECORD, { title: "_record", help: "ความจำของระบบ ห้ามแก้", by: "script", hidden: true }),
]

export function tabOf(key: TabKey): Tab {
  const found = TABS.find(each => each.key === key)
  if (!found) throw new Error(`no tab ${key}`)
  return found
}

/** The title of the tab in which a section reports. */
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
