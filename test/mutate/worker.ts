/** The Worker's tests that judge a change of it, in workerd as ever. */
import worker from "../worker/vitest.config.ts"
import { type Distance, workerTests } from "./near-and-far.ts"

const include = workerTests(
  process.env.MUTATED_FOLDER ?? "",
  (process.env.MUTATED_DISTANCE ?? "near") as Distance,
)

export default { ...worker, test: { ...worker.test, include } }
