/** What `doctor` can find wrong with a real installation, and the lines that mend it. Codes are stable: scripts and the guide name them. */
import type { Installation } from "../office/installation.ts"

export const FINDING_CODES = [
  "sheetGone",
  "sheetOwner",
  "timeZone",
  "tabsMissing",
  "settingsEmptied",
  "settingBlank",
  "accountsUnreadable",
  "protectionsMissing",
  "accountNotTaken",
  "notShared",
  "layoutChanged",
  "keyMissing",
  "keyUnknown",
  "keyOld",
  "keyExpiring",
  "keyExpired",
  "keyLost",
  "scriptMissing",
  "scriptOwner",
  "scriptStale",
  "notInstalled",
  "installAgain",
  "installedTwice",
  "installedByOther",
  "configOld",
  "recordStrayed",
  "workerUnreachable",
  "workerChallenged",
  "neverHeard",
  "silent",
  "addressMalformed",
  "addressUnverified",
  "addressUnreachable",
  "operatorMissing",
  "testMailNotTaken",
  "testMailWaiting",
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

export type Finding = {
  readonly code: FindingCode
  /** `warn` works as it is; `error` does not, or will not for long. */
  readonly severity: "warn" | "error"
  /** Of a year's sheet; undefined for what all years share. */
  readonly fiscalYear: number | undefined
  readonly thai: string
  readonly english: string
  /** The line that mends it: a command, a function of the script, or what to do by hand. */
  readonly mend: string
}

type Told = Pick<Finding, "thai" | "english" | "mend">

/** What does not work, or will not for long. */
export function errorOf(code: FindingCode, fiscalYear: number | undefined, told: Told): Finding {
  return { code, severity: "error", fiscalYear, ...told }
}

/** What works as it is, and should be looked at. */
export function warningOf(code: FindingCode, fiscalYear: number | undefined, told: Told): Finding {
  return { code, severity: "warn", fiscalYear, ...told }
}

type MendedPlace = { readonly folder: string; readonly installation: Installation }

/** The lines that mend: commands as they are typed, and what a person does at Google. */
export function mendsFor({ folder, installation }: MendedPlace) {
  const data = `--data ${quoted(folder)}`
  const project = `https://script.google.com/home/projects/${installation.scriptId ?? ""}/edit`
  return {
    setup: (fiscalYear: number) => `npx sujarit setup ${data} --year ${fiscalYear}`,
    paste: (fiscalYear: number) => `npx sujarit setup ${data} --year ${fiscalYear} --steps`,
    backup: `npx sujarit backup ${data}`,
    newKey: `npx sujarit deploy ${data} --new-key`,
    deploy: `npx sujarit deploy --script ${data}`,
    install: `เรียก install ด้วยบัญชี ${installation.owner} ที่ ${project} / run install as that account`,
    uninstall: (account: string) =>
      `เรียก uninstall ด้วยบัญชี ${account} ที่ ${project} / run uninstall as that account`,
  }
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
