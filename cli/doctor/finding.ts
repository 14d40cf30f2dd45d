/** What `doctor` can find wrong with a real installation. Codes are stable: scripts and the guide name them. */

export const FINDING_CODES = [
  "sheetGone",
  "sheetOwner",
  "timeZone",
  "tabsMissing",
  "settingsEmptied",
  "settingBlank",
  "accountsUnreadable",
  "protectionsMissing",
  "notShared",
  "layoutChanged",
  "keyMissing",
  "keyUnknown",
  "keyOld",
  "keyExpiring",
  "keyExpired",
  "scriptMissing",
  "scriptOwner",
  "scriptStale",
  "notInstalled",
  "installedTwice",
  "installedByOther",
  "configOld",
  "workerUnreachable",
  "neverHeard",
  "silent",
  "addressMalformed",
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
