/** `sujarit deploy`: an office from nothing to live; `--script`: its script alone, built, pushed, read back and compared. */
import type { CloudflareDoor } from "./cloudflare/wrangler.ts"
import { defineCommand } from "./command/command.ts"
import { DATA_OPTION, JSON_OPTION, LOGIN_OPTIONS, OFFICE_OPTIONS } from "./command/office-options.ts"
import { choice, flag, httpsOrigin, mailAddress, seconds } from "./command/option.ts"
import type { Surroundings } from "./command/surroundings.ts"
import { STEP_KEYS } from "./deploy/deploy-step.ts"

export const deployCommand = defineCommand({
  name: "deploy",
  thai: "จากว่างเปล่าจนสำนักงานออนไลน์ ทำต่อจากเดิมได้",
  english:
    "an office from nothing to live: database, Worker, secrets, sheet, script, the two steps of a person, a test mail, `doctor`; goes on where it was",
  options: {
    ...OFFICE_OPTIONS,
    worker: {
      kind: httpsOrigin,
      thai: "ที่อยู่หน้าเว็บ https://… โดเมนของสำนักงาน หรือ *.workers.dev (ครั้งแรก)",
      english: "the public address (first run)",
    },
    mailFrom: { kind: mailAddress, thai: "เมลผู้ส่ง (ครั้งแรก)", english: "the sender's address (first run)" },
    testMail: {
      kind: mailAddress,
      thai: "ส่งเมลทดสอบถึงที่อยู่นี้",
      english: "sends a test mail to this address",
    },
    until: {
      kind: choice(STEP_KEYS, { placeholder: "STEP", thai: "ใช้ชื่อขั้น", english: "takes a step" }),
      default: "doctor",
      thai: "หยุดหลังขั้นนี้",
      english: `stops after this step: ${STEP_KEYS.join(" ")}`,
    },
    renewSecrets: { kind: flag, thai: "ใส่ค่าลับใหม่แทนของเดิม", english: "replaces secrets that are there" },
    newKey: {
      kind: flag,
      thai: "ออกกุญแจลงนามใหม่ ของเดิมรับต่ออีก 30 วัน",
      english: "a new signing key; the old one is taken for 30 days more",
    },
    leaked: {
      kind: flag,
      thai: "ใช้กับ --new-key เมื่อกุญแจเดิมอาจรั่ว: เลิกรับทันที",
      english: "with --new-key: the old one may be known to others and is refused at once",
    },
    timeout: {
      kind: seconds,
      default: "1800",
      jsonDefault: "0",
      thai: "วินาทีที่รอ Worker และสคริปต์",
      english: "seconds to wait for the Worker and the script",
    },
    dryRun: {
      kind: flag,
      thai: "บอกทุกขั้นและทุกคำสั่ง โดยไม่ทำ",
      english: "tells every step and command, and does nothing",
    },
    script: {
      kind: flag,
      thai: "เฉพาะสคริปต์: สร้าง ส่ง แล้วอ่านกลับมาเทียบ",
      english: "the script alone: builds, pushes, reads back and compares",
    },
    data: DATA_OPTION,
    json: JSON_OPTION,
    ...LOGIN_OPTIONS,
  },
  notes:
    "ค่าลับ SMTP_URL อ่านจากตัวแปรสภาพแวดล้อม ไม่รับในบรรทัดคำสั่ง / the secret SMTP_URL comes from the environment, never from the command line",
  check: ({ leaked, newKey }) =>
    leaked && !newKey ? "--leaked ใช้คู่กับ --new-key / --leaked goes with --new-key" : undefined,
  run: async ({ data, ...options }, io, given: Partial<Surroundings & CloudflareDoor>) =>
    (await import("./deploy/run-deploy.ts")).runDeploy({ ...options, folder: data }, io, given),
})
