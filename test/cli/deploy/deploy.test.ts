/** `sujarit deploy`: from nothing to live; killed or failing anywhere, the next run goes on; no secret is ever shown. */
import { existsSync, readdirSync } from "node:fs"
import { mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { executeD1, officeD1 } from "../../../cli/cloudflare/d1.ts"
import { createWrangler, type Wrangler } from "../../../cli/cloudflare/wrangler.ts"
import { retireKey } from "../../../cli/office/keys.ts"
import { MIGRATIONS_TABLE, migrationNames, migrationStatements } from "../../../local/worker/migrations.ts"
import { NOON } from "../provision/office.ts"
import { type Deployer, FIRST_RUN, ORIGIN, openDeployed, openDeployer, openLive } from "./operator.ts"

const made = ({ told }: Deployer, command: string) =>
  told.filter(({ args }) => args.join(" ").startsWith(command)).length

it("makes everything, waits for the person, and finishes when the person has acted", async () => {
  const operator = await openDeployed()
  const { first } = operator
  expect(first).toMatchObject({ code: 1, out: expect.stringContaining("install") })
  expect(operator.account).toMatchObject({
    databases: [{ name: "phasicharoen", uuid: "uuid-of-phasicharoen" }],
    migrated: ["phasicharoen"],
    vars: {
      OFFICE_ID: "phasicharoen",
      ORIGIN,
      MAIL_FROM: "plan@office.example",
      MAIL_TRANSPORT: "send_email",
    },
  })
  expect(operator.google.model.state.files.size).toBe(2)
  expect(operator.mails).toEqual([])
  await operator.actByHand(first.out)
  const second = await operator.run(["--test-mail", "operator@office.example"])
  expect(second.err).toContain("nothing is wrong")
  expect(second).toMatchObject({ code: 0, out: expect.stringContaining(`the office is live: ${ORIGIN}/`) })
  expect(operator.mails).toEqual([
    {
      ...{ pathname: "/api/v1/mail-tests", typ: "sujarit-mail-test+jwt", to: "operator@office.example" },
      ...{ iss: "phasicharoen", aud: ORIGIN, iat: expect.any(Number), nonce: expect.any(Number) },
    },
  ])
})

it("a run on an office that is live changes nothing", async () => {
  const operator = await openLive()
  await operator.run(["--test-mail", "operator@office.example"])
  const before = await operator.stateText()
  const deployed = made(operator, "deploy --config")
  expect((await operator.run()).code).toBe(0)
  expect(await operator.stateText()).toBe(before)
  expect(made(operator, "d1 create")).toBe(1)
  expect(made(operator, "deploy --config")).toBe(deployed)
  expect(operator.mails).toHaveLength(1)
})

describe("how mail leaves, where nobody said it", () => {
  it.each([
    ["the sender's domain is open for sending", ["office.example"], "send_email", "may send to anybody"],
    ["it is not", [], "google", "reaches 1 verified addresses alone"],
    ["another domain is", ["elsewhere.example"], "google", "reaches 1 verified addresses alone"],
  ])("follows what the account can: %s", async (_, domains, transport, told) => {
    const addresses = [
      { email: "a@office.example", verified: true },
      { email: "b@office.example", verified: false },
    ]
    const operator = await openDeployer({ domains, addresses })
    const { err } = await operator.run([...FIRST_RUN, "--until", "worker"])
    expect(operator.account.vars?.MAIL_TRANSPORT).toBe(transport)
    expect(err).toContain(told)
    const asked = made(operator, "email sending")
    await operator.run(["--until", "worker"])
    expect(made(operator, "email sending")).toBe(asked)
  })

  it("is told with what is recommended where somebody is asked, and an empty answer takes that", async () => {
    const operator = await openDeployer({ domains: [] })
    let question = ""
    const ask = async (text: string) => {
      question = text
      return ""
    }
    await operator.run([...FIRST_RUN, "--until", "worker"], { ask })
    expect(question).toMatch(/google .*recommended/)
    expect(operator.account.vars?.MAIL_TRANSPORT).toBe("google")
  })

  it("an account that does not say: by the public address", async () => {
    const failing = { command: "email sending", says: "Authentication error", exitCode: 1 }
    const operator = await openDeployer({ failing })
    const options = FIRST_RUN.map(text => (text === ORIGIN ? "https://plan.office.workers.dev" : text))
    await operator.run([...options, "--until", "accounts"])
    expect(JSON.parse(await operator.stateText()).mailTransport).toBe("google")
  })
})

describe("a step that fails", () => {
  it.each([
    ["whoami", "", "not logged in at Cloudflare"],
    ["d1 list", "Authentication error [code: 10000]", "npx wrangler login"],
    ["d1 create", "fetch failed", "Cloudflare cannot be reached"],
    ["d1 migrations apply", "SQLITE_ERROR", "run it again"],
    ["deploy --dry-run", "Build failed: no space left on device, ENOSPC", "the disk is full"],
    ["deploy --config", "You do not have permission, Authentication error", "no permission"],
  ])("%s says what to do, and the next run goes on from there", async (command, says, help) => {
    const operator = await openDeployer({ failing: { command, says, exitCode: 1 } })
    const first = await operator.run(FIRST_RUN)
    expect(first.code).toBe(2)
    expect(first.err).toContain(help)
    expect(first.err).toMatch(/[ก-๛]/)
    const second = await operator.run(["--until", "worker"])
    expect(second.code).toBe(0)
    expect(operator.account.databases).toHaveLength(1)
    expect(operator.account.vars).toBeDefined()
  })

  it("several accounts: says which there are and what to set", async () => {
    const accounts = [
      { id: "a1", name: "หนึ่ง" },
      { id: "a2", name: "สอง" },
    ]
    const { code, err } = await (await openDeployer({ accounts })).run(FIRST_RUN)
    expect(code).toBe(2)
    expect(err).toMatch(/CLOUDFLARE_ACCOUNT_ID[\s\S]*a1[\s\S]*a2/)
  })

  it("a database that was made before its id could be noted is found by its name", async () => {
    const operator = await openDeployer({ databases: [{ name: "phasicharoen", uuid: "made-before" }] })
    await operator.run([...FIRST_RUN, "--until", "database"])
    expect(made(operator, "d1 create")).toBe(0)
    expect(await operator.stateText()).toContain("made-before")
  })

  it("a database that is gone is not made anew behind the record's back", async () => {
    const operator = await openDeployer()
    await operator.run([...FIRST_RUN, "--until", "database"])
    operator.account.databases = []
    const { code, err } = await operator.run()
    expect({ code, made: made(operator, "d1 create") }).toEqual({ code: 2, made: 1 })
    expect(err).toContain("gone from this account")
  })

  it("a test mail that is not taken says so, and is tried again", async () => {
    const operator = await openLive()
    operator.world.mail = { outcome: "failed", code: "E_SENDER_NOT_VERIFIED" }
    const refused = await operator.run(["--test-mail", "operator@office.example"])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("E_SENDER_NOT_VERIFIED") })
    operator.world.mail = { outcome: "accepted", code: null }
    expect((await operator.run(["--test-mail", "operator@office.example"])).code).toBe(0)
    expect(operator.mails).toHaveLength(2)
  })

  it("a damaged state file is left as it is, and the message says what to do", async () => {
    const operator = await openDeployer()
    await writeFile(join(operator.folder, "deployment.json"), '{"format"')
    const { code, err } = await operator.run(FIRST_RUN)
    expect({ code, told: operator.told }).toEqual({ code: 2, told: [] })
    expect(err).toContain("damaged; nothing was changed")
    expect(await operator.stateText()).toBe('{"format"')
  })

  it("a wrangler that is missing or of another version says how to get the right one", async () => {
    const operator = await openDeployer()
    const missing = await operator.run(FIRST_RUN, { wrangler: createWrangler(["/nowhere/wrangler"]) })
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining("npm ci") })
    const oldNode = await operator.run(FIRST_RUN, { nodeVersion: "20.19.0" })
    expect(oldNode).toMatchObject({ code: 2, err: expect.stringContaining("Node 24 is needed") })
    const old = await operator.run(FIRST_RUN, {
      wrangler: async () => ({ exitCode: 0, stdout: "3.99.0", stderr: "" }),
    })
    expect(old).toMatchObject({ code: 2, err: expect.stringContaining("wrangler 4 is needed") })
  })
})

describe("a secret", () => {
  const SECRET = "smtps://plan:correct-horse@mail.office.example:465"
  const SMTP = [...FIRST_RUN, "--mail", "smtp", "--until", "secrets"]
  const LOG_KEY = expect.stringContaining('"crv":"Ed25519"')

  it("goes to the Worker by stdin, and stands in no argument, file or line", async () => {
    const operator = await openDeployer()
    const { code, out, err } = await operator.run(SMTP, { env: { SMTP_URL: SECRET } })
    expect(code).toBe(0)
    expect(operator.account.secrets).toEqual({ SMTP_URL: SECRET, LOG_KEY })
    const args = operator.told.flatMap(each => each.args)
    expect([...args, out, err].join("\n")).not.toContain("correct-horse")
    for (const name of readdirSync(operator.folder))
      expect(await readFile(join(operator.folder, name), "utf8"), name).not.toContain("correct-horse")
  })

  it("is given to the program on its stdin, whose words and exit code come back", async () => {
    const program =
      "process.stdin.on('data', text => console.log(JSON.stringify([process.argv.slice(1), String(text)])));" +
      "process.stdin.on('end', () => { console.error('no'); process.exitCode = 3 })"
    const wrangler = createWrangler([process.execPath, "-e", program, "--"])
    const { exitCode, stdout, stderr } = await wrangler({ args: ["secret", "put"], secret: SECRET })
    expect([exitCode, JSON.parse(stdout), stderr]).toEqual([3, [["secret", "put"], SECRET], "no\n"])
  })

  it("is not asked for again once it is there, and is replaced on request", async () => {
    const operator = await openDeployer()
    await operator.run(SMTP, { env: { SMTP_URL: SECRET } })
    const made = operator.account.secrets.LOG_KEY
    expect((await operator.run(["--until", "secrets"])).code).toBe(0)
    await operator.run(["--until", "secrets", "--renew-secrets"], { env: { SMTP_URL: "smtps://new" } })
    expect(operator.account.secrets).toEqual({ SMTP_URL: "smtps://new", LOG_KEY: made })
  })

  it("that is missing is named, with where to put it", async () => {
    const { code, err } = await (await openDeployer()).run(SMTP)
    expect(code).toBe(2)
    expect(err).toContain("SMTP_URL")
  })

  it("that is only wished for is put where it is given, and not asked for where it is not", async () => {
    const operator = await openDeployer()
    const until = [...FIRST_RUN, "--until", "secrets"]
    await operator.run(until, { env: { HEARTBEAT_URL: "https://watch.example/ping/1" } })
    expect(operator.account.secrets).toEqual({ HEARTBEAT_URL: "https://watch.example/ping/1", LOG_KEY })
    expect((await operator.run(until)).code).toBe(0)
  })

  it("is not shown even when wrangler's message repeats it", async () => {
    const operator = await openDeployer({
      failing: { command: "secret put", says: `bad value ${SECRET}`, exitCode: 1 },
    })
    const { code, err } = await operator.run(SMTP, { env: { SMTP_URL: SECRET } })
    expect(code).toBe(2)
    expect(err).toContain("•••")
    expect(err).not.toContain("correct-horse")
  })

  it("of the log is made by the command, and stands in no argument, file or line", async () => {
    const operator = await openDeployer()
    const { out, err } = await operator.run(SMTP, { env: { SMTP_URL: SECRET } })
    const { d } = JSON.parse(operator.account.secrets.LOG_KEY ?? "") as { d: string }
    expect([...operator.told.flatMap(each => each.args), out, err].join("\n")).not.toContain(d)
    for (const name of readdirSync(operator.folder))
      expect(await readFile(join(operator.folder, name), "utf8"), name).not.toContain(d)
  })

  it("of the log is followed by another, the one before stays to sign beside it, and those of earlier go", async () => {
    const operator = await openDeployer()
    const until = [...FIRST_RUN, "--until", "secrets"]
    const run = (...more: string[]) => operator.run([...until, ...more])
    await run()
    const { LOG_KEY: first } = operator.account.secrets
    await run("--new-log-key")
    expect(operator.account.secrets).toEqual({ LOG_KEY: first, LOG_KEY_2: LOG_KEY })
    expect(operator.account.secrets.LOG_KEY_2).not.toBe(first)
    await run()
    operator.logKeys.push({ until: null }, { until: new Date(NOON + 1000).toISOString() })
    const soon = await run("--new-log-key")
    expect(soon).toMatchObject({ code: 2, err: expect.stringContaining("the log's key is being changed") })
    operator.logKeys.splice(1, 1, { until: new Date(NOON).toISOString() })
    await run("--new-log-key")
    expect(Object.keys(operator.account.secrets)).toEqual(["LOG_KEY_2", "LOG_KEY_3"])
  })

  it("of the office, the private key, is handed to no Worker and no wrangler", async () => {
    const operator = await openDeployed()
    expect(JSON.stringify([operator.told, operator.account])).not.toContain("PRIVATE KEY")
    for (const name of ["wrangler.json", "deployment.json", "keys.json"])
      expect((await stat(join(operator.folder, name))).mode & 0o777, name).toBe(0o600)
  })
})

it("a new key is shown to the person though the script with the old one was heard just now", async () => {
  const operator = await openLive()
  await rename(join(operator.folder, "keys.json"), join(operator.folder, "keys-old.json"))
  const changed = await operator.run(["--until", "person"])
  expect(changed).toMatchObject({ code: 1, out: expect.stringContaining("CONFIG") })
  await operator.actByHand(changed.out)
  expect((await operator.run(["--until", "person"])).code).toBe(0)
})

it("a key is changed without a gap: the Worker knows the old one for as long as its public half lies there", async () => {
  const operator = await openDeployed()
  const kids = () =>
    JSON.parse(operator.account.vars?.PUSH_KEYS ?? "").keys.map((key: { kid: string }) => key.kid)
  const [old] = kids()
  const at = (name: string) => join(operator.folder, name)
  await rename(at("keys.json"), at("keys-old.json"))
  await rename(at("jwks.json"), at("jwks-old.json"))
  await operator.run(["--until", "sheet"])
  expect(kids()).toEqual([expect.not.stringMatching(old), old])
  await rm(at("jwks-old.json"))
  await operator.run(["--until", "worker"])
  expect(kids()).toEqual([expect.not.stringMatching(old)])
  expect(JSON.stringify(operator.account)).not.toContain('"d"')
  await writeFile(at("jwks-old.json"), await readFile(at("keys-old.json"), "utf8"))
  const refused = await operator.run(["--until", "worker"])
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("not a set of public keys") })
})

describe("an office whose script sends the mail", () => {
  it("has it in its CONFIG, and is live once the script has sent the test mail", async () => {
    const operator = await openDeployed("--mail", "google")
    const { first } = operator
    expect(JSON.parse(first.out.split("\n").find(line => line.startsWith("{")) ?? "").mail).toBe("google")
    expect(operator.account.vars?.MAIL_TRANSPORT).toBe("google")
    await operator.actByHand(first.out)
    const test = ["--test-mail", "operator@office.example"]
    operator.world.mail = { outcome: "waiting", code: "GMAIL_QUOTA", id: "test-1" }
    const waiting = await operator.run([...test, "--timeout", "0.02"])
    expect(waiting).toMatchObject({ code: 1, out: expect.stringContaining("GMAIL_QUOTA") })
    expect(operator.mails.slice(1)).toEqual(
      operator.mails.slice(1).map(() => expect.objectContaining({ id: "test-1" })),
    )
    operator.world.mail = { outcome: "accepted", code: null }
    expect((await operator.run(test)).code).toBe(0)
  })

  it("and that was live before it could be tested is not stopped for it", async () => {
    const operator = await openLive("--mail", "google")
    expect((await operator.run()).code).toBe(0)
    expect(operator.mails).toEqual([])
  })

  it("that changes its way shows the CONFIG again, though the script is at work", async () => {
    const operator = await openLive()
    const changed = await operator.run(["--mail", "google", "--until", "person"])
    expect(changed).toMatchObject({ code: 1, out: expect.stringContaining('"mail":"google"') })
    await operator.actByHand(changed.out)
    expect((await operator.run(["--until", "person"])).code).toBe(0)
  })
})

describe("--new-key", () => {
  type Listed = { kid: string; exp?: number }
  const listed = ({ account }: Deployer) => JSON.parse(account.vars?.PUSH_KEYS ?? "").keys as Listed[]

  it("makes a key with a life, lists the old one for 30 days of change, and shows the new one to the person", async () => {
    const operator = await openLive()
    const [first] = listed(operator)
    expect(first?.exp).toBe(Math.floor(NOON / 86_400_000) * 86_400 + 730 * 86_400 - 7 * 3600)
    const changed = await operator.run(["--new-key", "--until", "person"])
    expect(changed).toMatchObject({ code: 1, out: expect.stringContaining("CONFIG") })
    const [second, old] = listed(operator)
    expect(old).toMatchObject({ kid: first?.kid, exp: NOON / 1000 + 30 * 86_400 })
    expect([second?.kid === first?.kid, second?.exp]).toEqual([false, first?.exp])
    await operator.actByHand(changed.out)
    expect((await operator.run(["--until", "person"])).code).toBe(0)
    expect(listed(operator)).toHaveLength(2)
  })

  it("of a key that leaked ends it at once, and lists it still, for what it signed before", async () => {
    const operator = await openLive()
    const [first] = listed(operator)
    await operator.run(["--new-key", "--leaked", "--until", "worker"])
    expect(listed(operator)[1]).toMatchObject({ kid: first?.kid, exp: NOON / 1000 })
  })

  it("asked for again while the change is under way says how to go on, and makes no third key", async () => {
    const operator = await openLive()
    await operator.run(["--new-key", "--until", "worker"])
    const again = await operator.run(["--new-key", "--until", "worker"])
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("go on without --new-key") })
    expect(listed(operator)).toHaveLength(2)
    await rm(join(operator.folder, "keys-old.json"))
    await operator.run(["--new-key", "--until", "worker"])
    expect(new Set(listed(operator).map(({ kid }) => kid)).size).toBe(3)
  })

  it("killed after the old one was set aside, makes the new one by the same command", async () => {
    const operator = await openLive()
    const [first] = listed(operator)
    expect(await retireKey(operator.folder, { now: NOON, isLeaked: false })).toBe(true)
    await operator.run(["--new-key", "--until", "worker"])
    expect(listed(operator).map(({ kid }) => kid === first?.kid)).toEqual([false, true])
  })

  it("--leaked alone is refused: it would end the only key", async () => {
    const { code, err } = await (await openDeployer()).run([...FIRST_RUN, "--leaked"])
    expect([code, err]).toEqual([2, expect.stringContaining("--leaked goes with --new-key")])
  })
})

describe("a dry run", () => {
  it("tells every step and command, shows no secret, and leaves nothing behind", async () => {
    const operator = await openDeployer()
    const { code, out } = await operator.run([...FIRST_RUN, "--mail", "smtp", "--dry-run"], {
      env: { SMTP_URL: "smtps://plan:correct-horse@mail" },
    })
    expect(code).toBe(0)
    for (const command of [
      "d1 create",
      "migrations apply",
      "wrangler deploy",
      "secret put SMTP_URL",
      "clasp push",
    ])
      expect(out).toContain(command)
    expect(out).not.toContain("correct-horse")
    expect(operator.told.map(({ args }) => args.slice(0, 2).join(" "))).toEqual(["deploy --dry-run"])
    expect(readdirSync(operator.folder)).toEqual([])
    expect(operator.google.model.state.files.size).toBe(0)
  })

  it("builds the real Worker with the real wrangler, which starts in the real runtime and is what the free plan takes, and its migrations make the database it needs", async () => {
    const operator = await openDeployer()
    const wrangler = createWrangler()
    const kept = await mkdtemp(join(tmpdir(), "sujarit-startup-"))
    onTestFinished(() => rm(kept, { recursive: true }))
    const bundle = join(kept, "worker.bundle")
    const keeping: Wrangler = call => wrangler({ ...call, args: [...call.args, "--outfile", bundle] })
    expect((await operator.run([...FIRST_RUN, "--dry-run"], { wrangler: keeping })).code).toBe(0)
    // Neither an account nor the network: wrangler profiles the start of the bundle on this machine. How long it took is for the bench.
    const args = ["check", "startup", "--worker", bundle, "--outfile", join(kept, "startup.cpuprofile")]
    const { exitCode, stdout } = await wrangler({ args })
    expect(exitCode).toBe(0)
    const gzipped = Number(/gzip: ([\d.]+) KiB/.exec(stdout)?.[1])
    expect(gzipped).toBeGreaterThan(0)
    expect(gzipped).toBeLessThan(3 * 1024)
    await operator.run([...FIRST_RUN, "--until", "database"])
    const local = { where: "--local" as const, wrangler }
    const { applyMigrationsStep, configFileOf } = await import("./parts.ts")
    // Applying one, wrangler starts a runtime: it is let apply the newest, and is given all those before it at once.
    const before = migrationNames().slice(0, -1).flatMap(migrationStatements)
    await executeD1(await officeD1(operator.folder, local), [MIGRATIONS_TABLE, ...before])
    expect(await applyMigrationsStep(operator.folder, local)).toMatchObject({ outcome: "done" })
    expect(
      existsSync((await configFileOf({ folder: operator.folder, origin: ORIGIN, now: () => 0 })).file),
    ).toBe(true)
  }, 200_000)
})

it.each([
  [["--office", "phasicharoen"], "the first run needs"],
  [[...FIRST_RUN, "--worker", "http://record.example"], "takes an https origin"],
  [[...FIRST_RUN, "--mail-from", "not an address"], "takes one mail address"],
  [[...FIRST_RUN, "--mail", "pigeon"], "--mail takes one of these"],
  [[...FIRST_RUN, "--until", "tea"], "--until takes a step"],
])("%j is refused with what is meant", async (args, words) => {
  const operator = await openDeployer()
  const { code, err } = await operator.run(args)
  expect({ code, told: operator.told }).toEqual({ code: 2, told: [] })
  expect(err).toContain(words)
})
