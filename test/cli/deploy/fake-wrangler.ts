/** Stands for wrangler and the account behind it: answers as wrangler prints, and remembers what it was told. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Wrangler, WranglerRun } from "../../../cli/cloudflare/wrangler.ts"

export type FakeAccount = {
  loggedIn: boolean
  accounts: { id: string; name: string }[]
  databases: { name: string; uuid: string }[]
  migrated: string[]
  secrets: Record<string, string>
  /** Domains onboarded for sending; `office.example` when nothing is said. */
  domains?: string[]
  /** Destination addresses, with whether they were clicked. */
  addresses?: { email: string; verified: boolean }[]
  /** The variables of the Worker that is deployed. */
  vars?: Record<string, string>
  /** The command that fails once, and what it says. */
  failing?: { command: string; says: string; exitCode: number }
}

/** `stdin` as a process would be given it. */
export type Told = { readonly args: readonly string[]; readonly stdin: string }

/** In this process: that a real one is given the same is for the test of `createWrangler`. */
export function fakeWrangler(account: FakeAccount): { readonly wrangler: Wrangler; readonly told: Told[] } {
  const told: Told[] = []
  return {
    told,
    wrangler: async ({ args, secret = "" }) => {
      told.push({ args, stdin: secret })
      return answer(account, { args, stdin: secret })
    },
  }
}

function answer(account: FakeAccount, { args, stdin }: Told): WranglerRun {
  const option = (name: string) => args[args.indexOf(name) + 1] ?? ""
  const command = args.join(" ")
  const { failing } = account
  if (failing && command.startsWith(failing.command)) {
    delete account.failing
    return { exitCode: failing.exitCode, stdout: "", stderr: `${failing.says}\n` }
  }
  if (command === "--version") return printed("4.155.0")
  if (command.startsWith("whoami")) return printed({ loggedIn: account.loggedIn, accounts: account.accounts })
  if (command === "email sending list") {
    const { domains = ["office.example"] } = account
    return table(domains.map(name => ({ zone: name, name, enabled: "yes", tag: "t" })))
  }
  if (command === "email routing addresses list") {
    const at = "2026-01-01T00:00:00Z"
    const rows = (account.addresses ?? []).map(({ email, verified }) => ({
      ...{ id: "i", email, verified: verified ? at : "pending", created: at },
    }))
    return table(rows)
  }
  if (command.startsWith("d1 list")) return printed(account.databases)
  if (command.startsWith("d1 create")) {
    account.databases.push({ name: args[2] ?? "", uuid: `uuid-of-${args[2]}` })
    return printed("✅ Successfully created DB")
  }
  if (command.startsWith("d1 time-travel info")) return printed({ bookmark: "bookmark-1" })
  if (command.startsWith("d1 migrations apply")) {
    const isMigrated = account.migrated.includes(args[3] ?? "")
    account.migrated.push(args[3] ?? "")
    return printed(isMigrated ? "✅ No migrations to apply!" : "🌀 applied")
  }
  if (command.startsWith("deploy --dry-run")) {
    writeFileSync(join(option("--outdir"), "main.js"), "export default {}")
    return printed("")
  }
  if (command.startsWith("deploy")) {
    account.vars = JSON.parse(readFileSync(option("--config"), "utf8")).vars
    return printed("Deployed")
  }
  if (command.startsWith("secret list")) return printed(Object.keys(account.secrets).map(name => ({ name })))
  if (command.startsWith("secret delete")) {
    delete account.secrets[args[2] ?? ""]
    return printed(`✨ Success! Deleted secret ${args[2]}`)
  }
  if (command.startsWith("secret put")) {
    account.secrets[args[2] ?? ""] = stdin
    return printed(`✨ Success! Uploaded secret ${args[2]}`)
  }
  return { exitCode: 9, stdout: "", stderr: `the stand-in does not know: ${command}\n` }
}

/** As wrangler draws one. */
function table(rows: readonly Record<string, string>[]): WranglerRun {
  const [first] = rows
  if (!first) return printed("None found.")
  const line = (cells: readonly string[]) => `│ ${cells.join(" │ ")} │`
  return printed(
    ["┌──┐", line(Object.keys(first)), ...rows.map(row => line(Object.values(row))), "└──┘"].join("\n"),
  )
}

function printed(value: unknown): WranglerRun {
  const text = typeof value === "string" ? value : JSON.stringify(value)
  return { exitCode: 0, stdout: `${text}\n`, stderr: "" }
}
