/** The one way in which anything here speaks to Cloudflare: wrangler, as a process of its own, with the operator's log-in. */
import { spawn } from "node:child_process"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { CommandError } from "../command/fault.ts"

export type WranglerRun = { readonly exitCode: number; readonly stdout: string; readonly stderr: string }

type WranglerCall = {
  readonly args: readonly string[]
  /** Given on stdin, where no list of processes and no history shows it. */
  readonly secret?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Runs wrangler to its end. Never throws for what wrangler refuses: the exit code tells. */
export type Wrangler = (call: WranglerCall) => Promise<WranglerRun>

/** Wrangler, and which database it speaks to. */
export type CloudflareDoor = {
  readonly wrangler: Wrangler
  /** `--local`: wrangler's own copy of the database on this machine, for tests. */
  readonly where: "--remote" | "--local"
}

export function cloudflareDoor(given: Partial<CloudflareDoor>): CloudflareDoor {
  return { wrangler: createWrangler(), where: "--remote", ...given }
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const BIN = join(dirname(fileURLToPath(import.meta.resolve("wrangler/package.json"))), "bin", "wrangler.js")

/** `command`: another program in its place. The version that comes with the project, never one that happens to be installed. */
export function createWrangler(command: readonly string[] = [process.execPath, BIN]): Wrangler {
  const [program = "", ...before] = command
  return ({ args, secret, env }) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, [...before, ...args], {
        cwd: ROOT,
        env: { ...process.env, NO_COLOR: "1", WRANGLER_SEND_METRICS: "false", CI: "1", ...env },
        stdio: ["pipe", "pipe", "pipe"],
      })
      const texts = { stdout: "", stderr: "" }
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        texts.stdout += text
      })
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        texts.stderr += text
      })
      child.once("error", error => reject(missing(program, error)))
      child.once("close", code => resolve({ exitCode: code ?? 1, ...texts }))
      // A program that ends without reading is told by its exit code, not by a broken pipe.
      child.stdin.on("error", () => {})
      child.stdin.end(secret ?? "")
    })
}

/** What a run printed; @throws CommandError when it failed, with what to do about it and without any secret */
export async function wranglerOutput(wrangler: Wrangler, call: WranglerCall): Promise<string> {
  const run = await wrangler(call)
  if (run.exitCode === 0) return run.stdout
  throw new CommandError(refusalText(call, run))
}

const HELP: readonly (readonly [RegExp, string])[] = [
  [
    /not authenticated|not logged in|Authentication error|\[code: 10000\]|CLOUDFLARE_API_TOKEN/i,
    "ยังไม่ได้เข้าสู่ระบบ Cloudflare หรือบัญชีนี้ไม่มีสิทธิ์ ให้สั่ง npx wrangler login แล้วสั่งอีกครั้ง / not logged in, or no permission: run npx wrangler login",
  ],
  [
    /more than one account|multiple accounts/i,
    "บัญชีนี้มีหลายสังกัด ให้ตั้ง CLOUDFLARE_ACCOUNT_ID เป็นรหัสที่ npx wrangler whoami แสดง / several accounts: set CLOUDFLARE_ACCOUNT_ID",
  ],
  [
    /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|fetch failed|network/i,
    "ติดต่อ Cloudflare ไม่ได้ ตรวจอินเทอร์เน็ตแล้วสั่งอีกครั้ง ระบบจะทำต่อจากเดิม / Cloudflare cannot be reached: run it again, it goes on",
  ],
  [/ENOSPC|no space left/i, "ดิสก์เต็ม ให้ลบไฟล์ที่ไม่ใช้แล้วสั่งอีกครั้ง / the disk is full: make room and run it again"],
]

const OTHER = "แก้ตามข้อความข้างล่างแล้วสั่งอีกครั้ง ระบบจะทำต่อจากเดิม / mend what it says and run it again: it goes on"

function refusalText({ args, secret }: WranglerCall, { exitCode, stdout, stderr }: WranglerRun): string {
  const said = hideSecret(`${stderr}\n${stdout}`.trim(), secret)
  const help = HELP.find(([pattern]) => pattern.test(said))?.[1] ?? OTHER
  const command = args.slice(0, 3).join(" ")
  return `wrangler ${command} ไม่สำเร็จ (${exitCode}): ${help}\n\n${said}`
}

/** Wrangler does not repeat what it reads; should one of its messages ever do, it is not ours to show. */
function hideSecret(text: string, secret: string | undefined): string {
  return secret === undefined || secret.trim() === "" ? text : text.replaceAll(secret.trim(), "•••")
}

function missing(program: string, error: Error): CommandError {
  return new CommandError(
    `เรียก ${program} ไม่ได้ (${error.message}) ให้สั่ง npm ci ในโฟลเดอร์ของโปรแกรมแล้วลองอีกครั้ง / wrangler cannot be run: run npm ci and try again`,
  )
}
