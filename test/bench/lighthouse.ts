/** What Lighthouse says of the main pages, on the phone it simulates. Too large for the lock file: installed apart. */
import { execFile, execFileSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import chromium from "@sparticuz/chromium"
import * as z from "zod"
import { FORMATS } from "./formats.ts"
import { planTabs } from "./plan-rows.ts"
import { startPublishedOffice } from "./published-office.ts"
import type { Comparison, Subject } from "./subject.ts"

const VERSION = "12.8.2"
const FOLDER = join(tmpdir(), `sujarit-bench-lighthouse-${VERSION}`)

const PAGES: Readonly<Record<string, string>> = {
  "year page": FORMATS["year page"] ?? "",
  "measure page": FORMATS["measure page"] ?? "",
  "section page": FORMATS["section page"] ?? "",
  changes: FORMATS.changes ?? "",
  about: "/about",
}
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const
const PLAN = 50

const reportSchema = z.object({
  categories: z.record(
    z.enum(CATEGORIES),
    z.object({ score: z.number(), auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })) }),
  ),
  audits: z.record(z.string(), z.object({ title: z.string(), score: z.nullable(z.number()) })),
})
type Report = z.infer<typeof reportSchema>

export const lighthouse: Subject = {
  name: "lighthouse",
  title: "Lighthouse, of 100",
  async run() {
    const office = await startPublishedOffice()
    try {
      await office.publish(planTabs(PLAN))
      const lines: Comparison["lines"][number][] = []
      const faults: string[] = []
      for (const [name, path] of Object.entries(PAGES)) {
        const report = await reportOn(`${office.url}${path}`)
        lines.push({ name, values: CATEGORIES.map(category => 100 * report.categories[category].score) })
        faults.push(...faultsOf(report).map(fault => `${name}: ${fault}`))
      }
      const columns: readonly string[] = CATEGORIES
      return {
        comparisons: [{ what: "meant to be 95, 100, 100 and 100", unit: "points", columns, lines }],
        notes: faults,
      }
    } finally {
      await office.close()
    }
  },
}

/** One page, in a browser of its own. */
async function reportOn(url: string): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "sujarit-lighthouse-"))
  const out = join(folder, "report.json")
  const flags = [
    "--output=json",
    `--output-path=${out}`,
    "--quiet",
    `--only-categories=${CATEGORIES.join(",")}`,
  ]
  try {
    await promisify(execFile)(
      process.execPath,
      [program(), url, ...flags, "--chrome-flags=--headless --no-sandbox --disable-gpu"],
      { env: { ...process.env, CHROME_PATH: await chromium.executablePath() } },
    )
    return reportSchema.parse(JSON.parse(readFileSync(out, "utf8")))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What cost points, outside performance, whose score says enough. */
function faultsOf({ categories, audits }: Report): string[] {
  const told = CATEGORIES.filter(category => category !== "performance")
  const ids = told.flatMap(category => categories[category].auditRefs.filter(({ weight }) => weight > 0))
  return ids.flatMap(({ id }) => {
    const audit = audits[id]
    return audit && audit.score !== null && audit.score < 1 ? [`${id}, ${audit.title}`] : []
  })
}

function program(): string {
  const file = join(FOLDER, "node_modules/lighthouse/cli/index.js")
  if (existsSync(file)) return file
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(
    join(FOLDER, "package.json"),
    JSON.stringify({ private: true, dependencies: { lighthouse: VERSION } }),
  )
  console.error(`… installing lighthouse into ${FOLDER}`)
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: FOLDER,
    stdio: "ignore",
  })
  return file
}
