/** An operator with an empty folder, a local Google, a stand-in for wrangler, and the Worker it would deploy. */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { compactVerify, importJWK } from "jose"
import { onTestFinished } from "vitest"
import { deployCommand } from "../../../cli/commands-office.ts"
import type { DeployDeps } from "../../../cli/deploy/run-deploy.ts"
import { readInstallation } from "../../../cli/office/installation.ts"
import type { TestMailReply } from "../../../shared/mail/requests.ts"
import { deleteBlankRows } from "../../local/google/people.ts"
import { OWNER } from "../provision/office.ts"
import { type Ran, ran } from "../ran.ts"
import { HEARD, hostOf, keepWorld, openOperator, playedSurroundings, type World } from "../setup/office.ts"
import { type FakeAccount, fakeWrangler, type Told } from "./fake-wrangler.ts"

export const ORIGIN = "https://record.example"
export const FIRST_RUN = [
  ...["--office", "phasicharoen", "--worker", ORIGIN, "--mail-from", "plan@office.example"],
  ...["--name", "สำนักงานเขต", "--test-mail", "operator@office.example"],
]

export async function openDeployer(change: Partial<FakeAccount> = {}, kept?: World) {
  const { google, clients, rootUrl, folder } = await openOperator(kept)
  const account: FakeAccount = {
    loggedIn: true,
    accounts: [{ id: "a1", name: "สำนักงาน" }],
    databases: [],
    migrated: [],
    secrets: {},
    ...change,
  }
  const { wrangler, told } = fakeWrangler(account)
  const mails: unknown[] = []
  const logKeys: { until: string | null }[] = []
  const world = { heard: false, mail: { outcome: "accepted", code: null } as Partial<TestMailReply> }

  const keysOf = () => JSON.parse(account.vars?.PUSH_KEYS ?? '{"keys":[]}').keys as { kid: string }[]
  const worker = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(String(input))
    if (account.vars === undefined) throw new TypeError("fetch failed")
    if (pathname === "/.well-known/jwks.json") return Response.json({ keys: keysOf() })
    if (pathname === "/status.json")
      return Response.json({ keys: logKeys.map(each => ({ of: "log", key: "k", lostSince: null, ...each })) })
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
    wrangler,
    ...playedSurroundings(worker as typeof fetch),
  }
  const run = (args: readonly string[] = [], own: Partial<DeployDeps> = {}) => {
    const where = args.includes("--google") ? [] : ["--google", rootUrl]
    const all = ["--data", folder, ...where, "--timeout", "0", ...args]
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
  return {
    ...{ google, clients, rootUrl, folder, account, run, actByHand, told, mails, world, logKeys },
    stateText: () => readFile(join(folder, "deployment.json"), "utf8"),
  }
}
export type Deployer = Awaited<ReturnType<typeof openDeployer>>

type Deployed = {
  readonly world: World
  readonly account: FakeAccount
  readonly told: readonly Told[]
  readonly first: Ran
}

/** By the options beside those of `FIRST_RUN`. */
const deployedByOptions = new Map<string, Promise<Deployed>>()

async function deployFirst(options: readonly string[]): Promise<Deployed> {
  const operator = await openDeployer()
  const first = await operator.run([...FIRST_RUN, ...options])
  deleteBlankRows(operator.google)
  const { account, told } = operator
  return { world: await keepWorld(operator), account, told, first }
}

/** An operator whose first run waits for the person, from the world that it made; `first` is what it printed. */
export async function openDeployed(...options: string[]) {
  const key = options.join(" ")
  const made = deployedByOptions.get(key) ?? deployFirst(options)
  deployedByOptions.set(key, made)
  const { world, account, told, first } = await made
  const operator = await openDeployer(structuredClone(account), world)
  operator.told.push(...told)
  return { ...operator, first }
}

/** As `openDeployed`, and the person has acted. */
export async function openLive(...options: string[]) {
  const operator = await openDeployed(...options)
  await operator.actByHand(operator.first.out)
  return operator
}
