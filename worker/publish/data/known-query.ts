/**
 * Addresses that programs subscribe to refuse what they do not know: a mistyped parameter would be followed for years as if
 * it said something. Pages go on ignoring it, since people's links gather all kinds.
 */
import type { Context } from "hono"
import { shorten } from "../../../shared/row/shorten.ts"
import type { AppEnv } from "../../app-env.ts"
import { refusal } from "../answer/problem.ts"

export function unknownQuery(c: Context<AppEnv>, known: readonly string[]): Promise<Response> | undefined {
  const unknown = [...new URL(c.req.url).searchParams.keys()].find(name => !known.includes(name))
  if (unknown === undefined) return undefined
  const names = known.map(name => `?${name}=`).join(" ")
  return refusal(c, "unknownQuery", `ไม่รู้จัก “?${shorten(unknown, 40)}” ที่อยู่นี้รับ ${names} ให้ตัดส่วนอื่นออก`)
}
