/** What only a person can do, as numbered steps: no API writes script properties, runs `install` or deploys the Worker. */
import type { Installation } from "../office/installation.ts"

export type Step = { readonly thai: string; readonly english: string; readonly value?: string }

export type StepsInput = {
  readonly installation: Installation & { readonly scriptId: string }
  /** The value of the script property CONFIG. It holds the private key: shown here and nowhere else. */
  readonly config: string
  /** Where the public key was written for the Worker; undefined when the Worker knows it already. */
  readonly jwksFile: string | undefined
}

export function stepsFor({ installation, config, jwksFile }: StepsInput): Step[] {
  const { office, worker, owner, scriptId, mail = "send_email" } = installation
  const project = `https://script.google.com/home/projects/${scriptId}`
  return [
    ...(jwksFile === undefined
      ? []
      : [
          {
            thai: `ให้ Worker รู้จักกุญแจ: ใน wrangler.toml ตั้ง OFFICE_ID = "${office}", ORIGIN = "${worker}", MAIL_TRANSPORT = "${mail}" และ PUSH_KEYS ตามไฟล์ ${jwksFile} แล้ว deploy`,
            english: "Let the Worker know the key: these variables, then deploy it.",
          },
        ]),
    {
      thai: `เปิด ${project}/settings ด้วยบัญชี ${owner} ที่หัวข้อ “คุณสมบัติของสคริปต์” เพิ่มชื่อ CONFIG แล้ววางค่านี้ทั้งบรรทัด (มีกุญแจลับ ห้ามส่งต่อหรือเก็บในแชต)`,
      english:
        "Open the project's settings as the owner; under Script properties add CONFIG with this value. It holds the private key.",
      value: config,
    },
    {
      thai: `เปิด ${project}/edit เลือกฟังก์ชัน install แล้วกดเรียกใช้ อนุญาตสิทธิ์ที่ Google ถามให้ครบ`,
      english: "Open the editor, choose the function install, run it once and allow what Google asks.",
    },
  ]
}

export function stepsText(steps: readonly Step[]): string {
  const texts = steps.map(
    ({ thai, english, value }, at) =>
      `${at + 1}. ${thai}\n   ${english}\n${value === undefined ? "" : `\n${value}\n`}`,
  )
  return `ยังเหลือขั้นตอนที่ต้องทำด้วยมือ / what only a person can do:\n\n${texts.join("\n")}`
}
