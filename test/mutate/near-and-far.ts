/** Which tests judge a changed folder: those near it first, and what they let live by those farther off. */
export type Distance = "near" | "far"

/** Of the core's tests, those of a second and more, and those of thousands of cases: near their own room alone. */
const SLOW = [
  "due/choice",
  "due/opened",
  "import/nothing-lost",
  "import/plan",
  "print/sheets",
  "record/past",
  "rules/privacy",
  "scan/gate",
  "scan/scan",
  "sheet/protection",
  "table/judge",
  "view/feed-archive",
]
const DEEP = [
  "due/notice",
  "import/properties",
  "period/properties",
  "record/condense",
  "scan/judged",
  "scan/naughty",
]

/** Where a rule's words are judged by thousands of cases of another room. */
const FAR: Readonly<Record<string, readonly string[]>> = {
  "shared/date": ["period/properties"],
  "shared/due": ["due/notice"],
  "shared/period": ["period/properties"],
  "shared/record": ["record/condense"],
  "shared/scan": ["scan/judged", "scan/naughty"],
  "shared/table": ["scan/scan", "scan/judged"],
}

const WORKER_NEAR: Readonly<Record<string, readonly string[]>> = {
  "worker/ingest": ["ingest"],
  "worker/mail": ["mail"],
  "worker/store": ["store", "ingest"],
}
const WORKER_FAR = ["ingest", "mail", "publish", "pages", "evidence"]

export function hasFarTests(folder: string): boolean {
  return folder in FAR || folder in WORKER_NEAR
}

export function ruleTests(folder: string, distance: Distance): { include: string[]; exclude: string[] } {
  const file = (name: string) => `test/shared/${name}.test.ts`
  if (distance === "far") return { include: (FAR[folder] ?? []).map(file), exclude: [] }
  const slow = SLOW.map(file).filter(name => !name.startsWith(`test/${folder}/`))
  return { include: ["test/shared/**/*.test.ts"], exclude: [...slow, ...DEEP.map(file)] }
}

export function workerTests(folder: string, distance: Distance): string[] {
  const near = WORKER_NEAR[folder] ?? []
  const rooms = distance === "near" ? near : WORKER_FAR.filter(room => !near.includes(room))
  return rooms.map(room => `${room}/**/*.test.ts`)
}
