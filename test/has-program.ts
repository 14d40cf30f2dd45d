/** Whether a program that this project does not install is on this machine: tests by it are skipped where it is not. */
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"

export function hasProgram(name: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some(folder => existsSync(join(folder, name)))
}
