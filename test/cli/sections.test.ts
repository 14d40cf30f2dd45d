/** Whose sections they are is chosen: a preset, a file, or the owners of the plan, which a person says yes to. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, onTestFinished, test } from "vitest"
import { checkCommand, importCommand, startCommand } from "../../cli/commands-here.ts"
import type { GoogleClients } from "../../cli/office/google-login.ts"
import { readOfficePlan, readPlan } from "../../cli/plan/read-plan.ts"
import { SECTION_PRESETS } from "../../cli/plan/section-presets.ts"
import { officeSettings, sectionFile, sectionListOf, withoutParent } from "../../cli/plan/sections.ts"
import { planYear } from "../../cli/setup/year-plan.ts"
import { beginningOf, SAMPLE_DAY } from "../../cli/start/source.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { ownersIn } from "../../shared/import/owners.ts"
import { EARLIER_OFFICE } from "../../shared/row/office-kind.ts"
import { findSection } from "../../shared/row/section.ts"
import { isReadApart } from "../../shared/rules/cell.ts"
import { parseResponsible } from "../../shared/rules/responsible.ts"
import { ran } from "./ran.ts"

const caseFile = (name: string) => fileURLToPath(new URL(`../cases/${name}`, import.meta.url))
const OTHER = caseFile("plans/10-other-office.tsv")
const noOwners = () => []

async function written(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-sections-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, "sections.csv")
  await writeFile(file, text)
  return file
}

describe.each(Object.entries(SECTION_PRESETS))("the preset %s", (name, { sections, planner }) => {
  test("has one section that plans, and names that the sheet takes for one section each", () => {
    expect(sections.filter(section => section.name === planner)).toHaveLength(1)
    for (const section of sections) {
      for (const called of [section.name, ...section.shortNames]) {
        expect(findSection(called, sections)?.slug).toBe(section.slug)
        expect(isReadApart(called)).toBe(false)
        expect(parseResponsible(called, sections)).toMatchObject({ lead: section.name, problems: [] })
      }
      expect(section.head).not.toBe("")
    }
  })

  test("written as a file is the same list", async () => {
    const { kind: _, ...list } = await sectionListOf(name, noOwners)
    expect(await sectionListOf(await written(sectionFile(list)), noOwners)).toEqual(list)
  })
})

describe("a file", () => {
  test("tells who heads a section and which one plans", async () => {
    const file = await written("number,name,short,head,planner\n7,กอง ก,ก,ผู้อำนวยการกอง ก,\n3,กอง ข,,,ใช่\n")
    expect(await sectionListOf(file, noOwners)).toEqual({
      planner: "กอง ข",
      sections: [
        { slug: "7", name: "กอง ก", shortNames: ["ก"], head: "ผู้อำนวยการกอง ก" },
        { slug: "3", name: "กอง ข", shortNames: [], head: "" },
      ],
    })
  })

  test.each([
    ["number,name,boss\n1,กอง ก,x\n", /number,name,short,head,planner/],
    ["number,name\n", /ไม่มีหน่วยงานย่อยสักแถว/],
    ["number,name\n1,กอง ก\n1,กอง ข\n", /1 ถึง 99/],
    ["number,name\n0,กอง ก\n", /1 ถึง 99/],
    ["number,name,short\n1,กอง ก,\n2,กอง ข,กองก\n", /เป็นของสองแถว/],
    ["number,name\n1,กอง ก และ กอง ข\n", /จะอ่านเป็นหลายชื่อ/],
    ["number,name\n1,ทุกฝ่าย\n", /จะอ่านเป็นหลายชื่อ/],
    ["number,name,planner\n1,กอง ก,yes\n2,กอง ข,yes\n", /แถวเดียว/],
    ["number,name,planner\n1,กอง ก,maybe\n", /แถวเดียว/],
    ["number,name\n1,\n2,กอง ข\n", /ไม่มีชื่อ/],
  ])("is refused with its reason: %s", async (text, reason) => {
    await expect(sectionListOf(await written(text), noOwners)).rejects.toThrow(reason)
  })
})

describe("the owners of a plan", () => {
  test("are proposed once each, in the order met", () => {
    expect(
      ownersIn([
        "กองคลัง",
        "สำนักปลัด (ร่วมกับกองช่าง)",
        "กองคลัง และ สำนักปลัด",
        "ทุกหน่วยงาน",
        "1. กองคลังพัสดุ\n2. กองช่าง",
      ]),
    ).toEqual(["กองคลัง", "สำนักปลัด", "กองช่าง", "กองคลังพัสดุ"])
  })

  test("keep an and within a name that no other owner says is two", () => {
    expect(ownersIn(["กองการศึกษา ศาสนา และวัฒนธรรม", "หน่วยตรวจสอบภายใน"])).toEqual([
      "กองการศึกษา ศาสนา และวัฒนธรรม",
      "หน่วยตรวจสอบภายใน",
    ])
  })

  test("become the sections where a person says yes, and nothing else where not", async () => {
    const asked: string[] = []
    const answering = (answer: string) => async (question: string) => {
      asked.push(question)
      return answer
    }
    const yes = await ran(importCommand, [OTHER], { ask: answering("y") })
    expect(asked).toEqual([expect.stringContaining("4 ชื่อ")])
    expect(yes.out).toMatch(/m1 .*กองคลัง/)
    expect(yes.out).toContain("ใช้ “กองคลัง” ซึ่งเป็นชื่อแรกในแผน เป็นฝ่ายเจ้าของแผน")
    const no = await ran(importCommand, [OTHER], { ask: answering("") })
    expect(no.out).toMatch(/m1 .*\(ไม่มีเจ้าภาพ\)/)
  })

  test("are printed with the line to type where nobody sits there", async () => {
    const { out, err, code } = await ran(importCommand, [OTHER], { ask: undefined })
    expect(code).toBe(1)
    expect(out).toMatch(/\(ไม่มีเจ้าภาพ\)/)
    expect(err).toContain("--sections owners")
    expect(err).toContain("number,name,short,head,planner\n1,กองคลัง,,,yes\n")
  })

  test("are taken by import and check alike where they are chosen", async () => {
    const imported = await ran(importCommand, [OTHER, "--sections", "owners", "--json"], {})
    const { measures, report } = JSON.parse(imported.out)
    expect(measures.map(({ lead }: { lead: string }) => lead)).toEqual([
      "กองคลัง",
      "สำนักปลัด",
      "งานทะเบียนราษฎร สำนักปลัด",
    ])
    expect(report.map(({ code }: { code: string }) => code)).not.toContain("ownersUnknown")
    const checked = await ran(checkCommand, [OTHER, "--sections", "owners", "--year", "2567", "--json"], {})
    const codes = JSON.parse(checked.out).problems.map(({ code }: { code: string }) => code)
    expect(codes).not.toContain("unknownSection")
    // Both say which of them was taken for the planner.
    for (const { report } of [JSON.parse(imported.out), JSON.parse(checked.out)])
      expect(report.filter(({ code }: { code: string }) => code === "plannerAssumed")).toMatchObject([
        { severity: "warn", snippet: "กองคลัง" },
      ])
  })

  test("make no office of another one's sections", async () => {
    const choice = { year: undefined, sections: undefined }
    await expect(readOfficePlan(OTHER, choice)).rejects.toThrow("--sections owners")
    await expect(readOfficePlan(OTHER, choice)).rejects.toThrow("--sections local")
    const { list, plan } = await readOfficePlan(OTHER, { ...choice, sections: "owners" })
    expect(officeSettings(list, plan.office)).toEqual({
      planner: "กองคลัง",
      parent: "",
      directorTitle: "นายก",
    })
  })
})

test.each([
  ["สำนักงานเขตบางตัวอย่าง กรุงเทพมหานคร", "กรุงเทพมหานคร", "สำนักงานเขตบางตัวอย่าง"],
  ["สำนักงานจังหวัดตัวอย่าง  กระทรวงมหาดไทย", "กระทรวงมหาดไทย", "สำนักงานจังหวัดตัวอย่าง"],
  ["กรุงเทพมหานคร", "กรุงเทพมหานคร", "กรุงเทพมหานคร"],
  ["เทศบาลตำบลตัวอย่าง จังหวัดตัวอย่าง", "", "เทศบาลตำบลตัวอย่าง จังหวัดตัวอย่าง"],
])(
  "“%s” of the parent “%s” is called %s, since pages print the parent behind the name",
  (office, parent, name) => {
    expect(withoutParent(office, parent)).toBe(name)
  },
)

test("so is one whose name was typed in setup", async () => {
  const installation = {
    ...{ office: "x", name: "สำนักงานเขตบางตัวอย่าง กรุงเทพมหานคร", worker: "https://x.example", owner: "" },
    ...{ keyId: "", years: [] },
  }
  const none = { year: 2567, plan: undefined, sections: undefined, from: undefined }
  // Neither a plan nor a year before: nothing is asked of Google.
  const { provision } = await planYear({} as GoogleClients, installation, none, "2023-10-01" as IsoDate)
  expect(provision.settings).toMatchObject({ office: "สำนักงานเขตบางตัวอย่าง", parent: "กรุงเทพมหานคร" })
})

test("an office that is started of a plan has its parent once", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "sujarit-parent-")), "plan.tsv")
  const plan = [
    "สำนักงานเขตบางตัวอย่าง กรุงเทพมหานคร",
    "มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    "ตัวชี้วัด\tประเด็น\tมาตรการ\tการติดตาม\tระยะเวลา\tผู้รับผิดชอบ",
    "ตัวชี้วัดที่ ๓ การใช้อำนาจ\tก\tลงพื้นที่\tผู้อำนวยการเขตติดตาม\tมีนาคม ๒๕๖๗\tฝ่ายปกครอง",
  ]
  await writeFile(file, plan.join("\n"))
  const { provision } = await beginningOf({ kind: "plan", file }, "2024-01-08" as IsoDate, "")
  expect(provision.settings).toMatchObject({ office: "สำนักงานเขตบางตัวอย่าง", parent: "กรุงเทพมหานคร" })
})

describe("the bundled samples", () => {
  test.each(["school", "local"] as const)(
    "%s is read without an error, by the sections of its kind",
    async name => {
      const file = fileURLToPath(new URL(`../../local/sample/${name}-2566.tsv`, import.meta.url))
      const { plan, list } = await readPlan(file, { year: undefined, sections: name })
      expect(plan.report.filter(({ severity }) => severity === "error" || severity === "warn")).toEqual([])
      expect(plan.measures).toHaveLength(10)
      expect(plan.measures.every(({ lead }) => findSection(lead, list.sections))).toBe(true)
      expect(plan.duties.length).toBeGreaterThanOrEqual(5)
    },
  )

  test("begin an office by the code that any plan does: its settings are of its kind", async () => {
    const day = SAMPLE_DAY as NonNullable<typeof SAMPLE_DAY>
    const { provision, plan } = await beginningOf({ kind: "sample", name: "school" }, day, "")
    const { publicAddress: _, ...settings } = provision.settings
    expect(settings).toMatchObject({
      office: "โรงเรียนตัวอย่างวิทยา",
      directorTitle: "ผู้อำนวยการ",
      parent: "",
      planner: "กลุ่มบริหารทั่วไป",
    })
    expect(provision.sections.map(({ name }) => name)).toContain(settings.planner)
    expect(plan?.measures).toHaveLength(10)
    const ofDistrict = [EARLIER_OFFICE.directorTitle, EARLIER_OFFICE.parent, EARLIER_OFFICE.planner]
    const all = JSON.stringify({ ...provision, settings, plan })
    expect(ofDistrict.filter(word => all.includes(word))).toEqual([])
  })

  test("each is an office of its own, and --sections is no choice of a sample", async () => {
    const { code, err } = await ran(startCommand, ["--sample", "school", "--sections", "local"], {})
    expect(code).toBe(2)
    expect(err).toContain("--sections ใช้กับ --plan หรือ --empty")
  })
})
