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
    },
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
