/** Small readings of what the office and the Worker answer. */
import { execFile } from "node:child_process"
import { promisify } from "node:util"

export async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} ${response.status} ${await response.text()}`)
  return response.json()
}

export async function postJson(url: string, body: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

/** A list of rows inside an answer. */
export function linesOf(answer: unknown, key: string): Record<string, unknown>[] {
  const found: unknown = Object(answer)[key]
  return Array.isArray(found) ? found : []
}

/** Megabytes held by a process and its children. */
export async function memoryOf(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-eo", "pid=,ppid=,rss="])
  const lines = stdout
    .trim()
    .split("\n")
    .map(line => line.trim().split(/\s+/).map(Number))
  const mine = lines.filter(([own, parent]) => own === pid || parent === pid)
  return mine.reduce((sum, [, , rss = 0]) => sum + rss, 0) / 1024
}
