/**
 * What the script knows of its office: one JSON value that a person pastes into the script property `CONFIG`. It holds
 * the signing key, so whoever can open this script can publish in the office's name: the script is owned by one account
 * and never bound to the sheet, whose editors would otherwise see it.
 */
import * as z from "zod/mini"
import { parseJson } from "../shared/row/json.ts"
import { scriptProperties } from "./properties.ts"

const configSchema = z.object({
  office: z.string().check(z.minLength(1)),
  /** The Worker's public origin, `aud` of every push. */
  audience: z.string().check(z.minLength(1)),
  pushUrl: z.string().check(z.regex(/^https?:\/\//)),
  kid: z.string().check(z.minLength(1)),
  /** PKCS#8, PEM. */
  privateKey: z.string().check(z.minLength(1)),
  /** The script sends the office's mail from the account that owns it. */
  mail: z.optional(z.literal("google")),
  /** base64url of 32 bytes. */
  saltKey: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
  spreadsheets: z
    .array(
      z.object({
        id: z.string(),
        fiscalYear: z.int(),
        /** Where people open it; Google's own address unless said otherwise. */
        address: z.optional(z.string()),
      }),
    )
    .check(z.minLength(1)),
})
export type Config = z.infer<typeof configSchema>

const CONFIG_PROPERTY = "CONFIG"

/** @throws Error that says which property to paste again. */
export function readConfig(): Config {
  const text = scriptProperties().getProperty(CONFIG_PROPERTY)
  if (text === null)
    throw new Error(
      `ยังไม่มีค่า ${CONFIG_PROPERTY} ให้วางค่าที่ได้จากคำสั่ง setup ใน Script properties (the script property ${CONFIG_PROPERTY} is missing: paste what setup printed)`,
    )
  const parsed = configSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map(issue => issue.path.join(".") || "JSON").join(", ")
  throw new Error(
    `ค่า ${CONFIG_PROPERTY} ไม่ครบหรือเสียหาย (${wrong}) ให้วางค่าจากคำสั่ง setup ใหม่ทั้งค่า (${CONFIG_PROPERTY} is incomplete or damaged: paste it again)`,
  )
}
