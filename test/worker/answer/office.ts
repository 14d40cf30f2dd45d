/** An office whose mails carry links to answer by, and its script that fetches what was answered. */
import type { MailMessage } from "../../../shared/mail/message.ts"
import {
  ANSWERS_JWT_TYPE,
  ANSWERS_PATH,
  type AnswersAsked,
  type WaitingAnswer,
} from "../../../shared/push/answer.ts"
import type { Env } from "../../../worker/host/env.ts"
import { runCron } from "../../../worker/mail/cron.ts"
import { at } from "../../shared/due/fixture.ts"
import { begunBy } from "../empty-database.ts"
import { PRIVATE } from "../mail/served.ts"
import {
  type Change,
  keptMail,
  newOffice,
  type Office,
  ORIGIN,
  push,
  request,
  sign,
  withMail,
} from "../push-fixture.ts"
import { duty, FIRST } from "../rows.ts"

export const BOX = "secret-box2@office.example"
export const HEAD = "secret-head2@office.example"
export const DIRECTOR = "secret-director@office.example"
/** Of ฝ่ายทะเบียน, due on the 5th of May and of June. */
export const MAY = "report/d-aaaaaaaa/2/2566-04"
export const JUNE = "report/d-aaaaaaaa/2/2566-05"

export const GOOD = {
  date: "2 พ.ค. 2566",
  result: "ส่งแบบ สขร.๑ ให้ฝ่ายปกครองแล้ว",
  evidence: "กท 6301/123 ลว. 2 พ.ค. 2566",
}

type Lived = { readonly sheet: Office; readonly sent: MailMessage[]; now: number }

/** The morning on which the first links are sent. */
const begin = begunBy(async (): Promise<Lived> => {
  const lived: Lived = { sheet: newOffice(), sent: [], now: at("2023-05-02", 7) }
  const office = officeOf(lived)
  const first = await office.push({ rows: [...FIRST.rows, duty("a")], privateRows: PRIVATE })
  if (first.status !== 201) throw new Error(await first.text())
  await office.morning("2023-05-02")
  return lived
})

export async function answeringOffice() {
  return officeOf(await begin())
}

function officeOf(lived: Lived) {
  const { sheet, sent } = lived
  const given: Env = withMail(() => lived.now, keptMail(sent).send)
  let nonce = 0
  const office = {
    env: given,
    sent,
    push: (change: Change) => push(sheet, change, given),
    /** By the clock, in Bangkok. */
    setTime(day: string, hour: number) {
      lived.now = at(day, hour)
    },
    /** The morning's mail. */
    async morning(day: string) {
      office.setTime(day, 8)
      await runCron(given, lived.now)
    },
    /** The path of the link in the newest mail to somebody; blank where there is none. */
    linkTo(recipient: string): string {
      const mail = sent.findLast(each => each.to[0] === recipient)
      return /\/answer\/[0-9a-f]{40}/.exec(mail?.text ?? "")?.[0] ?? ""
    },
    get: (path: string, init?: RequestInit) => request(path, init, given),
    answer(path: string, fields: Readonly<Record<string, string>>) {
      const headers = { "Content-Type": "application/x-www-form-urlencoded", Accept: "text/html" }
      return request(path, { method: "POST", body: new URLSearchParams(fields).toString(), headers }, given)
    },
    async askSigned(says: Partial<AnswersAsked> = {}, header: object = {}, key?: string) {
      const claims = { iss: "test-office", aud: ORIGIN, iat: Math.round(lived.now / 1000) }
      nonce = Math.max(lived.now, nonce + 1)
      const asked = { ...claims, nonce, fiscalYear: 2566, settled: [], ...says }
      const body = await sign(asked, { typ: ANSWERS_JWT_TYPE, ...header }, key)
      return request(ANSWERS_PATH, { method: "POST", body }, given)
    },
    async waiting(says: Partial<AnswersAsked> = {}): Promise<readonly WaitingAnswer[]> {
      const response = await office.askSigned(says)
      return ((await response.json()) as { answers: WaitingAnswer[] }).answers
    },
  }
  return office
}
