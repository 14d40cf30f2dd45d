import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { claspAuthFile, logIn, readCredentials } from "../../cli/office/google-login.ts"

const USER = { client_id: "id", client_secret: "secret", refresh_token: "refresh" }
const ADC = { type: "authorized_user", ...USER }
const CLASP = { tokens: { default: { ...ADC, access_token: "a", expiry_date: 1 } } }

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-login-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const write = async (name: string, content: unknown) => {
    const file = join(folder, name)
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content))
    return file
  }
  return { folder, write }
}

test("--auth comes before the environment's file, and that before clasp's own", async () => {
  const { folder, write } = await openFolder()
  const as = (client_id: string) => ({ ...ADC, client_id })
  await write(".clasprc.json", { tokens: { default: as("clasp") } })
  const env = { GOOGLE_APPLICATION_CREDENTIALS: await write("adc.json", as("env")) }
  const file = await write("auth.json", as("named"))
  const idOf = async (source: object) =>
    (await readCredentials({ file: undefined, env: {}, home: folder, ...source })).client_id
  expect(await idOf({ file, env })).toBe("named")
  expect(await idOf({ env })).toBe("env")
  expect(await idOf({})).toBe("clasp")
})

test.each([
  ["clasp's file", CLASP],
  ["an authorized user", ADC],
])("%s is read, and clasp reads what is written from it", async (_, content) => {
  const { write } = await openFolder()
  const file = await write("auth.json", content)
  const credentials = await readCredentials({ file, env: {} })
  expect(credentials).toMatchObject(USER)
  const again = await write("again.json", claspAuthFile(credentials))
  expect(await readCredentials({ file: again, env: {} })).toEqual(credentials)
})

test.each([
  ["a service account", { type: "service_account", client_email: "x", private_key: "SECRET" }, /บัญชีบริการ/],
  ["a log-in that cannot refresh itself", { ...ADC, refresh_token: "" }, /clasp login/],
  ["no JSON", "SECRET", /clasp login/],
])("%s is refused with what to do, and never quoted", async (_, content, message) => {
  const { write } = await openFolder()
  const file = await write("auth.json", content)
  const refusal = await readCredentials({ file, env: {} }).catch((error: Error) => error)
  expect(String(refusal)).toMatch(message)
  expect(String(refusal)).not.toContain("SECRET")
})

test("without any log-in the command to log in is told", async () => {
  const { folder } = await openFolder()
  await expect(readCredentials({ file: undefined, env: {}, home: folder })).rejects.toThrow(
    /npx clasp login --creds/,
  )
})

test.each([
  "https://sheets.googleapis.com",
  "http://192.168.1.5:9100",
  "http://127.0.0.1.example.com",
  "nowhere",
])("a stand-in for Google at %s is refused", async google => {
  await expect(logIn({ google, file: undefined, env: {} })).rejects.toThrow(/--google/)
})
