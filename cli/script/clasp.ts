/** Runs the real clasp as a process of its own, on a folder made for it. */
import { spawn } from "node:child_process"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { inTemporaryFolder } from "../command/files.ts"
import { type Credentials, claspAuthFile } from "../office/google-login.ts"
import type { ScriptFile } from "../office/script.ts"

export type ClaspPush = {
  readonly scriptId: string
  readonly files: readonly ScriptFile[]
  readonly credentials: Credentials
  /** A Google on this machine instead of the real one. */
  readonly rootUrl: string | undefined
}

export type ClaspRun = { readonly exitCode: number; readonly output: string }

const CLASP = fileURLToPath(import.meta.resolve("@google/clasp"))
const LOCAL_ROOT = new URL("./clasp-root.ts", import.meta.url).href

/**
 * `clasp push --force`: off a terminal, clasp without it skips a changed manifest and says that all went well. The
 * log-in is written for this one run, readable by this account alone, and gone afterwards.
 */
export async function claspPush({ scriptId, files, credentials, rootUrl }: ClaspPush): Promise<ClaspRun> {
  return inTemporaryFolder("clasp", async home => {
    const project = join(home, "project")
    const auth = join(home, "auth.json")
    await mkdir(project)
    await writeFile(auth, withToken(claspAuthFile(credentials), rootUrl), { mode: 0o600 })
    await writeFile(join(project, ".clasp.json"), JSON.stringify({ scriptId, rootDir: "." }))
    for (const { name, type, source } of files)
      await writeFile(join(project, `${name}${ENDINGS[type]}`), source)
    return run(["--auth", auth, "--project", project, "push", "--force"], { home, project, rootUrl })
  })
}

const ENDINGS: Readonly<Record<ScriptFile["type"], string>> = {
  SERVER_JS: ".js",
  JSON: ".json",
  HTML: ".html",
}

/** The local Google has nobody to refresh a token with: one that never ends. */
function withToken(auth: string, rootUrl: string | undefined): string {
  if (rootUrl === undefined) return auth
  const { tokens } = JSON.parse(auth)
  const token = { access_token: "local", token_type: "Bearer", expiry_date: Number.MAX_SAFE_INTEGER }
  return JSON.stringify({ tokens: { default: { ...tokens.default, ...token } } })
}

type Places = { readonly home: string; readonly project: string; readonly rootUrl: string | undefined }

function run(args: readonly string[], { home, project, rootUrl }: Places): Promise<ClaspRun> {
  const preload = rootUrl === undefined ? [] : ["--import", LOCAL_ROOT]
  const child = spawn(process.execPath, [...preload, CLASP, ...args], {
    cwd: project,
    // Neither the operator's own clasp settings nor a colour code may come in between.
    env: { ...passedOn(), HOME: home, NO_COLOR: "1", ...(rootUrl && { SUJARIT_GOOGLE: rootUrl }) },
    stdio: ["ignore", "pipe", "pipe"],
  })
  return new Promise((resolve, reject) => {
    let output = ""
    const keep = (text: string) => {
      output += text
    }
    child.stdout.setEncoding("utf8").on("data", keep)
    child.stderr.setEncoding("utf8").on("data", keep)
    child.once("error", reject)
    child.once("close", code => resolve({ exitCode: code ?? 1, output: output.trim() }))
  })
}

/** What one Node compiled the next may read, where somebody keeps it. */
function passedOn(): NodeJS.ProcessEnv {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  return { PATH, NODE_COMPILE_CACHE }
}
