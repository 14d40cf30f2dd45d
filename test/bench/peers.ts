/** The programs the bench compares with, installed from npm into a folder of its own and served on loopback. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buildSync } from "esbuild"
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare"
import { killAtExit } from "./ending.ts"
import { runtimesOf } from "./processor.ts"

export type Peer = {
  readonly name: string
  readonly url: string
  readonly pid: number
  close(): Promise<void>
}

/** Pinned: another version is another peer. */
const PACKAGES = { undici: "7.30.1", "json-server": "0.17.4", "sirv-cli": "3.0.1" } as const

const FOLDER = join(tmpdir(), `sujarit-bench-peers-${Object.values(PACKAGES).join("-")}`)

/** Where a peer's program is. The first run needs the registry, the later ones find what it left. */
export function peerProgram(name: keyof typeof PACKAGES, file: string): string {
  const program = join(FOLDER, "node_modules", name, file)
  if (!existsSync(program)) install()
  return program
}

function install(): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, "package.json"), JSON.stringify({ private: true, dependencies: PACKAGES }))
  console.error(`… installing ${Object.keys(PACKAGES).join(", ")} into ${FOLDER}`)
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: FOLDER,
    stdio: "ignore",
  })
}

/** A Worker of a few lines in the runtime that the local office runs in, without the simulator's proxy before it. */
export async function serveWorker(name: string, source: string): Promise<Peer> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...{ host: "127.0.0.1", port: 0, cf: false, log: new Log(LogLevel.ERROR), logRequests: false },
      workers: [
        {
          name: "peer",
          modules: [{ type: "ESModule", path: "peer.js", contents: bundle(source) }],
          compatibilityDate: "2026-10-23",
          unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
        },
      ],
    }),
  )
  const close = () => miniflare.dispose()
  try {
    await miniflare.ready
    const { origin: url } = await miniflare.unsafeGetDirectURL("peer")
    return { name, url, pid: newestRuntime(), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Processes are numbered upwards: the one that has just been started by this process. */
export function newestRuntime(): number {
  return runtimesOf(process.pid).at(-1) ?? 0
}

function bundle(source: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents: source, resolveDir: new URL(".", import.meta.url).pathname, loader: "js" },
    ...{ bundle: true, write: false, format: "esm", logLevel: "silent" },
  })
  const [file] = outputFiles
  if (!file) throw new Error("the bundler made nothing of a peer")
  return file.text
}

/** A program that serves until it is ended; `args` are given the port it is to take. */
export async function serveProgram(
  name: string,
  program: string,
  args: (port: number) => readonly string[],
): Promise<Peer> {
  const port = await freePort()
  return served(name, port, spawn(process.execPath, [program, ...args(port)], { stdio: "ignore" }))
}

/** A folder by nginx, where it is installed; a program of the system, not of npm. */
export async function serveNginx(folder: string): Promise<Peer | undefined> {
  if (spawnSync("nginx", ["-v"]).error) return undefined
  const port = await freePort()
  const file = join(folder, "nginx.conf")
  // What it would keep in folders of the system. It is given nothing to keep.
  const kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    each => `${each}_temp_path ${folder}/kept;`,
  )
  // One process, so that its processor time is all there is.
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log; events {}
     http { ${kept.join(" ")} access_log off; default_type text/html; server { listen 127.0.0.1:${port}; root ${folder}; } }`,
  )
  const child = spawn("nginx", ["-p", folder, "-c", file], { stdio: "ignore" })
  return served("nginx, static file", port, child)
}

async function served(name: string, port: number, child: ChildProcess): Promise<Peer> {
  const url = `http://127.0.0.1:${port}`
  const kill = killAtExit(() => child.kill("SIGKILL"))
  try {
    await answering(url, child)
  } catch (error) {
    kill()
    throw error
  }
  return { name, url, pid: child.pid ?? 0, close: async () => kill() }
}

const PATIENCE_MS = 60_000

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
    if (child.exitCode !== null) break
    if (
      await fetch(url)
        .then(() => true)
        .catch(() => false)
    )
      return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`nothing answers at ${url}`)
}

export function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
