/** The tests that judge a changed rule: the core's, without those that live thousands of cases. */
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["test/shared/**/*.test.ts"],
    exclude: ["**/{notice,properties,condense,judged,naughty}.test.ts", "**/.mutants/**"],
    isolate: false,
    testTimeout: 60_000,
  },
})
