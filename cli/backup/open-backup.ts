/** A backup as it lies in its file, opened with its passphrase. */
import { readFile } from "node:fs/promises"
import type { CommandIo } from "../command/command.ts"
import type { Surroundings } from "../command/surroundings.ts"
import { parseBackup, type ReadBackup } from "./backup-file.ts"
import { knownPassphrase } from "./passphrase.ts"
import { isSealed, unsealBackup } from "./seal.ts"

/** What nobody signed is told of. @throws CommandError */
export async function openBackup(
  file: string,
  deps: Surroundings,
  { stderr }: CommandIo,
): Promise<{ readonly backup: ReadBackup; readonly signer: string | undefined }> {
  const bytes = await readFile(file)
  if (!isSealed(bytes)) {
    const backup = parseBackup(file, bytes.toString("utf8"))
    stderr(
      "สำเนานี้มาจากรุ่นก่อน ไม่เข้ารหัสและไม่มีลายเซ็น ใครที่เปิดไฟล์ได้อ่านและแก้ได้ กู้คืนแล้วให้สั่ง backup ใหม่ แล้วลบไฟล์นี้ " +
        "/ of the version before: neither encrypted nor signed, so whoever had the file could read and change it. Take a new backup afterwards and delete this one\n",
    )
    return { backup, signer: undefined }
  }
  const { text, signer } = await unsealBackup(file, bytes, await knownPassphrase(deps))
  return { backup: parseBackup(file, text), signer }
}
