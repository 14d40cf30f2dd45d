/** Why a request of the script for mail is refused, in the two languages. */
import type { LeaseRefusal } from "../../shared/mail/lease.ts"
import { REFUSAL_WORDS, type RefusalStatus } from "../ingest/refusal.ts"

export type LeaseRefused = { readonly refusal: LeaseRefusal; readonly detail: string }

type Words = { readonly status: RefusalStatus; readonly th: string; readonly en: string }

const { badSignature, wrongOffice, wrongAudience, clockSkew, keyExpired } = REFUSAL_WORDS

export const LEASE_REFUSAL_WORDS: Readonly<Record<LeaseRefusal, Words>> = {
  ...{ badSignature, wrongOffice, wrongAudience, clockSkew, keyExpired },
  unsupportedType: {
    status: 415,
    th: "ต้องส่งเป็น application/jose",
    en: "The content type must be application/jose",
  },
  tooLarge: { status: 413, th: "คำขอนี้ใหญ่เกินกำหนด", en: "The request is too large" },
  malformed: { status: 400, th: "อ่านคำขอนี้ไม่ได้", en: "The request cannot be read" },
  notFetched: {
    status: 409,
    th: "สำนักงานนี้ไม่ได้เลือกให้สคริปต์ส่งอีเมล ให้ตั้ง MAIL_TRANSPORT เป็น google ก่อน",
    en: "This office's mail is not sent by the script: set MAIL_TRANSPORT to google",
  },
  repeated: { status: 409, th: "คำขอนี้ตอบไปแล้ว", en: "This request was answered already" },
}

export function refuseLease(refusal: LeaseRefusal, detail = ""): LeaseRefused {
  return { refusal, detail }
}
