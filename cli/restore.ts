/** `sujarit restore FILE`: the record of a backup stood up in an empty place, and believed only when it was read back. */
import type { CloudflareDoor } from "./cloudflare/wrangler.ts"
import { defineCommand } from "./command/command.ts"
import { JSON_OPTION } from "./command/office-options.ts"
import { file, flag, folder } from "./command/option.ts"

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
    json: JSON_OPTION,
  },
  run: async (options, io, given: Partial<CloudflareDoor>) =>
    (await import("./backup/restore.ts")).restore(options, io, given),
})
