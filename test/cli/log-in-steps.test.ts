/** What a person does at Google, in order: told where it is needed, the same in the guide. */
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { readCredentials } from "../../cli/office/google-login.ts"
import { LOG_IN_STEPS, logInStepsText, projectNumberOf } from "../../cli/office/log-in-steps.ts"
import { manifestFor } from "../../cli/script/office-script.ts"
import { stepsFor, stepsText } from "../../cli/setup/report.ts"

const guide = readFileSync(new URL("../../docs/guides/operator.md", import.meta.url), "utf8")

test("without a log-in the steps are told in order, the consent screen before the client, the log-in last", async () => {
  const missing = readCredentials({ file: "/nowhere.json", env: {} })
  await expect(missing).rejects.toThrow(logInStepsText())
  const places = ["projectcreate", "auth/branding", "auth/audience", "auth/clients", "clasp login"]
  const at = places.map(place => logInStepsText().indexOf(place))
  expect(at.every(each => each > 0)).toBe(true)
  expect(at).toEqual([...at].sort((a, b) => a - b))
})

test.each(LOG_IN_STEPS.map(step => [step.thai, step] as const))(
  "the guide has it word for word: %s",
  (_, step) => {
    expect(guide).toContain(step.thai)
    expect(guide).toContain(step.sees)
  },
)

const installation = {
  ...{ office: "o", name: "", worker: "https://r.example", owner: "a@b.example", keyId: "k", years: [] },
  scriptId: "s",
}

test("the project to link is told by its number, which begins the client's id, before CONFIG and install", () => {
  expect(projectNumberOf("123456789012-abc.apps.googleusercontent.com")).toBe("123456789012")
  // What clasp brings along is not the office's to switch anything on in.
  expect(
    projectNumberOf("1072944905499-vm2v2i5dvn0a0d2o4ca36i1vge8cvbn0.apps.googleusercontent.com"),
  ).toBeUndefined()
  const steps = stepsFor({ installation, config: "{}", jwksFile: undefined, projectNumber: "123456789012" })
  expect(stepsText(steps)).toMatch(/ใส่หมายเลข 123456789012 [\s\S]*CONFIG[\s\S]*เลือกฟังก์ชัน install/)
  expect(steps.every(({ sees }) => sees !== "")).toBe(true)
})

test("mail is asked for only where the office's account sends it", async () => {
  const worker = "https://r.example"
  const [plain, google] = [await manifestFor({ worker }), await manifestFor({ worker, mail: "google" })]
  expect(plain).not.toMatch(/gmail|send_mail/i)
  expect(google).toMatch(/gmail\.send[\s\S]*script\.send_mail/)
  expect(
    stepsText(stepsFor({ installation, config: "", jwksFile: undefined, projectNumber: "1" })),
  ).not.toContain("Gmail")
  const sending = { ...installation, mail: "google" as const }
  expect(
    stepsText(stepsFor({ installation: sending, config: "", jwksFile: undefined, projectNumber: "1" })),
  ).toContain("Gmail API")
})
