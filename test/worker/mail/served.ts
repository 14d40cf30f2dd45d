/** An announced year whose mail was really sent, day by day, with everything that is served of it. */
import type { MailMessage } from "../../../shared/mail/message.ts"
import type { PrivateRow } from "../../../shared/row/row.ts"
import type { Env } from "../../../worker/host/env.ts"
import { runCron } from "../../../worker/mail/cron.ts"
import { at } from "../../shared/due/fixture.ts"
import { begunBy } from "../empty-database.ts"
import { keptMail, newOffice, push, withClock, withMail } from "../push-fixture.ts"
import { duty, FIRST } from "../rows.ts"

const contact = (slug: string): PrivateRow => ({
  kind: "contact",
  slug,
  accounts: [`secret-account${slug}@office.example`],
  addresses: [`secret-box${slug}@office.example`],
  headAddresses: [`secret-head${slug}@office.example`],
  deputy: [`secret-deputy${slug}@office.example`],
  deputyUntil: "",
})

export const PRIVATE: readonly PrivateRow[] = [
  contact("1"),
  contact("2"),
  { kind: "secret", key: "directorMail", value: "secret-director@office.example" },
  { kind: "secret", key: "sheetAddress", value: "https://sheet.example/secret-sheet" },
]

/** Every value of a private row that may never be served. */
export const PRIVATE_VALUES = PRIVATE.flatMap(row =>
  row.kind === "contact"
    ? [row.accounts, row.addresses, row.headAddresses, row.deputy].flat()
    : row.kind === "secret"
      ? [row.value]
      : [],
)

const BEGUN = at("2023-05-02", 7)

export type Served = {
  readonly env: Env
  readonly sent: MailMessage[]
  readonly run: (day: string) => Promise<void>
}

const begin = begunBy(async () => {
  const first = { rows: [...FIRST.rows, duty("a")], privateRows: PRIVATE }
  const response = await push(
    newOffice(),
    first,
    withClock(() => BEGUN),
  )
  if (response.status !== 201) throw new Error(await response.text())
})

export async function serveOffice(): Promise<Served> {
  const { sent, send } = keptMail()
  const clock = { now: BEGUN }
  const office = withMail(() => clock.now, send)
  await begin()
  return {
    env: office,
    sent,
    run: async day => {
      clock.now = at(day, 8)
      await runCron(office, clock.now)
    },
  }
}
