/** Rows of the database that an hour of the worst a stranger can send costs: `node test/bench/stranger.ts`. */
import { POSTS_A_MINUTE } from "../../worker/host/post-limit.ts"

/** Of D1's free plan, a day. */
const FREE_ROWS = 5_000_000
/** Measured in `test/worker/ingest/stranger.test.ts`, for each push of the log sent again. */
const ROWS_A_REPEAT = 1

const hour = POSTS_A_MINUTE * 60 * ROWS_A_REPEAT
console.log(`one address, one isolate: ${POSTS_A_MINUTE * 60} posts an hour, ${hour} rows read, 0 written`)
console.log(`a day of it: ${((hour * 24 * 100) / FREE_ROWS).toFixed(2)} % of the free plan's rows`)
