/** Columns of the database that hold a value of ours, parsed by its own factory: what is none is damage, and throws. */

import * as z from "zod/mini"
import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { MAIL_KINDS } from "../../shared/due/notice.ts"
import { ROLES, type Role } from "../../shared/due/recipient.ts"
import { type MailAddress, parseAddress } from "../../shared/row/address.ts"

export const storedAddress = storedText<MailAddress>(parseAddress)
export const storedDay = storedText<IsoDate>(parseIsoDate)
export const storedRole: z.ZodMiniType<Role> = z.enum(ROLES)
export const storedMailKind = z.enum(MAIL_KINDS)

function storedText<T extends string>(parse: (text: string) => T | undefined) {
  return z.pipe(
    z.string(),
    z.transform((text, { issues }): T => {
      const parsed = parse(text)
      if (parsed !== undefined) return parsed
      issues.push({ code: "custom", message: "not as it was written", input: text })
      return z.NEVER
    }),
  )
}
