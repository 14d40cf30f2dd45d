import { readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { saveDeployment } from "../../../cli/cloudflare/deployment.ts"
import { deployCommand, doctorCommand } from "../../../cli/commands-office.ts"
import { FINDING_CODES, type Finding, type FindingCode } from "../../../cli/doctor/finding.ts"
import { readInstallation } from "../../../cli/office/installation.ts"
import { SETTLE_ITEM } from "../../../shared/scan/settle.ts"
import { trash, typeAt } from "../../local/google/people.ts"
import { fakeWrangler } from "../deploy/fake-wrangler.ts"
import { NOON, OWNER } from "../provision/office.ts"
import { ran } from "../ran.ts"
import { HEARD, hostOf, openOperator, openSetUp } from "./office.ts"

/** An office set up, its script installed, its Worker at work: nothing is wrong with it. */
async function openInstalled() {
  const operator = await openSetUp("--json", "--name", "สำนักงานเขต")
  const { google, worker, folder, deps, shown } = operator
  const { installation, steps } = JSON.parse(shown)
  const project = google.model.project(installation.scriptId)
  const paste = (value: string) => {
    project.properties = { CONFIG: value }
  }
  paste(steps.find((step: { value?: string }) => step.value)?.value)
  const hear = (stale = false) => {
    worker.years = [{ ...HEARD, stale }]
  }
  const hostAs = (owner: string, at = NOON) => {
    const host = hostOf(google, { scriptId: project.scriptId, owner, at, onPush: () => hear() })
    onTestFinished(() => host.close())
    return host
  }
  await hostAs(OWNER).run("install")
  worker.keyIds = [installation.keyId]
  const doctor = async (
    ...more: string[]
  ): Promise<{ exitCode: number; findings: readonly Finding[]; testedMail?: string }> => {
    const args = ["--data", folder, "--google", operator.rootUrl, "--json", ...more]
    const { code, out, err } = await ran(doctorCommand, args, { ...deps, wrangler })
    if (code === 2) throw new Error(err)
    return { exitCode: code, ...JSON.parse(out) }
  }
  const { wrangler } = fakeWrangler(ACCOUNT)
  const { spreadsheetId } = installation.years[0]
  const batch = (...requests: object[]) =>
    operator.clients.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } })
  const sheet = () => google.model.spreadsheet(spreadsheetId)
  const tab = (title: string) => {
    const found = sheet().sheets.find(each => each.title === title)
    if (!found) throw new Error(`no tab ${title}`)
    return found
  }
  const type = async (range: string, value: string) => typeAt(google, spreadsheetId, range, [[value]])
  return { ...operator, project, spreadsheetId, paste, hear, hostAs, doctor, batch, sheet, tab, type }
}

/** Its one domain is another's than the sender's. */
const ACCOUNT = {
  ...{ loggedIn: true, accounts: [], databases: [], migrated: [], secrets: {} },
  addresses: [
    { email: "it@example.go.th", verified: true },
    { email: "late@example.go.th", verified: false },
  ],
}

type Installed = Awaited<ReturnType<typeof openInstalled>>

/** Does what the line says: runs the command, or the function as the account it names. */
async function carryOut(mend: string, office: Installed): Promise<void> {
  const local = ["--google", office.rootUrl]
  const [, command, args = ""] = /^npx sujarit (setup|deploy) (.*)$/.exec(mend) ?? []
  if (command === "setup") {
    const { stdout } = await office.run([...args.split(" "), "--json"])
    if (!args.includes("--steps")) return
    const { steps } = JSON.parse(stdout)
    office.paste(steps.find((step: { value?: string }) => step.value).value)
    await office.hostAs(OWNER).run("install")
  } else if (command === "deploy") {
    expect((await ran(deployCommand, [...args.split(" "), ...local])).code).toBe(0)
  } else {
    const deeds = [...mend.matchAll(/เรียก (install|uninstall) ด้วยบัญชี (\S+)/g)]
    expect(deeds).not.toEqual([])
    for (const [, name = "", account = ""] of deeds) await office.hostAs(account).run(name)
  }
}

test("a whole installation has nothing wrong, and looking changes nothing", async () => {
  const office = await openInstalled()
  const { google, doctor } = office
  google.calls.clear()
  expect(await doctor()).toEqual({ exitCode: 0, findings: [] })
  expect([...google.calls.keys()].filter(name => /create|update|delete/i.test(name))).toEqual([])
})

/** Types a setting, wherever its row stands. */
function typeSetting({ tab, type }: Installed, key: string, text: string): unknown {
  const at = tab("ตั้งค่า").rows.findIndex(row =>
    row.some(cell => Object.values(cell?.value ?? {}).includes(key)),
  )
  return type(`'ตั้งค่า'!C${at + 1}`, text)
}

const nameOffice = (office: Installed, name: string) => typeSetting(office, "office", name)
const nameOperator = (office: Installed, text: string) => typeSetting(office, "operatorMail", text)

/** How each thing is broken, and how a person mends it where no line does. */
const BREAKS: readonly {
  readonly code: FindingCode
  readonly exitCode?: 0
  /** Looked for by this alone. */
  readonly asks?: "--test-mail"
  /** What comes with it, told before it. */
  readonly with?: FindingCode
  break(office: Installed): unknown
  mend?(office: Installed): unknown
}[] = [
  {
    code: "timeZone",
    break: ({ sheet }) => {
      sheet().timeZone = "America/New_York"
    },
  },
  {
    code: "tabsMissing",
    break: ({ batch, tab }) => batch({ deleteSheet: { sheetId: tab("งานที่ต้องรายงาน").sheetId } }),
  },
  {
    code: "settingsEmptied",
    break: ({ batch, tab }) =>
      batch({
        deleteDimension: {
          range: { sheetId: tab("ตั้งค่า").sheetId, dimension: "ROWS", startIndex: 1, endIndex: 10 },
        },
      }),
  },
  {
    code: "settingBlank",
    break: office => nameOffice(office, ""),
    mend: office => nameOffice(office, "สำนักงานเขต"),
  },
  {
    code: "accountsUnreadable",
    break: ({ type }) => type("'หน่วยงาน'!E3", "ไม่ใช่อีเมล"),
    mend: ({ type }) => type("'หน่วยงาน'!E3", ""),
  },
  {
    code: "protectionsMissing",
    break: ({ tab }) => {
      tab("มาตรการ").protectedRanges = []
    },
  },
  {
    code: "accountNotTaken",
    break: async ({ type, run, google }) => {
      google.model.habits.takeEditor = address => (address.startsWith("nobody@") ? undefined : address)
      await type("'หน่วยงาน'!E3", "nobody@example.go.th, somebody@example.go.th")
      await run([])
    },
    mend: async ({ type, run }) => {
      await type("'หน่วยงาน'!E3", "somebody@example.go.th")
      await run([])
    },
  },
  {
    code: "notShared",
    break: async ({ type, run, google, spreadsheetId }) => {
      await type("'หน่วยงาน'!E3", "registry@example.go.th")
      await run([])
      const file = google.model.state.files.get(spreadsheetId)
      if (file) file.permissions = file.permissions.filter(({ role }) => role === "owner")
    },
  },
  {
    code: "layoutChanged",
    exitCode: 0,
    break: ({ type }) => type("'มาตรการ'!D1", "หัวใหม่"),
  },
  {
    code: "scriptStale",
    break: ({ project }) => {
      project.files = project.files.map(file =>
        file.type === "JSON" ? file : { ...file, source: `${file.source}\n// changed by hand` },
      )
    },
  },
  {
    code: "keyUnknown",
    break: ({ worker }) => {
      worker.keyIds = ["another"]
    },
    mend: async ({ worker, folder }) => {
      const { keys } = JSON.parse(await readFile(join(folder, "jwks.json"), "utf8"))
      worker.keyIds = keys.map((key: { kid: string }) => key.kid)
    },
  },
  {
    code: "keyExpiring",
    exitCode: 0,
    break: ({ worker }) => {
      worker.exp = NOON / 1000 + 30 * 86_400
    },
    mend: ({ worker }) => {
      worker.exp = NOON / 1000 + 30 * 86_400 + 1
    },
  },
  {
    code: "keyExpired",
    break: ({ worker }) => {
      worker.exp = NOON / 1000
    },
    mend: ({ worker }) => {
      worker.exp = null
    },
  },
  {
    code: "keyLost",
    exitCode: 0,
    break: ({ worker }) => {
      worker.keys = [{ of: "office", key: "old", until: null, lostSince: "2026-11-01T00:00:00.000Z" }]
    },
    mend: ({ worker }) => {
      worker.keys = []
    },
  },
  {
    code: "keyOld",
    break: async ({ project, paste, hostAs }) => {
      const current = project.properties.CONFIG ?? ""
      paste(JSON.stringify({ ...JSON.parse(current), kid: "old" }))
      await hostAs(OWNER).run("install")
    },
  },
  {
    code: "configOld",
    break: async ({ project, paste, hostAs }) => {
      const elsewhere = { audience: "https://old.example", pushUrl: "https://old.example/api/v1/pushes" }
      paste(JSON.stringify({ ...JSON.parse(project.properties.CONFIG ?? ""), ...elsewhere }))
      await hostAs(OWNER).run("install")
    },
  },
  {
    code: "notInstalled",
    break: ({ hostAs }) => hostAs(OWNER).run("uninstall"),
  },
  {
    code: "installedTwice",
    // Whoever runs the script takes the protections for itself.
    with: "protectionsMissing",
    break: ({ hostAs }) => hostAs("second@example.go.th").run("install"),
  },
  {
    code: "installedByOther",
    with: "protectionsMissing",
    break: async ({ hostAs }) => {
      await hostAs(OWNER).run("uninstall")
      await hostAs("second@example.go.th").run("install")
    },
  },
  {
    code: "silent",
    break: ({ project, hear }) => {
      project.triggers = []
      hear(true)
    },
  },
  {
    code: "neverHeard",
    break: ({ worker }) => {
      worker.years = []
    },
  },
  {
    code: "recordStrayed",
    break: ({ type }) => type("'สถานะ'!A3", SETTLE_ITEM),
    mend: ({ type }) => type("'สถานะ'!A3", ""),
  },
  {
    code: "workerUnreachable",
    break: ({ worker }) => {
      worker.isAway = true
    },
    mend: ({ worker }) => {
      worker.isAway = false
    },
  },
  {
    code: "workerChallenged",
    break: ({ worker }) => {
      worker.isChallenged = true
    },
    mend: ({ worker }) => {
      worker.isChallenged = false
    },
  },
  {
    code: "sheetGone",
    break: ({ google, spreadsheetId }) => trash(google, spreadsheetId, true),
    mend: ({ google, spreadsheetId }) => trash(google, spreadsheetId, false),
  },
  {
    code: "scriptMissing",
    break: ({ google, project }) => trash(google, project.scriptId, true),
    mend: ({ google, project }) => trash(google, project.scriptId, false),
  },
  {
    code: "sheetOwner",
    break: office => giveAway(office, office.spreadsheetId, "other@example.go.th"),
    mend: office => giveAway(office, office.spreadsheetId, OWNER),
  },
  {
    code: "scriptOwner",
    break: office => giveAway(office, office.project.scriptId, "other@example.go.th"),
    mend: office => giveAway(office, office.project.scriptId, OWNER),
  },
  {
    code: "addressMalformed",
    break: office => nameOperator(office, "it@example.go.th, สมชาย"),
    mend: office => nameOperator(office, ""),
  },
  {
    code: "addressUnverified",
    break: async office => {
      const mail = { mailFrom: "plan@elsewhere.example", mailTransport: "send_email" } as const
      await saveDeployment(office.folder, { office: "phasicharoen", name: "phasicharoen", ...mail })
      await nameOperator(office, "IT@example.go.th, late@example.go.th")
      const since = "2023-05-20T01:00:00.000Z"
      office.worker.unreached = [{ address: "late@example.go.th", code: "E_RECIPIENT_NOT_ALLOWED", since }]
      const [finding] = (await office.doctor()).findings
      expect(finding?.english).toContain("Not yet: late@example.go.th.")
      expect(finding?.mend).toContain("email routing addresses create")
    },
    mend: async office => {
      office.worker.unreached = []
      await nameOperator(office, "")
      await rm(join(office.folder, "deployment.json"))
    },
  },
  {
    code: "addressUnreachable",
    break: async office => {
      await nameOperator(office, "it@example.go.th")
      const since = "2023-05-20T01:00:00.000Z"
      office.worker.unreached = [{ address: "it@example.go.th", code: "E_RECIPIENT_SUPPRESSED", since }]
    },
    mend: async office => {
      office.worker.unreached = []
      await nameOperator(office, "")
    },
  },
  {
    code: "operatorMissing",
    asks: "--test-mail",
    break: () => {},
    mend: office => nameOperator(office, "it@example.go.th"),
  },
  {
    code: "testMailNotTaken",
    asks: "--test-mail",
    break: ({ worker }) => {
      worker.testMail = { outcome: "failed", code: "E_SENDER_NOT_VERIFIED" }
    },
    mend: ({ worker }) => {
      worker.testMail = { outcome: "accepted", code: null }
    },
  },
  {
    code: "testMailWaiting",
    asks: "--test-mail",
    exitCode: 0,
    break: ({ worker }) => {
      worker.testMail = { outcome: "waiting", code: null, id: "test-1" }
    },
    mend: ({ worker }) => {
      worker.testMail = { outcome: "accepted", code: null }
    },
  },
  {
    code: "installAgain",
    break: async ({ project, run }) => {
      const manifest = project.files.find(({ name }) => name === "appsscript")
      const source = (manifest?.source ?? "").replace(/,\s*"[^"]*userinfo\.email"/, "")
      project.files = project.files.map(file => (file === manifest ? { ...file, source } : file))
      const { stdout } = await run([], { now: () => NOON + 1 })
      expect(stdout).toContain("รุ่นนี้ขอสิทธิ์เพิ่ม")
    },
    mend: ({ hostAs }) => hostAs(OWNER, NOON + 2).run("install"),
  },
  {
    code: "keyMissing",
    break: async ({ folder }) => {
      const file = join(folder, "keys.json")
      await writeFile(join(folder, "copy.json"), await readFile(file))
      await rm(file)
    },
    mend: async ({ folder }) =>
      writeFile(join(folder, "keys.json"), await readFile(join(folder, "copy.json"))),
  },
]

function giveAway({ google }: Installed, fileId: string, emailAddress: string): void {
  const file = google.model.state.files.get(fileId)
  const others = file?.permissions.filter(({ role }) => role !== "owner") ?? []
  if (file) file.permissions = [{ id: "owner", type: "user", role: "owner", emailAddress }, ...others]
}

test("everything that can be found is broken here once", () => {
  expect(BREAKS.map(({ code }) => code).sort()).toEqual([...FINDING_CODES].sort())
})

test("each is found, by itself, and is gone once its line was carried out", {
  timeout: 300_000,
}, async () => {
  const office = await openInstalled()
  for (const each of BREAKS) {
    await each.break(office)
    const { exitCode, findings } = await office.doctor(...(each.asks ? [each.asks] : []))
    expect(findings.map(({ code }) => code)).toEqual(each.with ? [each.with, each.code] : [each.code])
    expect([each.code, exitCode]).toEqual([each.code, each.exitCode ?? 1])
    if (each.mend) await each.mend(office)
    else for (const { mend } of [...findings].reverse()) await carryOut(mend, office)
  }
  // Of each before the last, that it is gone was seen where the next was found by itself.
  expect(await office.doctor()).toEqual({ exitCode: 0, findings: [] })
})

test("an address that mail does not reach is told with where it stands and what to do; one that left the sheet, as past", async () => {
  const office = await openInstalled()
  await nameOperator(office, "IT@example.go.th")
  const since = "2023-05-20T01:00:00.000Z"
  office.worker.unreached = [
    { address: "it@example.go.th", code: "E_RECIPIENT_SUPPRESSED", since },
    { address: "gone@example.go.th", code: "SMTP_550", since },
  ]
  const { exitCode, findings } = await office.doctor()
  expect(exitCode).toBe(1)
  expect(findings).toMatchObject([
    {
      ...{ code: "addressUnreachable", severity: "error", fiscalYear: 2566 },
      thai: "ส่งอีเมลถึง it@example.go.th ไม่ได้ตั้งแต่ 20 พฤษภาคม 2566 (E_RECIPIENT_SUPPRESSED) อยู่ในแท็บ “ตั้งค่า” แถว “อีเมลผู้ดูแลระบบ” ปี 2566",
      mend: expect.stringMatching(/^ตรวจตัวสะกด .*docs\.google\.com/),
    },
    {
      ...{ code: "addressUnreachable", severity: "warn" },
      thai: expect.stringContaining("ไม่อยู่ในตารางแล้ว"),
    },
  ])
})

test("a test mail goes to the operator whom the sheet names, and only when it is asked for", async () => {
  const office = await openInstalled()
  await nameOperator(office, "it@example.go.th")
  expect(await office.doctor("--test-mail")).toEqual({
    ...{ exitCode: 0, findings: [], testedMail: "it@example.go.th" },
  })
  expect(await office.doctor()).toEqual({ exitCode: 0, findings: [] })
})

test("a script that does not send though the office chose it has an old CONFIG", async () => {
  const office = await openInstalled()
  await office.run(["--mail", "google"])
  const { findings } = await office.doctor()
  expect(findings.map(({ code }) => code)).toEqual(["configOld"])
  for (const { mend } of findings) await carryOut(mend, office)
  expect(await office.doctor()).toEqual({ exitCode: 0, findings: [] })
})

test("a folder in which nothing was set up says what to do", async () => {
  const { folder, rootUrl, deps } = await openOperator()
  const { code, err } = await ran(doctorCommand, ["--data", folder, "--google", rootUrl], deps)
  expect([code, err]).toEqual([2, expect.stringContaining("sujarit setup ก่อน")])
  expect(await readInstallation(folder)).toBeUndefined()
})
