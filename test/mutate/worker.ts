/** The Worker's tests that judge a change of it, in workerd as ever. */
import worker from "../worker/vitest.config.ts"
import { workerTests } from "./near-and-far.ts"

export default { ...worker, test: { ...worker.test, include: workerTests(process.env.MUTATED_FOLDER ?? "") } }
