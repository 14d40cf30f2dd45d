/** What the Worker's tests are given beyond the platform's own: see `vitest.config.ts`. */

type D1Migration = { readonly name: string; readonly queries: readonly string[] }

declare module "cloudflare:test" {
  export function applyD1Migrations(db: D1Database, migrations: readonly D1Migration[]): Promise<void>
  export function reset(): Promise<void>
}

declare module "cloudflare:workers" {
  import type { Env } from "../../worker/host/env.ts"
  export const env: Env & {
    readonly TEST_MIGRATIONS: readonly D1Migration[]
    readonly TEST_PRIVATE_KEY: string
    readonly TEST_STRANGER_KEY: string
  }
}

/** A file as text, as the test bundler gives it. */
declare module "*?raw" {
  const text: string
  export default text
}
