import { availableParallelism } from "node:os"
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin"
import { defineConfig } from "vitest/config"
import { writeVerifyScript } from "../../local/worker/verify-script.ts"
import { createTestKeys } from "./test-keys.ts"

const path = (relative: string) => new URL(relative, import.meta.url).pathname

export default defineConfig({
  root: path("."),
  plugins: [
    cloudflareTest(async () => {
      writeVerifyScript()
      return {
        wrangler: { configPath: path("../../wrangler.toml") },
        miniflare: {
          bindings: {
            ...(await createTestKeys()),
            OFFICE_ID: "test-office",
            ORIGIN: "http://127.0.0.1",
            EVERY_CELL: process.env.EVERY_CELL !== undefined,
            MAIL_FROM: "sujarit@test.example",
            TEST_MIGRATIONS: await readD1Migrations(path("../../worker/migrations")),
          },
          // Nothing under test may reach another host.
          outboundService: () => new Response("blocked", { status: 599 }),
        },
      }
    }),
  ],
  test: {
    name: "worker",
    // A runtime a process, not a file, which cost as much again: each test begins with an empty database (setup.ts).
    isolate: false,
    // As the other projects whose tests wait for another process (vitest.config.ts).
    maxWorkers: availableParallelism() + 1,
    sequence: { groupOrder: 1 },
    testTimeout: 240_000,
    hookTimeout: 240_000,
    include: ["**/*.test.ts"],
    setupFiles: [path("./setup.ts")],
  },
})
