/** The passphrase of a backup: from the environment or a file where nobody sits there, else asked for; never an argument. */
import { readFile } from "node:fs/promises"
import { CommandError } from "../command/fault.ts"
import type { Surroundings } from "../command/surroundings.ts"

type Asked = Pick<Surroundings, "env" | "askSecret">

export const PASSPHRASE_NOTES =
  "รหัสผ่านของสำเนา: พิมพ์เมื่อถาม หรือตั้ง SUJARIT_PASSPHRASE หรือ SUJARIT_PASSPHRASE_FILE (ชื่อไฟล์) เมื่อไม่มีคนอยู่ ไม่รับในบรรทัดคำสั่ง หายแล้วเปิดสำเนาไม่ได้ " +
  "/ the passphrase is asked for, or comes from SUJARIT_PASSPHRASE or the file that SUJARIT_PASSPHRASE_FILE names; without it no backup opens"

/** A word is tried in seconds, four of them in no time that matters. */
const LEAST_LETTERS = 12

/** @throws CommandError where there is none, or one that is guessed */
export async function newPassphrase({ env, askSecret }: Asked): Promise<string> {
  const given = await givenPassphrase(env)
  const passphrase = given ?? (await typedTwice(askSecret))
  if ([...passphrase].length < LEAST_LETTERS)
    throw new CommandError(
      `รหัสผ่านของสำเนาต้องยาวอย่างน้อย ${LEAST_LETTERS} ตัวอักษร เช่น คำสี่คำที่ไม่เกี่ยวกัน / the passphrase takes at least ${LEAST_LETTERS} letters: four words that have nothing to do with each other`,
    )
  return passphrase
}

/** @throws CommandError where there is none */
export async function knownPassphrase({ env, askSecret }: Asked): Promise<string> {
  return (
    (await givenPassphrase(env)) ??
    spelled(await typed(askSecret, "รหัสผ่านของสำเนานี้ / passphrase of this backup: "))
  )
}

async function givenPassphrase(env: Asked["env"]): Promise<string | undefined> {
  const file = env.SUJARIT_PASSPHRASE_FILE
  const text = env.SUJARIT_PASSPHRASE ?? (file ? await readFile(file, "utf8") : undefined)
  // An editor ends a file with a line feed.
  return text ? spelled(text.replace(/\r?\n$/, "")) : undefined
}

async function typedTwice(askSecret: Asked["askSecret"]): Promise<string> {
  const first = await typed(
    askSecret,
    "ตั้งรหัสผ่านของสำเนา จดเก็บไว้แยกจากสำเนา / a passphrase for the backup, to be kept apart from it: ",
  )
  if ((await typed(askSecret, "พิมพ์อีกครั้ง / again: ")) === first) return spelled(first)
  throw new CommandError("รหัสผ่านสองครั้งไม่ตรงกัน ให้สั่งใหม่ / the two differ: run it again")
}

async function typed(askSecret: Asked["askSecret"], question: string): Promise<string> {
  if (askSecret) return askSecret(question)
  throw new CommandError(
    "สำเนาสำรองเข้ารหัสด้วยรหัสผ่าน และไม่มีใครอยู่ให้ถาม ให้ตั้ง SUJARIT_PASSPHRASE หรือ SUJARIT_PASSPHRASE_FILE (ชื่อไฟล์ที่มีรหัสผ่าน) " +
      "/ backups are encrypted and nobody is there to ask: set SUJARIT_PASSPHRASE, or SUJARIT_PASSPHRASE_FILE to the name of a file that holds it",
  )
}

/** A Thai letter and its marks are typed in more than one order. */
function spelled(passphrase: string): string {
  return passphrase.normalize("NFC")
}
