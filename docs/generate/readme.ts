/** `README.md` is written by hand, but for its table of commands. */
import { commandsTable } from "./commands.ts"

const BEGIN = "<!-- commands: npm run generate -->"
const END = "<!-- /commands -->"

export async function readmeMarkdown(readme: string): Promise<string> {
  const [before, rest] = readme.split(BEGIN)
  const after = rest?.split(END)[1]
  if (after === undefined) throw new Error(`README.md has no place for the commands: ${BEGIN} … ${END}`)
  return `${before}${BEGIN}\n${await commandsTable()}\n${END}${after}`
}
