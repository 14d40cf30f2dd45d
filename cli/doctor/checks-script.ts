/** What can be wrong with the script, the key it signs with, and the Worker it speaks to. */
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { plainDate } from "../../shared/date/thai-date.ts"
import { KEY_NOTICE_DAYS } from "../../shared/due/alarm.ts"
import { sendsAs } from "../../shared/sheet/install-stamp.ts"
import { type Finding, mendsFor } from "./finding.ts"
import type { FoundState, FoundYear } from "./found-state.ts"

type Check = (state: FoundState) => readonly Finding[]

export function scriptFindings(state: FoundState): Finding[] {
  return CHECKS.flatMap(check => check(state))
}

const checkKey: Check = ({ keyId, folder }) =>
  keyId !== undefined
    ? []
    : [
        {
          ...{ code: "keyMissing", severity: "error", fiscalYear: undefined },
          thai: `ไม่มีกุญแจของสำนักงานใน ${folder}`,
          english: "The office's key is not in the data folder.",
          mend: `นำ keys.json กลับจากสำเนาไปไว้ที่ ${folder} / put keys.json back from its copy`,
        },
      ]

const checkScript: Check = state => {
  const { script, installation, years } = state
  const shared = { fiscalYear: undefined, severity: "error" } as const
  if (script.kind === "missing")
    return [
      {
        ...{ ...shared, code: "scriptMissing" },
        thai: "ไม่พบโครงการสคริปต์ หรืออยู่ในถังขยะ",
        english: "The script's project is gone or in the trash.",
        mend: `กู้คืนที่ / restore it at https://drive.google.com/drive/trash, ${mendsFor(state).setup(years.at(-1)?.fiscalYear ?? 0)}`,
      },
    ]
  const owner: Finding[] =
    script.owner === installation.owner
      ? []
      : [
          {
            ...{ ...shared, code: "scriptOwner" },
            thai: `สคริปต์เป็นของ ${script.owner || "บัญชีที่ไม่ทราบ"} ไม่ใช่ ${installation.owner} ผู้นั้นเห็นกุญแจของสำนักงาน`,
            english: `The script belongs to ${script.owner || "an unknown account"}, who can see the office's key.`,
            mend: `โอนความเป็นเจ้าของให้ ${installation.owner} / transfer its ownership`,
          },
        ]
  const stale: Finding[] =
    script.differing.length === 0
      ? []
      : [
          {
            ...{ ...shared, code: "scriptStale" },
            thai: `สคริปต์ที่ Google ไม่ตรงกับรุ่นนี้: ${script.differing.join(", ")}`,
            english: `The script at Google is not this build: ${script.differing.join(", ")}.`,
            mend: mendsFor(state).deploy,
          },
        ]
  return [...owner, ...stale]
}

const checkWorker: Check = ({ worker, installation, keyId, folder }) => {
  const shared = { fiscalYear: undefined, severity: "error" } as const
  if (worker.kind === "unreachable")
    return [
      {
        ...{ ...shared, code: "workerUnreachable" },
        thai: `ติดต่อ ${installation.worker} ไม่ได้: ${worker.detail}`,
        english: `The Worker does not answer: ${worker.detail}.`,
        mend: `เปิด ${installation.worker}/healthz ดู และตรวจการ deploy ของ Worker / look there, and at the Worker's deployment`,
      },
    ]
  if (keyId === undefined || worker.keyIds.includes(keyId)) return []
  return [
    {
      ...{ ...shared, code: "keyUnknown" },
      thai: `Worker ไม่รู้จักกุญแจ ${keyId} จึงไม่รับข้อมูล`,
      english: `The Worker does not know the key ${keyId} and refuses every push.`,
      mend: `ตั้ง PUSH_KEYS ของ Worker ตามไฟล์ ${folder}/jwks.json แล้ว deploy / set the Worker's PUSH_KEYS from that file and deploy it`,
    },
  ]
}

/** The same notice as the operator's mail gives; the command is good before the day and after it. */
const checkKeyLife: Check = ({ keyExpiresAt, now, ...state }) => {
  if (keyExpiresAt === undefined || now < keyExpiresAt - KEY_NOTICE_DAYS * 86_400_000) return []
  const day = plainDate(bangkokDate(keyExpiresAt))
  const shared = { fiscalYear: undefined, mend: mendsFor(state).newKey }
  return now >= keyExpiresAt
    ? [
        {
          ...{ ...shared, code: "keyExpired", severity: "error" },
          thai: `กุญแจลงนามหมดอายุแล้วตั้งแต่ ${day} Worker จึงไม่รับข้อมูลใหม่`,
          english: "The key has expired: the Worker refuses every push signed with it.",
        },
      ]
    : [
        {
          ...{ ...shared, code: "keyExpiring", severity: "warn" },
          thai: `กุญแจลงนามจะหมดอายุ ${day} หลังจากนั้น Worker จะไม่รับข้อมูลใหม่`,
          english: "The key is about to expire.",
        },
      ]
}

/** Each year has its own note of who installed; a year without any was never installed for. */
const checkInstalls: Check = state => state.years.flatMap(year => installFindings(state, year))

function installFindings(state: FoundState, { fiscalYear, sheet }: FoundYear): Finding[] {
  if (sheet === "gone") return []
  const { installation, keyId } = state
  const mends = mendsFor(state)
  const shared = { fiscalYear, severity: "error" } as const
  const own = sheet.stamps.find(({ by }) => by.toLowerCase() === installation.owner)
  const others = sheet.stamps.filter(stamp => stamp !== own)
  const doubled = others.map(
    ({ by }): Finding => ({
      ...{ ...shared, code: own ? "installedTwice" : "installedByOther" },
      thai: own
        ? `ปี ${fiscalYear} มีทริกเกอร์สองชุด ของ ${installation.owner} และ ${by} ทุกการแก้ไขถูกตรวจซ้ำ`
        : `ปี ${fiscalYear} ทริกเกอร์เป็นของ ${by} ไม่ใช่ ${installation.owner}`,
      english: own ? `Triggers are doubled: ${by} has installed too.` : `The triggers belong to ${by}.`,
      mend: own ? mends.uninstall(by) : `${mends.uninstall(by)}; ${mends.install}`,
    }),
  )
  if (!own && others.length > 0) return doubled
  if (!own)
    return [
      {
        ...{ ...shared, code: "notInstalled" },
        thai: `ยังไม่มีใครเรียก install ให้ตารางปี ${fiscalYear} จึงไม่มีทริกเกอร์`,
        english: "Nobody has run install for this year: there are no triggers.",
        mend: mends.paste(fiscalYear),
      },
    ]
  const oldKey: Finding = {
    ...{ ...shared, code: "keyOld" },
    thai: `สคริปต์ลงนามด้วยกุญแจ ${own.kid} ไม่ใช่กุญแจของสำนักงาน ${keyId}`,
    english: `The script signs with the key ${own.kid}, not with ${keyId}.`,
    mend: mends.paste(fiscalYear),
  }
  const oldConfig: Finding = {
    ...{ ...shared, code: "configOld" },
    thai: `ค่า CONFIG ในสคริปต์เป็นของเก่า (${own.audience}, ปี ${own.years.join(", ")})`,
    english: "The script's CONFIG is an old one.",
    mend: mends.paste(fiscalYear),
  }
  const years = installation.years.map(year => year.fiscalYear)
  const isOld =
    own.audience !== installation.worker ||
    years.some(year => !own.years.includes(year)) ||
    !sendsAs(own, installation.mail)
  return [
    ...doubled,
    ...(keyId !== undefined && own.kid !== keyId ? [oldKey] : []),
    ...(isOld ? [oldConfig] : []),
  ]
}

/** Silence has many causes; after all others are mended, making the triggers anew is what is left. */
const checkHeard: Check = state => {
  const { worker, years } = state
  if (worker.kind === "unreachable") return []
  return years.flatMap(({ fiscalYear }): Finding[] => {
    const heard = worker.years.find(year => year.fiscalYear === fiscalYear)
    const shared = { fiscalYear, severity: "error", mend: mendsFor(state).install } as const
    if (!heard)
      return [
        {
          ...{ ...shared, code: "neverHeard" },
          thai: `Worker ยังไม่เคยได้รับข้อมูลจากสคริปต์ของปี ${fiscalYear} ดูเหตุในแท็บ “สถานะ”`,
          english: "The Worker has never heard this year's script; the status tab says why.",
        },
      ]
    if (!heard.stale) return []
    return [
      {
        ...{ ...shared, code: "silent" },
        thai: `สคริปต์ของปี ${fiscalYear} เงียบมาตั้งแต่ ${heard.seenAt} ทริกเกอร์อาจหายไป ดูเหตุในแท็บ “สถานะ”`,
        english: `The script has been silent since ${heard.seenAt}: its triggers may be gone; the status tab may say why.`,
      },
    ]
  })
}

const CHECKS = [checkKey, checkKeyLife, checkWorker, checkScript, checkInstalls, checkHeard]
