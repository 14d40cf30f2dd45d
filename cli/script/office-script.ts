/** The office's script: built, put into its project, and believed to be there only when it was read back. */

import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as z from "zod"
import { buildScript, readManifest } from "../../apps-script/build.ts"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import { inTemporaryFolder } from "../command/files.ts"
import { type Credentials, claspAuthFile, type GoogleLogin } from "../office/google-login.ts"
import type { Installation } from "../office/installation.ts"
import { differingFiles, type FoundFiles, type ScriptFile } from "../office/script.ts"

export type DeployedScript = {
  readonly scriptId: string
  readonly outcome: "updated" | "unchanged"
  /** Names the build. */
  readonly build: string
  /** It asks its account for more than the version before: until `install` is run again, Google runs nothing of it. */
  readonly asksMore: boolean
}

/** Leaves a project alone that holds the build already. @throws CommandError as `deployScript` does */
export async function bringScript(
  login: GoogleLogin & ClaspDoor,
  place: ScriptPlace,
): Promise<DeployedScript> {
  const files = await scriptFiles(place)
  const { data } = await login.clients.script.projects.getContent({ scriptId: place.scriptId })
  if (differingFiles(files, data.files ?? []).length > 0) return deployScript(login, place)
  return { scriptId: place.scriptId, outcome: "unchanged", build: buildName(files), asksMore: false }
}

/** What an office's manifest depends on. */
type ScriptOffice = Pick<Installation, "worker" | "mail">
type ScriptPlace = ScriptOffice & { readonly scriptId: string }

/** Pushes whatever is there. @throws CommandError when clasp refuses, or when the project then holds anything but the build */
export async function deployScript(
  { clients, credentials, rootUrl, clasp }: GoogleLogin & ClaspDoor,
  { scriptId, ...office }: ScriptPlace,
): Promise<DeployedScript> {
  const files = await scriptFiles(office)
  const found = async () => (await clients.script.projects.getContent({ scriptId })).data.files ?? []
  const before = await found()
  const { exitCode, output } = await clasp({ scriptId, files, credentials, rootUrl })
  if (exitCode !== 0)
    throw new CommandError(`clasp ส่งสคริปต์ไม่สำเร็จ สั่งอีกครั้งได้ / clasp could not push the script: ${output}`)
  const after = differingFiles(files, await found())
  if (after.length > 0)
    throw new CommandError(
      `ส่งสคริปต์แล้วแต่ที่ Google ยังไม่ตรงกับที่ส่ง (${after.join(", ")}) ให้สั่งอีกครั้ง ` +
        `/ the project ${scriptId} does not hold what was pushed: run this again. clasp said: ${output}`,
    )
  const outcome = differingFiles(files, before).length > 0 ? "updated" : "unchanged"
  return { scriptId, outcome, build: buildName(files), asksMore: asksMore(before, files) }
}

export const ASKS_MORE =
  "รุ่นนี้ขอสิทธิ์เพิ่ม Google จะไม่เรียกสคริปต์จนกว่าจะเรียก install อีกครั้งและอนุญาตให้ครบ / this version asks for more: run install again and allow it all, until then Google runs nothing of it"

/** A project that was never given a list asks for nothing yet: its first `install` asks for all. */
function asksMore(before: FoundFiles, after: FoundFiles): boolean {
  const scopesOf = (files: FoundFiles): string[] | undefined =>
    Object(parseJson(files.find(({ name }) => name === "appsscript")?.source ?? "")).oauthScopes
  const granted = scopesOf(before)
  return granted !== undefined && (scopesOf(after) ?? []).some(scope => !granted.includes(scope))
}

export async function scriptFiles(office: ScriptOffice): Promise<readonly ScriptFile[]> {
  const [source, manifest] = await Promise.all([buildScript(), manifestFor(office)])
  return [
    { name: "Code", type: "SERVER_JS", source },
    { name: "appsscript", type: "JSON", source: manifest },
  ]
}

/** Names a build in a word a person can compare. */
function buildName(files: readonly ScriptFile[]): string {
  const hash = createHash("sha256")
  for (const { name, source } of files) hash.update(`${name}\n${source.length}\n${source}`)
  return hash.digest("hex").slice(0, 12)
}

/**
 * The script's manifest for one office: it may speak to its own Worker and to nobody else, and send mail only where the
 * office's mail leaves that way. Google lets through what begins with an entry, so the entry ends its host with a slash.
 */
export async function manifestFor({ worker, mail }: ScriptOffice): Promise<string> {
  const { dependencies, oauthScopes, ...rest } = manifestSchema.parse(JSON.parse(await readManifest()))
  const { enabledAdvancedServices: services } = dependencies
  const sends = mail === "google"
  const manifest = {
    ...rest,
    dependencies: {
      enabledAdvancedServices: services.filter(({ userSymbol }) => sends || userSymbol !== "Gmail"),
    },
    oauthScopes: oauthScopes.filter(scope => sends || !OF_MAIL.test(scope)),
    urlFetchWhitelist: [`${worker}/`],
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}

const OF_MAIL = /\/(?:gmail\.send|script\.send_mail)$/
const manifestSchema = z.looseObject({
  dependencies: z.object({
    enabledAdvancedServices: z.array(z.looseObject({ userSymbol: z.string() })),
  }),
  oauthScopes: z.array(z.string()),
})

type ClaspPush = {
  readonly scriptId: string
  readonly files: readonly ScriptFile[]
  readonly credentials: Credentials
  /** A Google on this machine instead of the real one. */
  readonly rootUrl: string | undefined
}

type ClaspRun = { readonly exitCode: number; readonly output: string }

/** What puts the script into its project. */
export type ClaspDoor = { readonly clasp: (push: ClaspPush) => Promise<ClaspRun> }

export function claspDoor(given: Partial<ClaspDoor>): ClaspDoor {
  return { clasp: claspPush, ...given }
}

const CLASP = fileURLToPath(import.meta.resolve("@google/clasp"))
const LOCAL_ROOT = new URL("./clasp-root.ts", import.meta.url).href

/**
 * Runs the real clasp as a process of its own, on a folder made for it. `clasp push --force`: off a terminal, clasp without it skips a changed manifest and says that all went well. The
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
