/** The commands that make a real office at Google and Cloudflare, examine it and hand it over. */
import type { CloudflareDoor } from "./cloudflare/wrangler.ts"
import { defineCommand } from "./command/command.ts"
import {
  DATA_OPTION,
  JSON_OPTION,
  LOGIN_OPTIONS,
  OFFICE_OPTIONS,
  ownersNeedPlan,
} from "./command/office-options.ts"
import {
  choice,
  file,
  flag,
  googleAccount,
  httpsOrigin,
  mailAddress,
  origin,
  seconds,
  sheetsByYear,
  text,
} from "./command/option.ts"
import type { Surroundings } from "./command/surroundings.ts"
import { STEP_KEYS } from "./deploy/deploy-step.ts"
import type { ClaspDoor } from "./script/office-script.ts"

/** `sujarit setup`: makes or mends the year's spreadsheet, keys and script at Google, then waits for the script. */
export const setupCommand = defineCommand({
  name: "setup",
  thai: "จัดทำหรือซ่อมตาราง กุญแจ และสคริปต์ที่ Google แล้วรอข้อมูลแรกที่ลงนาม",
  english:
    "makes or mends the year's real sheet, keys and script at Google; shows what only a person can do, and waits for the script's first signed word",
  options: {
    ...OFFICE_OPTIONS,
    worker: {
      kind: origin,
      thai: "ที่อยู่หน้าเว็บสาธารณะ (ครั้งแรก)",
      english: "the Worker's public address (first run)",
    },
    from: {
      kind: text,
      placeholder: "FILE|ID",
      thai: "เปิดปีใหม่จากปีก่อน: รหัส ที่อยู่ ปี หรือแฟ้ม .xlsx",
      english: "the year before: its id, its address, its year, or its .xlsx",
    },
    dryRun: {
      kind: flag,
      thai: "บอกว่าจะทำอะไร โดยไม่ทำ",
      english: "tells what would be done, and does nothing",
    },
    steps: { kind: flag, thai: "แสดงขั้นตอนที่ทำด้วยมืออีกครั้ง", english: "shows the steps for a person again" },
    timeout: {
      kind: seconds,
      default: "1800",
      jsonDefault: "0",
      thai: "วินาทีที่รอสคริปต์",
      english: "seconds to wait for the script",
    },
    data: DATA_OPTION,
    json: JSON_OPTION,
    ...LOGIN_OPTIONS,
  },
  check: ({ from, year, sections, plan }) => {
    if (from !== undefined && year === undefined)
      return "--from ต้องบอกปีใหม่ด้วย --year / --from needs --year, the new one"
    if (from !== undefined && sections !== undefined)
      return "--from ใช้หน่วยงานย่อยของปีก่อน ไม่ใช้คู่กับ --sections / --from takes the sections of the year before: not with --sections"
    return ownersNeedPlan(sections, plan)
  },
  run: async ({ data, ...options }, io, given: Partial<Surroundings & ClaspDoor>) =>
    (await import("./setup/run-setup.ts")).runSetup({ ...options, folder: data }, io, given),
})

/** `sujarit deploy`: an office from nothing to live; `--script`: its script alone, built, pushed, read back and compared. */
export const deployCommand = defineCommand({
  name: "deploy",
  thai: "จากว่างเปล่าจนสำนักงานออนไลน์ ทำต่อจากเดิมได้",
  english:
    "an office from nothing to live: database, Worker, secrets, sheet, script, the steps of a person, a test mail, `doctor`; goes on where it was",
  options: {
    ...OFFICE_OPTIONS,
    worker: {
      kind: httpsOrigin,
      thai: "ที่อยู่หน้าเว็บ https://… โดเมนของสำนักงาน หรือ *.workers.dev (ครั้งแรก)",
      english: "the public address (first run)",
    },
    mailFrom: { kind: mailAddress, thai: "อีเมลผู้ส่ง (ครั้งแรก)", english: "the sender's address (first run)" },
    testMail: {
      kind: mailAddress,
      thai: "ส่งอีเมลทดสอบถึงที่อยู่นี้",
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
    newLogKey: {
      kind: flag,
      thai: "ออกกุญแจใหม่ให้บันทึก ของเดิมลงนามคู่กันอีก 30 วัน",
      english: "a new key for the log; the old one signs beside it for 30 days more",
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
  check: ({ leaked, newKey, sections, plan }) =>
    leaked && !newKey
      ? "--leaked ใช้คู่กับ --new-key / --leaked goes with --new-key"
      : ownersNeedPlan(sections, plan),
  run: async ({ data, ...options }, io, given: Partial<Surroundings & CloudflareDoor & ClaspDoor>) =>
    (await import("./deploy/run-deploy.ts")).runDeploy({ ...options, folder: data }, io, given),
})

/** `sujarit doctor`: what is wrong with a real installation, and the line that mends it. Changes nothing. */
export const doctorCommand = defineCommand({
  name: "doctor",
  thai: "ตรวจระบบจริง ลงไปถึงที่อยู่ที่อีเมลไปไม่ถึง และบอกวิธีแก้",
  english:
    "what is wrong with a real installation, down to the addresses that mail does not reach, each with the line that mends it",
  options: {
    data: DATA_OPTION,
    testMail: {
      kind: flag,
      thai: "ส่งอีเมลทดสอบถึงผู้ดูแลระบบที่ตารางระบุ",
      english: "sends a test mail to the operator whom the sheet names",
    },
    timeout: {
      kind: seconds,
      default: "1200",
      jsonDefault: "0",
      thai: "วินาทีที่รอสคริปต์ส่งอีเมลทดสอบ",
      english: "seconds to wait for the script to send it",
    },
    json: { ...JSON_OPTION, english: "{findings: [{code, severity, fiscalYear, thai, english, mend}]}" },
    conformance: {
      kind: file,
      thai: "เทียบผลที่เรียกฟังก์ชัน conformance ใน Apps Script จริง แทนการตรวจระบบ",
      english: "compares what the function conformance logged at Google, instead",
    },
    live: {
      kind: flag,
      thai: "ใช้กับ --conformance: ลองที่ Google ด้วยการเข้าสู่ระบบนี้ จะสร้างสคริปต์และตารางหนึ่งชุด",
      english: "with --conformance: also tries at Google, by this log-in, what no script can alone",
    },
    second: {
      kind: file,
      thai: "ใช้กับ --live: ไฟล์เข้าสู่ระบบของบัญชีที่สอง",
      english: "with --live: the log-in of a second account",
    },
    ...LOGIN_OPTIONS,
  },
  check: ({ conformance, live, second }) =>
    (live && conformance === undefined) || (second !== undefined && !live)
      ? "--second ใช้คู่กับ --live และ --live ใช้คู่กับ --conformance / --second goes with --live, and --live with --conformance"
      : undefined,
  run: async ({ conformance, ...options }, io, given) =>
    conformance === undefined
      ? (await import("./doctor/examine.ts")).examine(options, io, given)
      : (await import("./doctor/conformance.ts")).conformanceReport({ ...options, conformance }, io, given),
})

/** `sujarit handover --to ADDRESS`: the office given to another Google account, run by the old one and then by the new. */
export const handoverCommand = defineCommand({
  name: "handover",
  thai: "ส่งมอบตาราง สคริปต์ และกุญแจให้บัญชีอื่น",
  english:
    "gives sheets, script and key to another account: run by the old one, then by the new one until it says done",
  options: {
    to: {
      kind: googleAccount,
      isNeeded: true,
      thai: "บัญชี Google ใหม่ของสำนักงาน",
      english: "the office's new Google account",
    },
    copies: {
      kind: sheetsByYear,
      thai: "สำเนาที่บัญชีใหม่ทำ เมื่อ Google ไม่ให้โอนออกนอกองค์กร",
      english: "copies that the new account made, where ownership may not leave the organisation",
    },
    data: DATA_OPTION,
    json: JSON_OPTION,
    ...LOGIN_OPTIONS,
  },
  notes:
    "สั่งด้วยบัญชีเดิมก่อน แล้วสั่งด้วยบัญชีใหม่จนบอกว่าเสร็จ / run it as the old account, then as the new one until it says done",
  run: async (options, io, given) =>
    (await import("./handover/hand-over.ts")).runHandover(options, io, given),
})
