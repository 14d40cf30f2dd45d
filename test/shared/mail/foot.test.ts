/** What stands below every mail is what `verify --since` takes: fifty mailboxes are witnesses. */
import { expect, it } from "vitest"
import { footOf } from "../../../shared/mail/letter.ts"
import type { Letterhead } from "../../../shared/mail/letterhead.ts"
import { createWording } from "../../../shared/mail/wording.ts"
import { parseSeen } from "../../../shared/verify/seen.ts"

const LOG = { origin: "record.example/log", size: 128, root: "m5WJauhm08EeW4orjZDS+XxBfHPF9cSY6bjl0/IGg5M=" }

it.each(["thai", "ascii"] as const)("in %s digits: name, size and root of the log as they are", digits => {
  const lines = footOf(
    { name: "สำนักงานเขต" } as Letterhead,
    { revision: undefined, log: LOG },
    createWording(digits),
  )
  // As a mail program breaks and quotes it.
  for (const text of [lines.join("\n"), lines.join("\n").replaceAll(" ", "\n"), `> ${lines.join("\n> ")}`])
    expect(parseSeen(text)?.trees).toEqual([
      { origin: LOG.origin, size: 128, root: new Uint8Array(Buffer.from(LOG.root, "base64")) },
    ])
})

it("says nothing of a log that is not signed", () => {
  expect(footOf({ name: "ก" } as Letterhead, { revision: undefined }, createWording("ascii"))).toHaveLength(1)
})
