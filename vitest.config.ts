import { defineConfig } from "vitest/config"

const elsewhere = [
  "test/worker/**",
  "test/browser/**",
  "test/local/**",
  "test/conformance/**",
  "**/node_modules/**",
]

export default defineConfig({
  test: {
    projects: [
      { test: { name: "core", include: ["test/**/*.test.ts"], exclude: elsewhere } },
      "test/*/vitest.config.ts",
      {
        test: {
          name: "local",
          include: ["test/local/**/*.test.ts", "test/conformance/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
