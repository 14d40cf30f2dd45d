/** The core's tests that judge a changed rule. */
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"
import { type Distance, ruleTests } from "./near-and-far.ts"

const folder = process.env.MUTATED_FOLDER ?? ""
const distance = (process.env.MUTATED_DISTANCE ?? "near") as Distance
const tests = ruleTests(folder, distance)

/** Its own room's tests first, then the quick ones: the first that fails ends the run. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isNear = ({ moduleId }: TestSpecification) => Number(moduleId.includes(`test/${folder}/`))
    return (await super.sort(files)).reverse().sort((a, b) => isNear(b) - isNear(a))
  }
}

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: tests.include,
    exclude: [...tests.exclude, "**/.mutants/**"],
    isolate: false,
    sequence: { sequencer: NearestFirst },
    testTimeout: 60_000,
  },
})
