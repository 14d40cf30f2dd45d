/** What a measurement began. */
import { spawnSync } from "node:child_process"
import { expect, test } from "vitest"
import { withEnds } from "./ending.ts"

test("ends the last first, whether the work fails or an end does", async () => {
  const ended: string[] = []
  const ending = (fails: boolean) =>
    withEnds(async atEnd => {
      atEnd(() => ended.push("first"))
      atEnd(async () => {
        ended.push("second")
        throw new Error("an end")
      })
      atEnd(() => ended.push("third"))
      if (fails) throw new Error("the work")
      return "done"
    })
  await expect(ending(true)).rejects.toThrow("the work")
  await expect(ending(false)).rejects.toThrow("an end")
  expect(ended).toEqual(["third", "second", "first", "third", "second", "first"])
  expect(await withEnds(async () => "done")).toBe("done")
})

test("a program ends with the process that began it, by a signal too", () => {
  const script = `
    import { spawn } from "node:child_process"
    import { killAtExit } from ${JSON.stringify(new URL("ending.ts", import.meta.url).href)}
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { stdio: "inherit" })
    killAtExit(() => child.kill("SIGKILL"))
    process.kill(process.pid, "SIGTERM")
    setTimeout(() => {}, 60_000)`
  // It is waited for everybody who could still write.
  const args = ["--input-type=module", "-e", script]
  const { error, status } = spawnSync(process.execPath, args, { timeout: 50_000 })
  expect(error).toBeUndefined()
  expect(status).toBe(1)
})
