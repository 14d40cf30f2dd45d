/** Every command there is, in the order in which they are told of. */
import { type Command, type CommandIo, unknownText } from "./command/command.ts"
import {
  bundleCommand,
  checkCommand,
  digestCommand,
  importCommand,
  periodCommand,
  startCommand,
  verifyCommand,
  witnessCommand,
} from "./commands-here.ts"
import { deployCommand, doctorCommand, handoverCommand, setupCommand } from "./commands-office.ts"
import {
  backupCommand,
  keysCommand,
  recordCommand,
  redactCommand,
  restoreCommand,
} from "./commands-record.ts"

export const COMMANDS: readonly Command[] = [
  startCommand,
  importCommand,
  checkCommand,
  periodCommand,
  digestCommand,
  verifyCommand,
  bundleCommand,
  witnessCommand,
  setupCommand,
  deployCommand,
  doctorCommand,
  backupCommand,
  restoreCommand,
  recordCommand,
  redactCommand,
  keysCommand,
  handoverCommand,
]

/** Runs what was typed after `sujarit`; resolves with the exit code. */
export async function runSujarit([name, ...args]: readonly string[], io: CommandIo): Promise<number> {
  if (name === "--help" || name === "-h" || name === "help") {
    io.stdout(usage())
    return 0
  }
  const command = COMMANDS.find(each => each.name === name)
  if (command) return command.run(args, io)
  const names = COMMANDS.map(each => each.name)
  // Under all commands the one sentence that says what was mistyped would be out of sight.
  io.stderr(
    name === undefined
      ? usage()
      : `${unknownText({ thai: "คำสั่ง", english: "command" }, name, names)}\nดูคำสั่งทั้งหมด / all commands: sujarit --help\n`,
  )
  return 2
}

function usage(): string {
  const lines = COMMANDS.map(({ name, thai, english }) => `  ${name.padEnd(8)}  ${thai} / ${english}\n`)
  return `วิธีใช้ / usage: sujarit COMMAND [OPTIONS]\n\n${lines.join("")}
ดูวิธีใช้แต่ละคำสั่ง / options of a command: sujarit COMMAND --help
`
}

/** README's table of commands, in Markdown: each with what must be given; `--help` tells the rest. */
export function commandsTable(): string {
  // A bar ends a cell of the table, also between backticks.
  const rows = COMMANDS.map(({ synopsis, english }) => {
    const given = synopsis.split(" [")[0]?.replaceAll("|", "\\|")
    return `| \`${given}\` | ${english} |`
  })
  return ["| command | does |", "|---|---|", ...rows].join("\n")
}
