/** The office's own wrangler configuration: the project's, with the office's values in place of the placeholders. */
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { experimental_readRawConfig } from "wrangler"
import writeFileAtomic from "write-file-atomic"
import type { Deployment } from "./deployment.ts"

/** No secret is among them: those are put into the Worker apart. */
type Variables = {
  readonly OFFICE_ID: string
  readonly ORIGIN: string
  /** The public keys of pushes, a JWKS as JSON. */
  readonly PUSH_KEYS: string
  readonly MAIL_FROM: string
  readonly MAIL_TRANSPORT: string
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const NO_DATABASE = "00000000-0000-0000-0000-000000000000"

type OfficeConfig = Readonly<Record<string, unknown>>

/** `wrangler.toml` with every path made absolute, since the file lies with the office's data. */
export function officeConfig(deployment: Deployment, vars: Variables): OfficeConfig {
  const { name, databaseId = NO_DATABASE, mailTransport } = deployment
  const { rawConfig } = experimental_readRawConfig({ config: join(ROOT, "wrangler.toml") })
  // `deploy` makes the script of /verify itself: the command that does it names a path of the project.
  const { send_email: sendEmail, build: _made, ...shared } = rawConfig
  return {
    ...shared,
    name,
    main: resolve(ROOT, "worker/main.ts"),
    vars,
    d1_databases: [
      {
        binding: "DB",
        database_name: name,
        database_id: databaseId,
        migrations_dir: resolve(ROOT, "worker/migrations"),
      },
    ],
    // An account without Email Sending may refuse a Worker that asks for it.
    ...(mailTransport === "send_email" && { send_email: sendEmail }),
    ...routesOf(vars.ORIGIN),
  }
}

export async function writeOfficeConfig(
  folder: string,
  config: OfficeConfig,
  name = "wrangler.json",
): Promise<string> {
  const file = join(folder, name)
  await writeFileAtomic(file, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 })
  return file
}

/** A domain of the office's own is bound to the Worker; an address below workers.dev comes with it. */
function routesOf(origin: string): OfficeConfig {
  const { hostname } = new URL(origin)
  if (hostname.endsWith(".workers.dev")) return { workers_dev: true }
  return { workers_dev: false, routes: [{ pattern: hostname, custom_domain: true }] }
}
