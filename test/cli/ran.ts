/** A command run as it is typed, and everything it printed. */
import type { Command } from "../../cli/command/command.ts"

export type Ran = { readonly code: number; readonly out: string; readonly err: string }

/** `given` stands for what the command would find around it. */
export async function ran<Deps>(command: Command<Deps>, args: readonly string[], given?: Deps): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []]
  const io = { stdout: (text: string) => void out.push(text), stderr: (text: string) => void err.push(text) }
  const code = await command.run(args, io, given)
  return { code, out: out.join(""), err: err.join("") }
}
