/** Stands for wrangler and the account behind it: answers as wrangler prints, remembers what it was told, in the file that FAKE_WRANGLER names. */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

export type FakeAccount = {
  loggedIn: boolean
  accounts: { id: string; name: string }[]
  databases: { name: string; uuid: string }[]
  migrated: string[]
  secrets: Record<string, string>
  /** The variables of the Worker that is deployed. */
  vars?: Record<string, string>
  /** The command that fails once, and what it says. */
  failing?: { command: string; says: string; exitCode: number }
}

const file = process.env.FAKE_WRANGLER ?? ""
const args = process.argv.slice(2)
const account = JSON.parse(readFileSync(file, "utf8")) as FakeAccount
const stdin = readFileSync(0, "utf8")
appendFileSync(`${file}.log`, `${JSON.stringify({ args, stdin })}\n`)

const option = (name: string) => args[args.indexOf(name) + 1] ?? ""
const save = () => writeFileSync(file, JSON.stringify(account))
const print = (value: unknown) => console.log(typeof value === "string" ? value : JSON.stringify(value))

const command = args.join(" ")
if (account.failing && command.startsWith(account.failing.command)) {
  const { says, exitCode } = account.failing
  delete account.failing
  save()
  console.error(says)
  process.exit(exitCode)
}
if (command === "--version") print("4.155.0")
else if (command.startsWith("whoami")) print({ loggedIn: account.loggedIn, accounts: account.accounts })
else if (command.startsWith("d1 list")) print(account.databases)
else if (command.startsWith("d1 create")) {
  account.databases.push({ name: args[2] ?? "", uuid: `uuid-of-${args[2]}` })
  print("✅ Successfully created DB")
} else if (command.startsWith("d1 time-travel info")) print({ bookmark: "bookmark-1" })
else if (command.startsWith("d1 migrations apply")) {
  print(account.migrated.includes(args[3] ?? "") ? "✅ No migrations to apply!" : "🌀 applied")
  account.migrated.push(args[3] ?? "")
} else if (command.startsWith("deploy --dry-run"))
  writeFileSync(join(option("--outdir"), "main.js"), "export default {}")
else if (command.startsWith("deploy")) {
  account.vars = (
    JSON.parse(readFileSync(option("--config"), "utf8")) as { vars: Record<string, string> }
  ).vars
  print("Deployed")
} else if (command.startsWith("secret list")) print(Object.keys(account.secrets).map(name => ({ name })))
else if (command.startsWith("secret put")) {
  account.secrets[args[2] ?? ""] = stdin
  print(`✨ Success! Uploaded secret ${args[2]}`)
} else {
  console.error(`the stand-in does not know: ${command}`)
  process.exit(9)
}
save()
