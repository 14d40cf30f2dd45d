/** Each test begins with an empty database and nothing remembered of another, except where all of a file only read. */
import { beforeEach } from "vitest"
import { emptyDatabase } from "./empty-database.ts"

const READ_ONLY = /publish\/(?:manners|addresses)\.test\.ts$/

beforeEach(async ({ task }) => {
  if (!READ_ONLY.test(task.file.filepath)) await emptyDatabase()
})
