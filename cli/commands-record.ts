/** The commands that keep a real office's record and its keys. */
import { STATED_REASONS } from "../shared/log/reasons.ts"
import { PASSPHRASE_NOTES } from "./backup/passphrase.ts"
import type { BackupDeps } from "./backup/take-backup.ts"
import type { Database } from "./cloudflare/database.ts"
import type { CloudflareDoor } from "./cloudflare/wrangler.ts"
import { defineCommand } from "./command/command.ts"
import { DATA_OPTION, JSON_OPTION } from "./command/office-options.ts"
import { choice, file, flag, folder, pastInstant, recordHead, text } from "./command/option.ts"
import type { Surroundings } from "./command/surroundings.ts"

/** `sujarit backup`: everything the public record and its mail stand on, in one file. */
export const backupCommand = defineCommand({
  name: "backup",
  thai: "สำรองบันทึกทั้งหมดเป็นไฟล์เดียว ซึ่งมีข้อมูลที่ไม่เปิดเผย",
  english: "everything the record and its mail stand on, in one file, which holds private data",
  options: {
    data: {
      ...DATA_OPTION,
      thai: "โฟลเดอร์ของสำนักงาน จริงหรือจำลองก็ได้ แบบจำลองให้หยุดก่อน",
      english: "an office's folder, real or local; a local one is stopped first",
    },
    out: {
      kind: file,
      otherwise: "sujarit-OFFICE-TIME.backup",
      thai: "ไฟล์สำเนา",
      english: "the file to write",
    },
    json: JSON_OPTION,
  },
  notes: PASSPHRASE_NOTES,
  run: async (options, io, given: Partial<BackupDeps>) =>
    (await import("./backup/take-backup.ts")).backUp(options, io, given),
})

/** `sujarit record`: the record as it stands, held against the log, or made anew from it. */
export const recordCommand = defineCommand({
  name: "record",
  thai: "เทียบสภาพปัจจุบันของบันทึกกับบันทึกที่ลงนาม หรือจัดทำใหม่ (สำนักงานจริงเท่านั้น)",
  english:
    "holds the record as it stands against the signed log, or makes it anew from it (a real office only, not a local one)",
  options: {
    data: DATA_OPTION,
    rebuild: {
      kind: flag,
      thai: "ทิ้งแล้วจัดทำใหม่จากบันทึกทั้งหมดก่อน",
      english: "throws it away first and makes it anew from the whole log",
    },
    newLog: {
      kind: flag,
      thai: "เริ่มบันทึกชื่อใหม่ เมื่อฐานข้อมูลถูกย้อนไปก่อนจุดตรวจที่ลงนามแล้ว",
      english: "begins a log of another name, where the database was put back behind what was signed",
    },
    json: JSON_OPTION,
  },
  run: async (options, io, given) => (await import("./record/tend-record.ts")).tendRecord(options, io, given),
})

/** `sujarit redact ROW|DIGEST`: texts that may not be shown any more. */
export const redactCommand = defineCommand({
  name: "redact",
  thai: "ปิดข้อความเก่าของแถว หรือข้อความเดียวตามค่าตรวจสอบ ทุกที่ที่แสดง ลายมือชื่อยังตรวจได้ (สำนักงานจริงเท่านั้น)",
  english:
    "takes texts away wherever they are shown: all but the newest of a row, or the one of a digest; what was signed still verifies (a real office only, not a local one)",
  options: {
    of: {
      kind: text,
      placeholder: "ROW|DIGEST",
      operand: "one",
      thai: "ชื่อแถว เช่น measure/m-aaaaaaaa หรือค่าตรวจสอบของข้อความ",
      english: "the name of a row, measure/m-aaaaaaaa, or the digest of one text",
    },
    reason: {
      kind: choice(STATED_REASONS),
      isNeeded: true,
      thai: "เหตุผล: ข้อมูลส่วนบุคคล ถอนความยินยอม คำสั่ง ความลับของทางราชการ",
      english: "why: data of a person, consent withdrawn, an order, an official secret; public for ever",
    },
    data: DATA_OPTION,
    json: JSON_OPTION,
  },
  run: async (options, io, given) => (await import("./redact/redact.ts")).redact(options, io, given),
})

/** `sujarit keys`: which keys sign and signed; with `--lost`, that one of them may be in other hands. */
export const keysCommand = defineCommand({
  name: "keys",
  thai: "กุญแจที่ใช้และเคยใช้ หรือแจ้งว่ากุญแจหนึ่งอาจอยู่ในมือผู้อื่นตั้งแต่เมื่อใด (สำนักงานจริงเท่านั้น)",
  english:
    "the keys that sign and signed; or reports that one may be in other hands, and since when: what it signed from then on is proved no more (a real office only, not a local one)",
  options: {
    lost: {
      kind: text,
      placeholder: "KEY",
      thai: "กุญแจที่อาจอยู่ในมือผู้อื่น ตามที่คำสั่งนี้แสดง แจ้งแล้วถอนไม่ได้",
      english: "the key, as this command shows it; a report is for ever",
    },
    since: {
      kind: pastInstant,
      thai: "ตั้งแต่เมื่อใด วันหรือเวลาที่ยังแน่ใจว่าไม่มีผู้อื่นถือ",
      english: "a day, or an instant with its zone, up to which it was surely the office's alone",
    },
    data: DATA_OPTION,
    json: JSON_OPTION,
  },
  check: ({ lost, since }) =>
    (lost === undefined) === (since === undefined)
      ? undefined
      : "--lost ใช้คู่กับ --since / --lost goes with --since",
  run: async (options, io, given) => (await import("./keys/tend-keys.ts")).tendKeys(options, io, given),
})

/** `sujarit restore FILE`: the record of a backup stood up in an empty place, and believed only when it was read back. */
export const restoreCommand = defineCommand({
  name: "restore",
  thai: "กู้คืนบันทึกจากไฟล์สำรองลงที่ว่าง อ่านกลับมาเทียบ ทำต่อจากเดิมได้",
  english:
    "the record of a backup in an empty place, read back and compared; goes on where it was interrupted",
  options: {
    file: { kind: file, operand: "one", thai: "สำเนาจาก sujarit backup", english: "a backup" },
    data: { kind: folder, isNeeded: true, thai: "โฟลเดอร์ใหม่ที่ว่าง", english: "a new, empty folder" },
    remote: {
      kind: flag,
      thai: "ลงฐานข้อมูลว่างที่ Cloudflare ของโฟลเดอร์นั้น (สั่ง deploy --until database ก่อน)",
      english: "into the empty database at Cloudflare of that folder (after deploy --until database)",
    },
    head: {
      kind: recordHead,
      thai: "ฉบับล่าสุดที่รู้ จากส่วนหัว X-Sujarit-Head ของอีเมล สำเนาที่เก่ากว่าจะไม่กู้",
      english: "the newest that is known, from a mail's X-Sujarit-Head: an older backup is refused",
    },
    older: {
      kind: flag,
      thai: "ไม่มีสำเนาที่ใหม่กว่า กู้แม้เก่ากว่าที่รู้",
      english: "there is no newer backup: restores one that is older than what is known",
    },
    redactions: {
      kind: text,
      placeholder: "URL|FILE|none",
      thai: "ข้อความที่ปิดหลังจากวันที่สำรอง: ที่อยู่หน้าเว็บ ไฟล์จาก verify --keep หรือ none ถ้าแน่ใจว่าไม่มี",
      english:
        "what was redacted since: the site's address, the file that verify --keep keeps, or none where nothing was",
    },
    json: JSON_OPTION,
  },
  notes: PASSPHRASE_NOTES,
  run: async (options, io, given: Partial<CloudflareDoor & Surroundings>) => {
    const { redactionsSince } = await import("./redact/redactions-since.ts")
    const readRedactions = (asked: string, database: Database) =>
      redactionsSince(asked, database, given.fetch ?? fetch)
    return (await import("./backup/restore.ts")).restore({ ...options, readRedactions }, io, given)
  },
})
