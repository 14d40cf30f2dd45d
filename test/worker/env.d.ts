/** What the Worker's tests are given beyond the platform's own: see `vitest.config.ts`. */

type D1Migration = { readonly name: string; readonly queries: readonly string[] }

declare module "cloudflare:workers" {
  export const env: import("../../worker/host/env.ts").Env & {
    readonly TEST_MIGRATIONS: readonly D1Migration[]
    readonly EVERY_CELL: boolean
    readonly TEST_PRIVATE_KEY: string
    readonly TEST_STRANGER_KEY: string
  }
}

/** A file as text, as the test bundler gives it. */
declare module "*?raw" {
  const text: string
  export default text
}
