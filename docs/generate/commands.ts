/** README's table of commands. */
import { readFile } from "node:fs/promises"

/** What each command does, in English: the second half of its line in `sujarit --help`. */
export async function commandsTable(): Promise<string> {
  const main = await readFile(new URL("../../cli/main.ts", import.meta.url), "utf8")
  const commands = [...main.matchAll(/^ {2}(\w+): \{\n {4}does: ".*? \/ (.+)",$/gm)]
  return `| command | does |
|---|---|
${commands.map(([, name, does]) => `| \`${name}\` | ${does} |`).join("\n")}`
}
