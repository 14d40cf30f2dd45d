/** `sujarit deploy --script`: the script built, pushed with clasp, read back and compared. */
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { deployScript } from "./deploy/deploy-script.ts"
import { faultText } from "./setup/fault.ts"
import { logIn } from "./setup/google-login.ts"
import { DEFAULT_DATA, readInstallation } from "./setup/installation.ts"
import { SetupError } from "./setup/setup-error.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

const USAGE = `วิธีใช้ / usage: sujarit deploy --script [--data DIR] [--json] [--auth FILE] [--google URL]

  --script  สร้างและส่งสคริปต์ แล้วอ่านกลับมาเทียบ / builds and pushes the script, reads it back and compares
  --data    โฟลเดอร์ของสำนักงาน / the office's data folder (${DEFAULT_DATA})
  --auth    ไฟล์เข้าสู่ระบบ / the log-in (GOOGLE_APPLICATION_CREDENTIALS, ~/.clasprc.json)
  --google  Google จำลองในเครื่อง / a stand-in for Google on this machine
`

/** Exit code: 0 Google holds exactly this build, 2 usage or environment. */
export async function deployCommand(
  args: string[],
  io: CommandIo,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    io.stdout(USAGE)
    return 0
  }
  const options = parseOptions(args)
  if ("fault" in options) {
    io.stderr(`${options.fault}\n\n${USAGE}`)
    return 2
  }
  try {
    const deployed = await deploy(options, env)
    io.stdout(options.json ? `${JSON.stringify(deployed, null, 2)}\n` : `${deployedText(deployed)}\n`)
    return 0
  } catch (error) {
    io.stderr(`${faultText(error)}\n`)
    return 2
  }
}

async function deploy(
  { folder, google, auth }: Options,
  env: Readonly<Record<string, string | undefined>>,
): ReturnType<typeof deployScript> {
  const installation = await readInstallation(folder)
  const scriptId = installation?.scriptId
  if (!installation || scriptId === undefined)
    throw new SetupError(
      `ยังไม่มีสคริปต์ใน ${folder} ให้สั่ง sujarit setup ก่อน / nothing was set up in this folder: run setup first`,
    )
  const login = await logIn({ google, file: auth, env })
  return deployScript(login, { scriptId, worker: installation.worker })
}

function deployedText({ scriptId, outcome, build }: Awaited<ReturnType<typeof deployScript>>): string {
  const words = {
    updated: "ส่งสคริปต์รุ่นใหม่แล้ว และอ่านกลับมาตรงกันทุกไบต์ / pushed, and read back byte for byte",
    unchanged: "สคริปต์ที่ Google ตรงกับรุ่นนี้อยู่แล้ว / Google held this build already",
  }
  return `${words[outcome]} (${build})\nhttps://script.google.com/home/projects/${scriptId}`
}

type Options = {
  readonly folder: string
  readonly json: boolean
  readonly auth: string | undefined
  readonly google: string | undefined
}

function parseOptions(args: string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        script: { type: "boolean", default: false },
        data: { type: "string", default: DEFAULT_DATA },
        json: { type: "boolean", default: false },
        auth: { type: "string" },
        google: { type: "string" },
      },
    })
    const { json, auth, google } = values
    if (!values.script) return { fault: "บอกว่าจะส่งอะไร: --script / say what to deploy: --script" }
    return { folder: resolve(values.data), json, auth, google }
  } catch (error) {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}
