/** A setup as text for the terminal: what it did, would do, and leaves for a person. */
import { type Installation, sheetAddress } from "../office/installation.ts"
import type { ChangeText } from "../provision/changes.ts"
import type { PlanWritten } from "../provision/write-plan.ts"
import { ASKS_MORE } from "../script/office-script.ts"
import type { DryRun, SetUp } from "./set-up.ts"

export function setupText({ sheet, fiscalYear, changes, plan, script, installation }: SetUp): string {
  const outcomes = {
    created: "สร้างใหม่ / created",
    repaired: "ซ่อมแล้ว / repaired",
    unchanged: "ครบถ้วนอยู่แล้ว / nothing to mend",
  }
  const { added, refused } = sheet.sharing
  return lines([
    `ตารางปี ${fiscalYear}: ${outcomes[sheet.outcome]}  ${sheet.url}`,
    ...changeLines(changes),
    ...(added.length > 0 ? [`  เปิดให้แก้ไข / shared with: ${added.join(", ")}`] : []),
    ...refused.map(({ address, message }) => `  เปิดให้ ${address} ไม่ได้ / not shared: ${message}`),
    ...sheet.untaken.map(
      address =>
        `  Google ไม่รับบัญชี ${address} เป็นผู้แก้ บัญชีอื่นใช้ได้ ตรวจตัวสะกดในแท็บ “หน่วยงาน” / not a Google account: mend its spelling; all others may edit`,
    ),
    ...(sheet.accountsRead
      ? []
      : [
          "  อ่านบัญชีของฝ่ายในแท็บ “หน่วยงาน” ไม่ได้ จึงไม่แตะการป้องกันและการแชร์ / a section's accounts cannot be read: protections and sharing were left",
        ]),
    ...planLines(plan),
    `สคริปต์: ${script.outcome === "updated" ? "ส่งแล้ว / pushed" : "ตรงกับรุ่นนี้อยู่แล้ว / up to date"} (${script.build})`,
    ...(script.asksMore ? [`  ${ASKS_MORE}`] : []),
    `กุญแจ / key: ${installation.keyId}`,
  ])
}

export function dryRunText({
  fiscalYear,
  spreadsheetId,
  changes,
  wouldShareWith,
  plan,
  script,
}: DryRun): string {
  const place =
    spreadsheetId === undefined
      ? "จะสร้างตารางใหม่ / a new spreadsheet would be made"
      : `จะปรับตารางเดิม / the spreadsheet that is there: ${sheetAddress(spreadsheetId)}`
  const scripts = {
    create: "จะสร้างโครงการสคริปต์ / the script's project would be made",
    update: "จะส่งสคริปต์รุ่นใหม่ / the script would be pushed",
    unchanged: "สคริปต์ตรงกับรุ่นนี้อยู่แล้ว / the script is up to date",
  }
  return lines([
    `ซ้อมเท่านั้น ยังไม่ได้เปลี่ยนอะไร / a dry run: nothing was changed`,
    `ปี ${fiscalYear}: ${place}`,
    ...(changes.length === 0 ? ["  ไม่มีอะไรต้องแก้ / nothing to mend"] : changeLines(changes)),
    ...(wouldShareWith.length > 0 ? [`  จะเปิดให้แก้ไข / would share with: ${wouldShareWith.join(", ")}`] : []),
    ...planLines(plan),
    scripts[script],
  ])
}

/** Tabs with the same changes share a line; of a tab that is new nothing more needs to be said. */
function changeLines(changes: readonly ChangeText[]): string[] {
  const titlesByText = new Map<string, string[]>()
  for (const tab of new Set(changes.map(change => change.tab))) {
    const text = tabText(changes.filter(change => change.tab === tab))
    titlesByText.set(text, [...(titlesByText.get(text) ?? []), tab === "" ? "ทั้งไฟล์" : tab])
  }
  return [...titlesByText].map(([text, titles]) => `  ${titles.join(", ")}: ${text}`)
}

function tabText(changes: readonly ChangeText[]): string {
  const [first] = changes
  const told = first?.kind === "addSheet" ? [first] : changes
  return `${told.map(each => each.thai).join(", ")} / ${told.map(each => each.english).join(", ")}`
}

function planLines(plan: PlanWritten | undefined): string[] {
  switch (plan?.outcome) {
    case undefined:
      return []
    case "written":
      return [
        `  แผน: ตัวชี้วัด ${plan.assessments} มาตรการ ${plan.measures} งานที่ต้องรายงาน ${plan.duties} / the plan's rows`,
      ]
    case "alreadyWritten":
      return ["  แผนนี้อยู่ในตารางแล้ว / the plan stands there already"]
    case "notEmpty":
      return [refusedPlan(plan.tabs)]
    case "notProvisioned":
      return ["  ตารางยังไม่ครบ ให้สั่ง setup อีกครั้ง / tabs or columns are missing: run setup again"]
    default:
      return plan satisfies never
  }
}

function refusedPlan(tabs: readonly string[]): string {
  return (
    `  ไม่ได้นำแผนเข้า เพราะมีข้อมูลอยู่แล้วในแท็บ ${tabs.join(", ")} ไม่มีอะไรถูกเขียนทับ ` +
    "/ the plan was not written: something stands in these tabs, and nothing was overwritten"
  )
}

function lines(texts: readonly string[]): string {
  return `${texts.join("\n")}\n`
}

type Step = {
  readonly thai: string
  readonly english: string
  /** What stands on the page when it was done. */
  readonly sees: string
  readonly value?: string
}

type StepsInput = {
  readonly installation: Installation & { readonly scriptId: string }
  /** The value of the script property CONFIG. It holds the private key: shown here and nowhere else. */
  readonly config: string
  /** Where the public key was written for the Worker; undefined when the Worker knows it already. */
  readonly jwksFile: string | undefined
  /** Of the Cloud project that the log-in's client is of; undefined where that is not the office's own. */
  readonly projectNumber: string | undefined
}

export function stepsFor({ installation, config, jwksFile, projectNumber }: StepsInput): Step[] {
  const { office, worker, owner, scriptId, mail = "send_email" } = installation
  const project = `https://script.google.com/home/projects/${scriptId}`
  return [
    ...(jwksFile === undefined
      ? []
      : [
          {
            thai: `ให้ Worker รู้จักกุญแจ: ใน wrangler.toml ตั้ง OFFICE_ID = "${office}", ORIGIN = "${worker}", MAIL_TRANSPORT = "${mail}" และ PUSH_KEYS ตามไฟล์ ${jwksFile} แล้ว deploy`,
            english: "Let the Worker know the key: these variables, then deploy it.",
            sees: `กุญแจนี้ที่ ${worker}/.well-known/jwks.json`,
          },
        ]),
    linkStep(installation, project, projectNumber),
    {
      thai: `เปิด ${project}/settings ด้วยบัญชี ${owner} ที่หัวข้อ “คุณสมบัติของสคริปต์” เพิ่มชื่อ CONFIG แล้ววางค่านี้ทั้งบรรทัด (มีกุญแจลับ ห้ามส่งต่อหรือเก็บในแชต)`,
      english:
        "Open the project's settings as the owner; under Script properties add CONFIG with this value. It holds the private key.",
      sees: "CONFIG หนึ่งแถวใต้ “คุณสมบัติของสคริปต์”",
      value: config,
    },
    {
      thai: `เปิด ${project}/edit เลือกฟังก์ชัน install แล้วกดเรียกใช้ อนุญาตสิทธิ์ที่ Google ถามให้ครบ`,
      english: "Open the editor, choose the function install, run it once and allow what Google asks.",
      sees: "“การดำเนินการเสร็จสมบูรณ์” ในบันทึกข้างล่าง และแท็บ “สถานะ” ของตารางมีข้อความ ถ้าขึ้นหน้าให้เปิดใช้ API กดเปิดใช้ รอ 2-3 นาที แล้วเรียก install อีกครั้ง",
    },
  ]
}

/** A pushed manifest names services and switches none on: a person links the script to a project where they are. */
function linkStep({ owner, mail }: Installation, project: string, projectNumber: string | undefined): Step {
  const number =
    projectNumber ??
    "ของโครงการ Cloud ของสำนักงาน (ตัวเลขที่ https://console.cloud.google.com/iam-admin/settings)"
  const apis = `Google Sheets API${mail === "google" ? " และ Gmail API" : ""}`
  const query = projectNumber === undefined ? "" : `?project=${projectNumber}`
  return {
    thai: `เปิด ${project}/settings ด้วยบัญชี ${owner} ที่หัวข้อ “โครงการ Google Cloud Platform (GCP)” กด “เปลี่ยนโครงการ” ใส่หมายเลข ${number} แล้วกด “ตั้งค่าโครงการ” ในโครงการนั้นต้องเปิดใช้ ${apis} (https://console.cloud.google.com/apis/dashboard${query})`,
    english: `Link the script to the office's own Cloud project: its settings, Change project, number ${projectNumber ?? "of that project"}. The same APIs must be enabled there.`,
    sees: `หมายเลข ${projectNumber ?? "นั้น"} แทนคำว่า “ค่าเริ่มต้น” ถ้าเห็นอยู่แล้ว ข้ามข้อนี้`,
  }
}

export function stepsText(steps: readonly Step[]): string {
  const texts = steps.map(
    ({ thai, english, sees, value }, at) =>
      `${at + 1}. ${thai}\n   ${english}\n   จะเห็น: ${sees}\n${value === undefined ? "" : `\n${value}\n`}`,
  )
  return `ยังเหลือขั้นตอนที่ต้องทำด้วยมือ / what only a person can do:\n\n${texts.join("\n")}`
}
