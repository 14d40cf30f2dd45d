/** `sujarit handover --to ADDRESS`: the office given to another Google account, run by the old one and then by the new. */
import { defineCommand } from "./command/command.ts"
import { DATA_OPTION, JSON_OPTION, LOGIN_OPTIONS } from "./command/office-options.ts"
import { googleAccount } from "./command/option.ts"

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
    data: DATA_OPTION,
    json: JSON_OPTION,
    ...LOGIN_OPTIONS,
  },
  notes:
    "สั่งด้วยบัญชีเดิมก่อน แล้วสั่งด้วยบัญชีใหม่จนบอกว่าเสร็จ / run it as the old account, then as the new one until it says done",
  run: async (options, io, given) =>
    (await import("./handover/hand-over.ts")).runHandover(options, io, given),
})
