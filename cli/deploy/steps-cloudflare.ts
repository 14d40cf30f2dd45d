/** The Worker's side: tools, log-ins, database, migrations, the Worker, its secrets. */
import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import * as z from "zod"
import { writeVerifyScript } from "../../local/worker/verify-script.ts"
import { logKeyName, logKeyNumber } from "../../shared/log/key-name.ts"
import { parseJson } from "../../shared/row/json.ts"
import { changeDeployment, type Deployment, deploymentOf } from "../cloudflare/deployment.ts"
import { wranglerOutput } from "../cloudflare/wrangler.ts"
import { CommandError } from "../command/fault.ts"
import { inTemporaryFolder } from "../command/files.ts"
import { askKeys, askWorker, knowsKey } from "../office/ask-worker.ts"
import { newLogKey } from "../office/log-key.ts"
import type { DeployContext, DeployStep, StepResult } from "./deploy-step.ts"
import { configFileOf } from "./office-deployment.ts"

const NODE_MAJOR = 24
const CONFIG = "--config <DIR>/wrangler.json"

export const CLOUDFLARE_STEPS: readonly DeployStep[] = [
  {
    key: "tools",
    title: "เครื่องมือ / tools",
    commands: () => ["wrangler --version"],
    run: checkTools,
  },
  {
    key: "accounts",
    title: "การเข้าสู่ระบบ / log-ins",
    commands: () => ["wrangler whoami --json", "drive.about.get"],
    run: checkAccounts,
  },
  {
    key: "database",
    title: "ฐานข้อมูล D1 / the database",
    commands: ({ name }) => ["wrangler d1 list --json", `wrangler d1 create ${name} --location apac`],
    run: makeDatabase,
  },
  {
    key: "migrations",
    title: "โครงสร้างฐานข้อมูล / migrations",
    commands: ({ name }) => [
      `wrangler d1 time-travel info ${name} --json`,
      `wrangler d1 migrations apply ${name} --remote ${CONFIG}`,
    ],
    run: applyMigrations,
  },
  {
    key: "worker",
    title: "Worker",
    commands: () => [`wrangler deploy --dry-run --outdir <tmp> ${CONFIG}`, `wrangler deploy ${CONFIG}`],
    run: deployWorker,
  },
  {
    key: "secrets",
    title: "ค่าลับ / secrets",
    commands: deployment => [
      `wrangler secret list ${CONFIG}`,
      ...[...secretsOf(deployment), logKeyName(1)].map(
        name => `wrangler secret put ${name} ${CONFIG}  < (stdin)`,
      ),
    ],
    run: putSecrets,
  },
]

/** Secrets a Worker of this transport cannot do without. */
function secretsOf({ mailTransport }: Deployment): readonly string[] {
  return mailTransport === "smtp" ? ["SMTP_URL"] : []
}

/**
 * Put where the operator gives them: the address of a watch outside, which anyone who knows it could keep quiet, and the log's
 * witnesses, no secret, which change without a deployment.
 */
const OPTIONAL_SECRETS = ["HEARTBEAT_URL", "WITNESS_POLICY"] as const

async function checkTools({ wrangler, nodeVersion }: DeployContext): Promise<StepResult> {
  const major = Number(nodeVersion.split(".")[0])
  if (major < NODE_MAJOR)
    throw new CommandError(
      `ต้องใช้ Node ${NODE_MAJOR} ขึ้นไป แต่นี่คือ ${nodeVersion} ให้สั่งผ่าน npx sujarit หลังจาก npm ci / Node ${NODE_MAJOR} is needed: run it by npx sujarit after npm ci`,
    )
  const printed = await wranglerOutput(wrangler, { args: ["--version"] })
  const version = /\d+\.\d+\.\d+/.exec(printed)?.[0] ?? ""
  if (!version.startsWith("4."))
    throw new CommandError(
      `wrangler เป็นรุ่น ${version || "ที่ไม่รู้จัก"} ต้องเป็นรุ่น 4 ให้สั่ง npm ci ในโฟลเดอร์ของโปรแกรม / wrangler 4 is needed: run npm ci`,
    )
  return { outcome: "already", detail: `Node ${nodeVersion}, wrangler ${version}` }
}

const whoSchema = z.object({
  loggedIn: z.literal(true),
  accounts: z.array(z.object({ id: z.string(), name: z.string() })).min(1),
})

async function checkAccounts({ wrangler, login }: DeployContext): Promise<StepResult> {
  const { stdout } = await wrangler({ args: ["whoami", "--json"] })
  const who = whoSchema.safeParse(parsePrinted(stdout))
  if (!who.success)
    throw new CommandError(
      "ยังไม่ได้เข้าสู่ระบบ Cloudflare ให้สั่ง npx wrangler login แล้วสั่งอีกครั้ง / not logged in at Cloudflare: run npx wrangler login, then this again",
    )
  const { accounts } = who.data
  if (accounts.length > 1 && !process.env.CLOUDFLARE_ACCOUNT_ID)
    throw new CommandError(
      `บัญชี Cloudflare นี้มีหลายสังกัด ให้ตั้ง CLOUDFLARE_ACCOUNT_ID เป็นหนึ่งใน / several accounts: set CLOUDFLARE_ACCOUNT_ID to one of\n${accounts.map(({ id, name }) => `  ${id}  ${name}`).join("\n")}`,
    )
  const { clients } = await login()
  const { data } = await clients.drive.about.get({ fields: "user(emailAddress)" })
  return {
    outcome: "already",
    detail: `Cloudflare ${accounts[0]?.name ?? ""}, Google ${data.user?.emailAddress ?? ""}`,
  }
}

const databasesSchema = z.array(z.object({ name: z.string(), uuid: z.string() }))

/** Found by its name when a run was killed before it could note the id. */
async function makeDatabase({ folder, wrangler }: DeployContext): Promise<StepResult> {
  const { name, databaseId } = await deploymentOf(folder)
  const find = async () => {
    const list = databasesSchema.safeParse(
      parsePrinted(await wranglerOutput(wrangler, { args: ["d1", "list", "--json"] })),
    )
    if (!list.success)
      throw new CommandError(
        "อ่านรายชื่อฐานข้อมูลที่ wrangler แสดงไม่ได้ ให้สั่ง npm ci / wrangler's list cannot be read",
      )
    return list.data.find(database => database.name === name)?.uuid
  }
  const before = await find()
  if (databaseId !== undefined && before !== databaseId)
    throw new CommandError(
      `ฐานข้อมูล ${name} (${databaseId}) หายไปจากบัญชีนี้ ตรวจว่าเข้าสู่ระบบถูกบัญชี หรือกู้คืนจากสำเนาลงโฟลเดอร์ใหม่ / the office's database is gone from this account: check the log-in, or restore a backup from a new folder`,
    )
  if (before !== undefined) {
    await changeDeployment(folder, { databaseId: before })
    return { outcome: "already", detail: before }
  }
  await wranglerOutput(wrangler, { args: ["d1", "create", name, "--location", "apac"] })
  const made = await find()
  if (made === undefined)
    throw new CommandError(
      `สร้างฐานข้อมูล ${name} แล้วแต่ยังไม่เห็นในรายชื่อ ให้สั่งอีกครั้ง / made and not listed yet: run it again`,
    )
  await changeDeployment(folder, { databaseId: made })
  return { outcome: "done", detail: made }
}

/** Each migration whole or not at all; the bookmark is where the database can be put back to. */
async function applyMigrations(context: DeployContext): Promise<StepResult> {
  const { folder, wrangler, where, note } = context
  const { name } = await deploymentOf(folder)
  const { file } = await configFileOf(context)
  if (where === "--remote") {
    const info = await wrangler({ args: ["d1", "time-travel", "info", name, "--json", "--config", file] })
    const bookmark = z.object({ bookmark: z.string() }).safeParse(parsePrinted(info.stdout))
    if (bookmark.success)
      note(`จุดย้อนกลับของฐานข้อมูล / bookmark before the migrations: ${bookmark.data.bookmark}`)
  }
  const args = ["d1", "migrations", "apply", name, where, "--config", file]
  const printed = await wranglerOutput(wrangler, { args })
  return /No migrations to apply/i.test(printed)
    ? { outcome: "already", detail: "" }
    : { outcome: "done", detail: "" }
}

async function deployWorker(context: DeployContext): Promise<StepResult> {
  const { folder, origin, wrangler } = context
  const { file, text, keyId } = await configFileOf(context)
  const build = await buildHash(context, file, text)
  const { deployed } = await deploymentOf(folder)
  if (deployed === build && (await isLive(context, keyId))) return { outcome: "already", detail: build }
  await wranglerOutput(wrangler, { args: ["deploy", "--config", file] })
  for (let waitedMs = 0; !(await isLive(context, keyId)); waitedMs += context.pollMs) {
    if (waitedMs >= context.timeoutMs || context.signal.aborted)
      throw new CommandError(
        `ส่ง Worker แล้ว แต่ ${origin} ยังไม่ตอบด้วยกุญแจของสำนักงาน ถ้าเป็นชื่อใหม่ให้รอ DNS ไม่กี่นาทีแล้วสั่งอีกครั้ง ถ้ายังไม่ตอบ ตรวจว่า --worker เป็นที่อยู่ที่ wrangler deploy แสดง / deployed, and the address does not answer with the office's key yet: wait for DNS and run it again, or check --worker`,
      )
    await sleep(context.pollMs)
  }
  await changeDeployment(folder, { deployed: build })
  return { outcome: "done", detail: build }
}

/** Names what would be deployed: wrangler's own bundle and the variables. It also proves that both can be built. */
export async function buildHash(
  { wrangler }: Pick<DeployContext, "wrangler">,
  configFile: string,
  configText: string,
): Promise<string> {
  writeVerifyScript()
  return inTemporaryFolder("build", async folder => {
    const args = ["deploy", "--dry-run", "--outdir", folder, "--config", configFile]
    await wranglerOutput(wrangler, { args })
    const hash = createHash("sha256").update(configText)
    const names = (await readdir(folder)).filter(name => !name.endsWith(".map") && name !== "README.md")
    for (const name of names.sort()) hash.update(name).update(await readFile(join(folder, name)))
    return hash.digest("hex").slice(0, 12)
  })
}

async function isLive({ origin, fetch }: DeployContext, keyId: string): Promise<boolean> {
  return knowsKey(await askWorker(origin, fetch), keyId)
}

const secretsSchema = z.array(z.object({ name: z.string() }))

async function putSecrets(context: DeployContext): Promise<StepResult> {
  const { folder, origin, fetch, wrangler, askSecret, renewSecrets } = context
  const wanted = secretsOf(await deploymentOf(folder))
  const given = await valuesOf(OPTIONAL_SECRETS, askSecret)
  const { file } = await configFileOf(context)
  const listed = await wranglerOutput(wrangler, { args: ["secret", "list", "--config", file] })
  const there = (secretsSchema.safeParse(parsePrinted(listed)).data ?? []).map(({ name }) => name)
  const put = (name: string, secret: string) =>
    wranglerOutput(wrangler, { args: ["secret", "put", name, "--config", file], secret })
  const missing = [...wanted, ...given.keys()].filter(name => renewSecrets || !there.includes(name))
  for (const name of missing) {
    const secret = given.get(name) ?? (await askSecret(name))
    if (secret === undefined || secret.trim() === "")
      throw new CommandError(
        `ยังไม่มีค่าลับ ${name} ให้ใส่ในตัวแปรสภาพแวดล้อมชื่อเดียวกันแล้วสั่งอีกครั้ง (อย่าพิมพ์ในบรรทัดคำสั่ง) / the secret ${name} is missing: give it in the environment and run it again`,
      )
    await put(name, secret.trim())
  }
  const logKey = await logKeyToPut(context, there)
  for (const name of logKey.ended)
    await wranglerOutput(wrangler, { args: ["secret", "delete", name, "--config", file] })
  if (logKey.isNew) await put(logKey.name, newLogKey())
  // Whoever asks for the checkpoint has the Worker announce its new key; else the hourly run does.
  if (logKey.isNew) await fetch(`${origin}/log/checkpoint`).catch(() => undefined)
  return {
    outcome: logKey.isNew || missing.length > 0 ? "done" : "already",
    detail: [...wanted, ...given.keys(), logKey.name].join(", "),
  }
}

/**
 * The log's key is made here and handed on at once: nobody else ever has it, and one that is there is never put anew. Another takes
 * its place under the next name, and the old one signs beside it for a while; those from before that go.
 */
async function logKeyToPut(
  { origin, fetch, now, newLogKey: isAsked }: DeployContext,
  there: readonly string[],
) {
  const numbers = there.flatMap(name => logKeyNumber(name) ?? []).sort((a, b) => b - a)
  const [newest] = numbers
  if (newest === undefined) return { name: logKeyName(1), isNew: true, ended: [] }
  if (!isAsked) return { name: logKeyName(newest), isNew: false, ended: [] }
  const keys = (await askKeys(origin, fetch)) ?? []
  const beside = keys.find(({ of, until }) => of === "log" && until !== null && Date.parse(until) > now())
  if (beside)
    throw new CommandError(
      `กำลังเปลี่ยนกุญแจของบันทึกอยู่แล้ว กุญแจเดิมลงนามคู่กันถึง ${beside.until} ให้รอ หรือแจ้งว่าหายด้วย sujarit keys --lost ก่อน / the log's key is being changed: the old one signs beside it until then`,
    )
  // While the log does not say that a key was replaced it may be the one that has to hand over.
  const isReplaced = keys.some(({ of, until }) => of === "log" && until !== null)
  return {
    name: logKeyName(newest + 1),
    isNew: true,
    ended: isReplaced ? numbers.slice(1).map(logKeyName) : [],
  }
}

async function valuesOf(
  names: readonly string[],
  askSecret: DeployContext["askSecret"],
): Promise<Map<string, string>> {
  const values = new Map<string, string>()
  for (const name of names) {
    const value = await askSecret(name)
    if (value !== undefined && value.trim() !== "") values.set(name, value)
  }
  return values
}

/** Wrangler may print a line or two before its JSON. */
function parsePrinted(text: string): unknown {
  const from = text.search(/^[[{]/m)
  return parseJson(from === -1 ? text : text.slice(from))
}
