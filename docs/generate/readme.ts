/** `README.md` is written by hand, but for its table of commands. */
import { commandsTable } from "../../cli/commands.ts"

const BEGIN = "<!-- commands: npm run generate -->"
const END = "<!-- /commands -->"

export function readmeMarkdown(readme: string): string {
  const [before, rest] = readme.split(BEGIN)
  const after = rest?.split(END)[1]
  if (after === undefined) throw new Error(`README.md has no place for the commands: ${BEGIN} … ${END}`)
  return `${before}${BEGIN}\n${commandsTable()}\n${END}${after}`
}
