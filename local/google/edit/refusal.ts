/** Why an edit was refused, in a Thai sentence for the person who tried. */
import type { ProtectedRange } from "../model/model.ts"
import type { ValidationFault } from "../sheet/validation.ts"

export type Refusal = "no-access" | "protected" | "validation" | "no-such-place"
export interface Refused {
  readonly ok: false
  readonly reason: Refusal
  /** A Thai sentence for the person. */
  readonly message: string
  /** Of a protected place: the accounts that may edit it, besides the owner. */
  readonly editors?: readonly string[]
}

export function noAccess(as: string): Refused {
  return { ok: false, reason: "no-access", message: `บัญชี ${as} ไม่มีสิทธิ์แก้ไขไฟล์นี้ ขอสิทธิ์จากเจ้าของไฟล์ก่อน` }
}

export function protectedBy({ editors, description }: ProtectedRange): Refused {
  const users = editors?.users ?? []
  const who = users.length > 0 ? users.join(", ") : "เจ้าของไฟล์"
  const what = description ? ` (${description})` : ""
  return { ok: false, reason: "protected", message: `ช่องนี้แก้ได้เฉพาะ ${who}${what}`, editors: users }
}

export function notAccepted(text: string, { inputMessage, choices }: ValidationFault): Refused {
  const message = inputMessage ?? (choices ? `เลือกได้เฉพาะ ${choices.join(", ")}` : "พิมพ์ค่าที่ช่องนี้รับได้")
  return { ok: false, reason: "validation", message: `ช่องนี้ไม่รับค่า “${text}” ${message}` }
}

export function noSuchPlace(place: string): Refused {
  return { ok: false, reason: "no-such-place", message: `ไม่มีที่ ${place} ในตารางนี้` }
}
