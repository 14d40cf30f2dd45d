/** An operator with an empty folder, a local Google, a stand-in for wrangler, and the Worker it would deploy. */
import { readFileSync, writeFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { compactVerify, importJWK } from "jose"
import { onTestFinished } from "vitest"
import { createWrangler } from "../../../cli/cloudflare/wrangler.ts"
import { deployCommand } from "../../../cli/commands-office.ts"
import type { DeployDeps } from "../../../cli/deploy/run-deploy.ts"
import { readInstallation } from "../../../cli/office/installation.ts"
import type { TestMailReply } from "../../../shared/mail/requests.ts"
import { OWNER } from "../provision/office.ts"
import { ran } from "../ran.ts"
import { HEARD, hostOf, openOperator, playedSurroundings } from "../setup/office.ts"
import type { FakeAccount } from "./fake-wrangler.ts"

export const ORIGIN = "https://record.example"
export const FIRST_RUN = [
  ...["--office", "phasicharoen", "--worker", ORIGIN, "--mail-from", "plan@office.example"],
  ...["--name", "สำนักงานเขต", "--test-mail", "operator@office.example"],
]

const FAKE = new URL("./fake-wrangler.ts", import.meta.url).pathname

export async function openDeployer(change: Partial<FakeAccount> = {}) {
  const { google, clients, rootUrl, folder } = await openOperator()
  const file = join(folder, "..", `${folder.split("/").at(-1)}.account.json`)
  const start: FakeAccount = {
    ...{
      loggedIn: true,
      accounts: [{ id: "a1", name: "สำนักงาน" }],
      databases: [],
      migrated: [],
      secrets: {},
    },
    ...change,
  }
  writeFileSync(file, JSON.stringify(start))
  writeFileSync(`${file}.log`, "")
  const account = (): FakeAccount => JSON.parse(readFileSync(file, "utf8"))
  const fake = createWrangler([process.execPath, FAKE])
  const mails: unknown[] = []
  const world = { heard: false, mail: { outcome: "accepted", code: null } as Partial<TestMailReply> }

  const keysOf = () => JSON.parse(account().vars?.PUSH_KEYS ?? '{"keys":[]}').keys as { kid: string }[]
  const worker = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(String(input))
    if (account().vars === undefined) throw new TypeError("fetch failed")
    if (pathname === "/.well-known/jwks.json") return Response.json({ keys: keysOf() })
    if (pathname === "/healthz") {
      return Response.json({ status: "ok", years: world.heard ? [HEARD] : [] })
    }
    const key = await importJWK(keysOf()[0] ?? {}, "RS256")
    if (pathname === "/api/v1/mail-unreached") return Response.json({ unreached: [] })
    const { payload, protectedHeader } = await compactVerify(String(init?.body), key)
    mails.push({ pathname, typ: protectedHeader.typ, ...JSON.parse(new TextDecoder().decode(payload)) })
    return Response.json(world.mail)
  }
  const deps: Partial<DeployDeps> = {
    wrangler: call => fake({ ...call, env: { FAKE_WRANGLER: file } }),
    ...playedSurroundings(worker as typeof fetch),
  }
  const run = (args: readonly string[] = [], own: Partial<DeployDeps> = {}) => {
    const all = ["--data", folder, "--google", rootUrl, "--timeout", "0", ...args]
    return ran(deployCommand, all, { ...deps, ...own })
  }
  /** What a person does by hand: pastes the value that was shown, and runs `install`. */
  const actByHand = async (shown: string) => {
    const { scriptId = "" } = (await readInstallation(folder)) ?? {}
    google.model.project(scriptId).properties = {
      CONFIG: shown.split("\n").find(line => line.startsWith("{")) ?? "",
    }
    const onPush = () => {
      world.heard = true
    }
    const host = hostOf(google, { scriptId, owner: OWNER, onPush })
    onTestFinished(() => host.close())
    await host.run("install")
  }
  const told = () =>
    readFileSync(`${file}.log`, "utf8")
      .split("\n")
      .filter(Boolean)
      .map(line => JSON.parse(line) as { args: string[]; stdin: string })
  return {
    ...{ google, clients, folder, account, run, actByHand, told, mails, world },
    setAccount: (own: Partial<FakeAccount>) => writeFileSync(file, JSON.stringify({ ...account(), ...own })),
    stateText: () => readFile(join(folder, "deployment.json"), "utf8"),
  }
}
export type Deployer = Awaited<ReturnType<typeof openDeployer>>
