/** The office's side: the sheet and script, what only a person can do, the test mail, the doctor. */
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { parseInstallNote, sendsAs } from "../../shared/sheet/install-note.ts"
import { changeDeployment, deploymentOf } from "../cloudflare/deployment.ts"
import { CommandError } from "../command/fault.ts"
import { SCRIPT_SENDS, sendTestMail } from "../office/ask-signed.ts"
import { askWorker, heardYear, waitForScript } from "../office/ask-worker.ts"
import type { GoogleClients } from "../office/google-login.ts"
import { type Installation, readInstallation } from "../office/installation.ts"
import { keyExpiry, openKeys } from "../office/keys.ts"
import { projectNumberOf } from "../office/log-in-steps.ts"
import { readInstallNotes } from "../provision/found.ts"
import { stepsFor, stepsText } from "../setup/report.ts"
import { configOf, setUp } from "../setup/set-up.ts"
import type { DeployContext, DeployStep, StepResult } from "./deploy-step.ts"

export const OFFICE_STEPS: readonly DeployStep[] = [
  {
    key: "sheet",
    title: "ตารางและสคริปต์ / the sheet and the script",
    commands: ({ office }) => [`sujarit setup --office ${office}`, "clasp push --force"],
    run: makeSheet,
  },
  {
    key: "person",
    title: "ขั้นที่ต้องทำด้วยมือ / the steps of a person",
    commands: () => [
      "ผูกโครงการ Cloud วางค่า CONFIG แล้วเรียก install / link the Cloud project, paste CONFIG, run install",
    ],
    run: waitForPerson,
  },
  {
    key: "mail",
    title: "อีเมลทดสอบ / the test mail",
    commands: () => ["POST /api/v1/mail-tests"],
    run: testMail,
  },
  {
    key: "doctor",
    title: "ตรวจระบบ / doctor",
    commands: () => ["sujarit doctor"],
    run: async ({ doctor }) =>
      (await doctor()) === 0
        ? { outcome: "done", detail: "ไม่พบสิ่งผิดปกติ / nothing is wrong" }
        : {
            outcome: "waiting",
            detail: "แก้ตามที่ doctor บอก แล้วสั่งอีกครั้ง / mend what it names, then run this again",
          },
  },
]

async function makeSheet({
  folder,
  origin,
  officeName,
  year,
  login,
  clasp,
  now,
  log,
  note,
}: DeployContext): Promise<StepResult> {
  const { office, mailTransport } = await deploymentOf(folder)
  const done = await setUp(
    { ...year, folder, office, worker: origin, name: officeName, mail: mailTransport },
    { login: await login(), clasp, now: now(), today: bangkokDate(now()), log },
  )
  if (done.plan?.outcome === "notEmpty")
    note("แผนไม่ได้ถูกนำเข้า เพราะตารางมีข้อมูลแล้ว / the plan was not written: the sheet is not empty")
  const isNew = done.sheet.outcome !== "unchanged" || done.script.outcome === "updated"
  return { outcome: isNew ? "done" : "already", detail: done.sheet.url }
}

async function waitForPerson(context: DeployContext): Promise<StepResult> {
  const { folder, origin, login, fetch, now, pollMs, timeoutMs, signal, show, note } = context
  const installation = await readInstallation(folder)
  const fiscalYear = installation?.years.at(-1)?.fiscalYear
  if (installation?.scriptId === undefined || fiscalYear === undefined)
    throw new CommandError("ยังไม่มีตารางหรือสคริปต์ ให้สั่ง deploy ใหม่ตั้งแต่ขั้น sheet / there is no sheet or script yet")
  const before = heardYear(await askWorker(origin, fetch), fiscalYear)
  const { clients, credentials } = await login()
  const isInstalled = await installedWith(clients, installation)
  if (isInstalled && before && !before.stale) return { outcome: "already", detail: before.seenAt }
  const config = configOf(await openKeys(folder, keyExpiry(bangkokDate(now()))), installation)
  const { scriptId } = installation
  const projectNumber = projectNumberOf(credentials.client_id)
  const steps = stepsFor({
    installation: { ...installation, scriptId },
    config,
    projectNumber,
    jwksFile: undefined,
  })
  show(stepsText(steps))
  note(
    `รอข้อมูลแรกที่ลงนามมาถึง ${origin} กด Ctrl-C เพื่อเลิกรอ / waiting for the first signed push; Ctrl-C stops the waiting`,
  )
  const waited = await waitForScript({ worker: origin, fiscalYear, before, fetch, pollMs, timeoutMs, signal })
  return waited.kind === "heard"
    ? { outcome: "done", detail: waited.year.seenAt }
    : {
        outcome: "waiting",
        detail: "ทำตามขั้นข้างบนแล้วสั่ง deploy อีกครั้ง / do the steps above and run deploy again",
      }
}

/** A script that was heard may still hold the CONFIG before: what it was installed with stands on each sheet. */
async function installedWith(
  { sheets }: GoogleClients,
  { keyId, years, mail, asksMoreSince = 0 }: Installation,
): Promise<boolean> {
  for (const { spreadsheetId } of years) {
    const installNotes = await readInstallNotes(sheets, spreadsheetId)
    const notes = installNotes.flatMap(({ value }) => parseInstallNote(value) ?? [])
    if (!notes.some(note => note.kid === keyId && sendsAs(note, mail) && note.at >= asksMoreSince))
      return false
  }
  return true
}

async function testMail(context: DeployContext): Promise<StepResult> {
  const { folder, origin, testTo, fetch, now, pollMs, timeoutMs, signal, note } = context
  const { office, mailTransport, testedMail } = await deploymentOf(folder)
  if (testTo === undefined)
    // An office whose script sends could not be tested before: it is not stopped for that now.
    return testedMail === undefined && mailTransport !== "google"
      ? {
          outcome: "waiting",
          detail: "บอกผู้รับอีเมลทดสอบด้วย --test-mail ADDRESS / name a reader with --test-mail",
        }
      : { outcome: "already", detail: "" }
  if (testedMail === testTo) return { outcome: "already", detail: "" }
  const sent = await sendTestMail({
    keys: await openKeys(folder),
    office,
    origin,
    to: testTo,
    now,
    fetch,
    pollMs,
    timeoutMs,
    signal,
    onWait: () => note(SCRIPT_SENDS),
  })
  if (sent.outcome === "waiting")
    return {
      outcome: "waiting",
      detail: `สคริปต์ยังไม่ได้ส่งอีเมลทดสอบ${sent.code ? ` (${sent.code})` : ""} ดูแท็บ สถานะ แล้วสั่งอีกครั้ง / the script has not sent it yet: see the tab สถานะ, then run this again`,
    }
  if (sent.outcome !== "accepted")
    throw new CommandError(
      `ส่งอีเมลทดสอบไม่สำเร็จ (${sent.code}) ดูความหมายในคู่มือผู้ดูแล หัวข้อ “อีเมลไม่ออก” แก้แล้วสั่งอีกครั้ง / the test mail was not taken: see the operator's guide, then run it again`,
    )
  await changeDeployment(folder, { testedMail: testTo })
  return { outcome: "done", detail: "ตรวจในกล่องอีเมลของผู้รับ / look for it in the mailbox" }
}
