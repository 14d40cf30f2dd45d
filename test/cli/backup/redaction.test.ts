/** What the operator's guide says about redacting is what happens: the text goes, the record holds. */
import { readFileSync } from "node:fs"
import { afterAll, beforeAll, expect, it } from "vitest"
import { chainFaults } from "../../../cli/record/chain.ts"
import { readLocalDatabase } from "../../../cli/record/local-record.ts"
import { keysOfTexts } from "../../../cli/record/record-keys.ts"
import { openLocalDatabase } from "../../../local/worker/local-database.ts"
import { crawl } from "./crawl.ts"
import { type FilledOffice, filledAnswers, filledOffice, serve } from "./office.ts"

const GUIDE = readFileSync(new URL("../../../docs/guides/operator.md", import.meta.url), "utf8")

let office: FilledOffice
beforeAll(async () => {
  office = await filledOffice()
})
afterAll(() => office?.close())

it("the guide's statements take an old text out of every public answer, and the newest stays", async () => {
  const [, sql = ""] = /```sql\n([\s\S]*?)```/.exec(GUIDE) ?? []
  const statements = sql.split(/;\s*\n/).filter(text => text.trim() !== "")
  expect(statements).toHaveLength(2)
  const whole = [...(await filledAnswers()).values()]
  const db = await openLocalDatabase(office.dataDir)
  const { database } = await readLocalDatabase(office.dataDir)
  const versions = database.rows.filter(
    ({ table, values }) =>
      table === "entry" && values.includes("measure/m-aaaaaaaa") && values.includes(2566),
  )
  expect(versions.length).toBeGreaterThan(1)
  const [first] = versions
  const digest = String(first?.values[4])
  const text = String(
    database.rows.find(({ table, values }) => table === "disclosure" && values[0] === digest)?.values[1],
  )
  expect(whole.some(({ body }) => body.includes(text))).toBe(true)

  await db.run(statements.map(each => each.replace("fiscal_year = 2569", "fiscal_year = 2566")))
  await db.close()
  const after = (await readLocalDatabase(office.dataDir)).database
  expect(chainFaults(after, keysOfTexts([]))).toEqual([])
  await serve(office.dataDir, office.url)
  const answers = [...(await crawl(office.url)).entries()]
  expect(answers.filter(([, { body }]) => body.includes(text)).map(([address]) => address)).toEqual([])
  expect(answers.filter(([, { status }]) => status >= 500)).toEqual([])
  const page = answers.find(([address]) => address === "/2566/measures/m-aaaaaaaa.json")
  expect(page?.[1].status).toBe(200)
})
