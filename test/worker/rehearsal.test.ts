/** What an isolate does before it answers anybody: it must be what a cold reader sets in motion, or it saves nobody anything. */
import { expect, it, vi } from "vitest"
import { createApp } from "../../worker/app.ts"
import { rehearse } from "../../worker/rehearsal.ts"

it("is answered as a reader is who has the answer already, from the record as it stands, without a word in the log", async () => {
  const failures = vi.spyOn(console, "error")
  const app = createApp()
  const statuses = await rehearse(async (...asked) => app.fetch(...asked))
  expect(statuses).toEqual(Array.from({ length: 12 }, () => 304))
  expect(failures).not.toHaveBeenCalled()
  failures.mockRestore()
})

it("takes nothing down where the platform forbids it", async () => {
  expect(await rehearse(() => Promise.reject(new Error("not in the start")))).toEqual([])
})
