/** Processor time of other processes: where a machine is shared, the only figure of a server that holds still. Linux only. */
import { readdirSync, readFileSync } from "node:fs"

/** Milliseconds of all threads since the process began, in steps of ten; undefined where the system does not tell. */
export function processorMs(pid: number): number | undefined {
  const [, fields = ""] = read(`/proc/${pid}/stat`).split(") ")
  const [user, system] = fields.split(" ").slice(11, 13).map(Number)
  return user === undefined || system === undefined ? undefined : (user + system) * 10
}

/** The same to the microsecond, of the threads that there are: between two looks none may end. */
export function threadsMs(pid: number): number {
  const nanoseconds = list(`/proc/${pid}/task`).map(thread =>
    Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(" ")[0]),
  )
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1_000_000
}

/** Kilobytes in memory. */
export function residentKb(pid: number): number | undefined {
  const found = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1]
  return found === undefined ? undefined : Number(found)
}

/** The Workers' runtimes that a process started, oldest first. */
export function runtimesOf(parent: number): number[] {
  return children()
    .filter(({ stat }) => stat.includes("(workerd)") && Number(stat.split(") ")[1]?.split(" ")[1]) === parent)
    .map(({ pid }) => pid)
    .sort((a, b) => a - b)
}

function children(): { readonly pid: number; readonly stat: string }[] {
  return list("/proc")
    .filter(name => /^\d+$/.test(name))
    .map(name => ({ pid: Number(name), stat: read(`/proc/${name}/stat`) }))
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}
