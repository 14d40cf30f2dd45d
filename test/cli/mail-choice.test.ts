/** Which way mail leaves is asked once, of a person, and never of a script. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { readDeployment, saveDeployment } from "../../cli/cloudflare/deployment.ts"
import { TRANSPORTS } from "../../cli/command/office-options.ts"
import { saveInstallation } from "../../cli/office/installation.ts"
import { chosenTransport, parseAnswer, tellDeployment } from "../../cli/office/mail-choice.ts"

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-mail-choice-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

const INSTALLATION = {
  ...{ office: "phasicharoen", name: "", worker: "https://record.example", owner: "a@office.example" },
  ...{ keyId: "k", years: [] },
}
const DEPLOYMENT = { office: "phasicharoen", name: "phasicharoen", mailFrom: "plan@office.example" }
const never = () => Promise.reject(new Error("asked"))

it.each<readonly [string, string | undefined]>([
  ...TRANSPORTS.map((each, at) => [String(at + 1), each] as const),
  ...TRANSPORTS.map(each => [` ${each} `, each] as const),
  ["", "send_email"],
  ["4", undefined],
  ["pigeon", undefined],
  ["0", undefined],
])("%j means %s", (typed, transport) => {
  expect(parseAnswer(typed)).toBe(transport)
})

it("is asked until it is answered, with every way and when it fits", async () => {
  const answers = ["pigeon", "9", "3"]
  const asked: string[] = []
  const ask = async (question: string) => {
    asked.push(question)
    return answers.shift() ?? ""
  }
  expect(await chosenTransport(await openFolder(), undefined, ask)).toBe("google")
  expect(asked).toHaveLength(3)
  for (const transport of TRANSPORTS) expect(asked[0]).toContain(transport)
  expect(asked[0]).toMatch(/ส่งอีเมลทางใด/)
})

it("is not asked of nobody, of who said it, nor where it is known", async () => {
  const folder = await openFolder()
  expect(await chosenTransport(folder, undefined, undefined)).toBeUndefined()
  expect(await chosenTransport(folder, "smtp", never)).toBe("smtp")
  await saveInstallation(folder, { ...INSTALLATION, mail: "google" })
  expect(await chosenTransport(folder, undefined, never)).toBe("google")
  await saveDeployment(folder, { ...DEPLOYMENT, mailTransport: "smtp" })
  expect(await chosenTransport(folder, undefined, never)).toBe("smtp")
})

it("reaches the Worker's side where there is one, and says whether that is to be deployed again", async () => {
  const folder = await openFolder()
  expect(await tellDeployment(folder, "google")).toBe(false)
  await saveDeployment(folder, { ...DEPLOYMENT, mailTransport: "send_email" })
  expect(await tellDeployment(folder, "google")).toBe(true)
  expect((await readDeployment(folder))?.mailTransport).toBe("google")
  expect(await tellDeployment(folder, "google")).toBe(false)
})
