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

/** What lived is judged by these: thousands of cases, and other rooms whose work rests on the changed one. */
const FAR: Readonly<Record<string, readonly string[]>> = {
  "shared/date": ["period/properties"],
  "shared/due": ["due/notice"],
  "shared/period": ["period/properties"],
  "shared/record": ["record/condense"],
  "shared/row": ["table/judge", "rules/privacy"],
  "shared/rules": ["table/judge", "import/plan"],
  "shared/scan": ["scan/judged", "scan/naughty"],
  "shared/table": ["scan/scan", "scan/judged"],
}

/** All of the Worker's would take an hour: those of the changed room, and of the one that writes what it reads. */
const WORKER_NEAR: Readonly<Record<string, readonly string[]>> = {
  "worker/ingest": ["ingest"],
  "worker/mail": ["mail"],
  "worker/store": ["store", "ingest"],
}

export function hasFarTests(folder: string): boolean {
  return folder in FAR
}

export function ruleTests(folder: string, distance: Distance): { include: string[]; exclude: string[] } {
  const file = (name: string) => `test/shared/${name}.test.ts`
  if (distance === "far") return { include: (FAR[folder] ?? []).map(file), exclude: [] }
  const slow = SLOW.map(file).filter(name => !name.startsWith(`test/${folder}/`))
  return { include: ["test/shared/**/*.test.ts"], exclude: [...slow, ...DEEP.map(file)] }
}

export function workerTests(folder: string): string[] {
  return (WORKER_NEAR[folder] ?? []).map(room => `${room}/**/*.test.ts`)
}
