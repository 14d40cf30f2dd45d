import { mkdtempSync, rmSync, statfsSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Hundreds of processes are started here, wrangler, clasp and the office itself: what one compiled the next reads. */
const env = { NODE_COMPILE_CACHE: path("./node_modules/.cache/compiled") }

/**
 * Tests lay their folders in memory, and the Worker's runtime its databases, which goes by this variable alone. Both wait for
 * the disk at every write, which is half of the time that an office's days take here; what a process that was killed had
 * written is in memory as it would be on a disk.
 */
const lasting = tmpdir()
process.env.TMPDIR = inMemory() ?? lasting

/** Linux has such a place, but in a container it may be too small. */
function inMemory(): string | undefined {
  const place = "/dev/shm"
  try {
    const { bavail, bsize } = statfsSync(place)
    if (bavail * bsize < 2 * 1024 ** 3) return undefined
    const folder = mkdtempSync(join(place, "sujarit-test-"))
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }))
    return folder
  } catch {
    return undefined
  }
}

/** Hundreds of generated cases and more, a year lived hour by hour, a record judged a hundred times: in `npm test` alone. */
const deep = [
  "test/cli/bundle.test.ts",
  "test/cli/nothing-lost.test.ts",
  "test/cli/papers.test.ts",
  "test/cli/verify.test.ts",
  "test/shared/due/choice.test.ts",
  "test/shared/due/notice.test.ts",
  "test/shared/import/properties.test.ts",
  "test/shared/record/condense.test.ts",
  "test/shared/import/nothing-lost.test.ts",
  "test/shared/log/tree.test.ts",
  "test/shared/record/past.test.ts",
  "test/shared/print/sheets.test.ts",
  "test/shared/verify/addresses.test.ts",
  "test/shared/verify/every-byte.test.ts",
  "test/shared/verify/keys.test.ts",
  "test/shared/verify/page.test.ts",
  "test/shared/verify/python.test.ts",
  "test/shared/verify/tamper.test.ts",
  "test/faults/projection.test.ts",
  "test/faults/sample-mails.test.ts",
  "test/faults/told.test.ts",
  "test/faults/year.test.ts",
  "test/shared/period/properties.test.ts",
  "test/shared/scan/judged.test.ts",
  "test/shared/scan/naughty.test.ts",
]

/** What is timed. */
const WAITS = "test/browser/waits.test.ts"

const elsewhere = [
  "test/worker/**",
  "test/browser/**",
  "test/local/**",
  "test/apps-script/**",
  "test/cli/*/**",
  "test/conformance/**",
  "**/node_modules/**",
]

/** As many as there are processors: by itself the runner leaves one free, which of two is half. */
const busy = availableParallelism()

/**
 * Who drives an office, a runtime or a browser waits for it: two at work left a fifth of two processors idle, so one more
 * is. The core, which waits for nothing, goes before them, and beside them goes what is long in it: it fills the gaps.
 */
const together = { maxWorkers: busy + 1, sequence: { groupOrder: 1 } }

/** What a test makes is soon garbage: a larger nursery collects it more seldom. */
const execArgv = ["--min-semi-space-size=16", "--max-semi-space-size=32"]

/**
 * An office at work keeps its heap small, which costs it a tenth of its time, and compiles for speed, over and over, what here
 * runs a few times: as much again. What it holds is for the soak to say, and how long it lets a person wait for those who time
 * it: they start it as it is.
 */
const roomy = { OFFICE_FLAGS: "--min-semi-space-size=16 --no-opt" }

export default defineConfig({
  test: {
    // Each push has a line in the Worker's log; test/worker/publish/log.test.ts reads them.
    onConsoleLog: line => !line.startsWith('{"event":"push"'),
    // Istanbul, not V8: it also counts inside workerd. Code.js runs in a thread of its own and is not counted there.
    coverage: {
      provider: "istanbul",
      include: [
        "shared/**/*.ts",
        "worker/**/*.{ts,tsx}",
        "apps-script/**/*.ts",
        "local/**/*.ts",
        "cli/**/*.ts",
      ],
      reporter: [["text", { skipFull: true }], "html"],
      reportOnFailure: true,
    },
    projects: [
      // A limit is for what hangs; how fast things are is for the bench, on whatever machine this is.
      {
        test: {
          name: "core",
          include: ["test/**/*.test.ts"],
          exclude: [...elsewhere, ...deep],
          isolate: false,
          maxWorkers: busy,
          testTimeout: 60_000,
        },
      },
      { test: { name: "deep", include: deep, isolate: false, ...together, testTimeout: 240_000 } },
      "test/*/vitest.config.ts",
      {
        test: {
          name: "local",
          include: [
            "test/local/**/*.test.ts",
            "test/apps-script/**/*.test.ts",
            "test/cli/*/**/*.test.ts",
            "test/conformance/**/*.test.ts",
          ],
          // The libraries are loaded once a process, not once a file.
          isolate: false,
          ...together,
          execArgv,
          // workerd trusts what this names, and it is read when the library is loaded.
          env: {
            ...env,
            ...roomy,
            NODE_EXTRA_CA_CERTS: path("./test/local/mail/loopback-cert.pem"),
          },
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          exclude: [WAITS],
          // The engine's library is loaded once a process, not once a file.
          isolate: false,
          ...together,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          env: { ...env, ...roomy, LASTING_TMPDIR: lasting },
        },
      },
      {
        test: {
          name: "waits",
          include: [WAITS],
          // Alone on the machine, when the others are done: it says how long a person waits.
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 90_000,
          // A person's office waits for the disk.
          env: { ...env, TMPDIR: lasting },
        },
      },
    ],
  },
})
