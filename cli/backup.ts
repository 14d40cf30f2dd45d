/** `sujarit backup`: everything the public record and its mail stand on, in one file. */
import type { CloudflareDoor } from "./cloudflare/wrangler.ts"
import { defineCommand } from "./command/command.ts"
import { DATA_OPTION, JSON_OPTION } from "./command/office-options.ts"
import { file } from "./command/option.ts"
import type { Surroundings } from "./command/surroundings.ts"

export const backupCommand = defineCommand({
  name: "backup",
  thai: "สำรองบันทึกทั้งหมดเป็นไฟล์เดียว ซึ่งมีข้อมูลที่ไม่เปิดเผย",
  english: "everything the record and its mail stand on, in one file, which holds private data",
  options: {
    data: {
      ...DATA_OPTION,
      thai: "โฟลเดอร์ของสำนักงาน จริงหรือจำลองก็ได้",
      english: "an office's folder, real or local",
    },
    out: {
      kind: file,
      otherwise: "sujarit-OFFICE-TIME.backup",
      thai: "ไฟล์สำเนา",
      english: "the file to write",
    },
    json: JSON_OPTION,
  },
  run: async (options, io, given: Partial<Surroundings & CloudflareDoor>) =>
    (await import("./backup/take-backup.ts")).backUp(options, io, given),
})
