import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "core",
          include: ["test/**/*.test.ts"],
          exclude: ["test/worker/**", "test/browser/**", "test/local/**", "test/conformance/**", "**/node_modules/**"],
        },
      },
    ],
  },
})
