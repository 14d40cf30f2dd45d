/** What can be wrong with the script, the key it signs with, and the Worker it speaks to. */
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { plainDate } from "../../shared/date/thai-date.ts"
import { KEY_NOTICE_DAYS } from "../../shared/due/alarm.ts"
import { type InstallNote, sendsAs } from "../../shared/sheet/install-note.ts"
import { errorOf, type Finding, mendsFor, warningOf } from "./finding.ts"
import type { FoundState, FoundYear } from "./found-state.ts"

type Check = (state: FoundState) => Finding | readonly Finding[] | undefined

export function scriptFindings(state: FoundState): Finding[] {
  return CHECKS.flatMap(check => check(state) ?? [])
}

const checkKey: Check = ({ keyId, folder }) =>
  keyId === undefined
    ? errorOf("keyMissing", undefined, {
        thai: `ไม่มีกุญแจของสำนักงานใน ${folder}`,
        english: "The office's key is not in the data folder.",
        mend: `นำ keys.json กลับจากสำเนาไปไว้ที่ ${folder} / put keys.json back from its copy`,
      })
    : undefined

/** The same notice as the operator's mail gives; the command is good before the day and after it. */
const checkKeyLife: Check = ({ keyExpiresAt, now, ...state }) => {
  if (keyExpiresAt === undefined || now < keyExpiresAt - KEY_NOTICE_DAYS * 86_400_000) return undefined
  const day = plainDate(bangkokDate(keyExpiresAt))
  const mend = mendsFor(state).newKey
  return now >= keyExpiresAt
    ? errorOf("keyExpired", undefined, {
        thai: `กุญแจลงนามหมดอายุแล้วตั้งแต่ ${day} Worker จึงไม่รับข้อมูลใหม่`,
        english: "The key has expired: the Worker refuses every push signed with it.",
        mend,
      })
    : warningOf("keyExpiring", undefined, {
        thai: `กุญแจลงนามจะหมดอายุ ${day} หลังจากนั้น Worker จะไม่รับข้อมูลใหม่`,
        english: "The key is about to expire.",
        mend,
      })
}

/** For as long as the record stands: what such a key signed is believed no more by anybody who verifies. */
const checkLostKeys: Check = ({ keys, installation }) =>
  keys.flatMap(({ key, lostSince }) => {
    if (lostSince === null) return []
    const day = plainDate(bangkokDate(Date.parse(lostSince)))
    return warningOf("keyLost", undefined, {
      thai: `กุญแจ ${key} แจ้งว่าอาจอยู่ในมือผู้อื่นตั้งแต่ ${day} รายการที่ลงนามด้วยกุญแจนี้ตั้งแต่นั้นไม่มีข้อพิสูจน์ว่าสำนักงานเป็นผู้ลงนาม`,
      english: `The key is reported lost since ${lostSince}: what it signed from then on is not proved to be the office's.`,
      mend: `npx sujarit verify ${installation.worker} บอกว่ารายการใด ให้เทียบแถวเหล่านั้นกับตาราง แถวที่ผิดแก้ในตารางแล้วส่งใหม่ / names the entries: hold those rows against the sheet, and mend there what is wrong`,
    })
  })

const checkWorker: Check = ({ worker, installation, keyId, folder }) => {
  if (worker.kind === "unreachable")
    return errorOf("workerUnreachable", undefined, {
      thai: `ติดต่อ ${installation.worker} ไม่ได้: ${worker.detail}`,
      english: `The Worker does not answer: ${worker.detail}.`,
      mend: `เปิด ${installation.worker}/healthz ดู และตรวจการ deploy ของ Worker / look there, and at the Worker's deployment`,
    })
  if (worker.kind === "challenged")
    return errorOf("workerChallenged", undefined, {
      thai: `Cloudflare กั้น ${installation.worker} ด้วยหน้าตรวจก่อนถึง Worker สคริปต์จึงส่งข้อมูลไม่ถึง (${worker.detail})`,
      english: `Cloudflare puts a challenge or a block before the Worker: the script cannot pass it (${worker.detail}).`,
      mend: "ในแดชบอร์ดของโดเมน: Security > Settings ปิด Bot Fight Mode และ Under Attack แล้วเพิ่มกฎ WAF ชนิด Skip สำหรับ /api/v1/* และ /healthz / in the domain's dashboard turn Bot Fight Mode and Under Attack off, and add a WAF rule that skips for these paths",
    })
  if (keyId === undefined || worker.keyIds.includes(keyId)) return undefined
  return errorOf("keyUnknown", undefined, {
    thai: `Worker ไม่รู้จักกุญแจ ${keyId} จึงไม่รับข้อมูล`,
    english: `The Worker does not know the key ${keyId} and refuses every push.`,
    mend: `ตั้ง PUSH_KEYS ของ Worker ตามไฟล์ ${folder}/jwks.json แล้ว deploy / set the Worker's PUSH_KEYS from that file and deploy it`,
  })
}

const checkScript: Check = state => {
  const { script, installation, years } = state
  const mends = mendsFor(state)
  if (script.kind === "missing")
    return errorOf("scriptMissing", undefined, {
      thai: "ไม่พบโครงการสคริปต์ หรืออยู่ในถังขยะ",
      english: "The script's project is gone or in the trash.",
      mend: `กู้คืนที่ / restore it at https://drive.google.com/drive/trash, ${mends.setup(years.at(-1)?.fiscalYear ?? 0)}`,
    })
  const owner = errorOf("scriptOwner", undefined, {
    thai: `สคริปต์เป็นของ ${script.owner || "บัญชีที่ไม่ทราบ"} ไม่ใช่ ${installation.owner} ผู้นั้นเห็นกุญแจของสำนักงาน`,
    english: `The script belongs to ${script.owner || "an unknown account"}, who can see the office's key.`,
    mend: `โอนความเป็นเจ้าของให้ ${installation.owner} / transfer its ownership`,
  })
  const stale = errorOf("scriptStale", undefined, {
    thai: `สคริปต์ที่ Google ไม่ตรงกับรุ่นนี้: ${script.differing.join(", ")}`,
    english: `The script at Google is not this build: ${script.differing.join(", ")}.`,
    mend: mends.deploy,
  })
  return [
    ...(script.owner === installation.owner ? [] : [owner]),
    ...(script.differing.length === 0 ? [] : [stale]),
  ]
}

/** Each year has its own note of who installed; a year without any was never installed for. */
const checkInstalls: Check = state => state.years.flatMap(year => installFindings(state, year))

function installFindings(state: FoundState, { fiscalYear, sheet }: FoundYear): Finding[] {
  if (sheet === "gone") return []
  const { installation } = state
  const own = sheet.installNotes.find(({ by }) => by.toLowerCase() === installation.owner)
  const others = sheet.installNotes.filter(note => note !== own)
  const ofOthers = others.map(({ by }) =>
    otherInstall(state, { fiscalYear, by, isSecond: own !== undefined }),
  )
  if (own) return [...ofOthers, ...ownInstall(state, fiscalYear, own)]
  if (others.length > 0) return ofOthers
  return [
    errorOf("notInstalled", fiscalYear, {
      thai: `ยังไม่มีใครเรียก install ให้ตารางปี ${fiscalYear} จึงไม่มีทริกเกอร์`,
      english: "Nobody has run install for this year: there are no triggers.",
      mend: mendsFor(state).paste(fiscalYear),
    }),
  ]
}

type OtherInstall = { readonly fiscalYear: number; readonly by: string; readonly isSecond: boolean }

/** Installed by an account that does not own the office: beside the owner's triggers, or in their place. */
function otherInstall(state: FoundState, { fiscalYear, by, isSecond }: OtherInstall): Finding {
  const { owner } = state.installation
  const mends = mendsFor(state)
  return isSecond
    ? errorOf("installedTwice", fiscalYear, {
        thai: `ปี ${fiscalYear} มีทริกเกอร์สองชุด ของ ${owner} และ ${by} ทุกการแก้ไขถูกตรวจซ้ำ`,
        english: `Triggers are doubled: ${by} has installed too.`,
        mend: mends.uninstall(by),
      })
    : errorOf("installedByOther", fiscalYear, {
        thai: `ปี ${fiscalYear} ทริกเกอร์เป็นของ ${by} ไม่ใช่ ${owner}`,
        english: `The triggers belong to ${by}.`,
        mend: `${mends.uninstall(by)}; ${mends.install}`,
      })
}

/** What the owner's script was installed with, against what it should have been. */
function ownInstall(state: FoundState, fiscalYear: number, stamp: InstallNote): Finding[] {
  const { installation, keyId } = state
  const mend = mendsFor(state).paste(fiscalYear)
  const oldKey = errorOf("keyOld", fiscalYear, {
    thai: `สคริปต์ลงนามด้วยกุญแจ ${stamp.kid} ไม่ใช่กุญแจของสำนักงาน ${keyId}`,
    english: `The script signs with the key ${stamp.kid}, not with ${keyId}.`,
    mend,
  })
  const oldConfig = errorOf("configOld", fiscalYear, {
    thai: `ค่า CONFIG ในสคริปต์เป็นของเก่า (${stamp.audience}, ปี ${stamp.years.join(", ")})`,
    english: "The script's CONFIG is an old one.",
    mend,
  })
  const again = errorOf("installAgain", fiscalYear, {
    thai: "สคริปต์รุ่นใหม่ขอสิทธิ์เพิ่มหลังจาก install ครั้งล่าสุด Google จึงไม่เรียกสคริปต์",
    english:
      "A version pushed after the last install asks for more rights: Google runs nothing of it until they are given.",
    mend: mendsFor(state).install,
  })
  const isOld =
    stamp.audience !== installation.worker ||
    installation.years.some(year => !stamp.years.includes(year.fiscalYear)) ||
    !sendsAs(stamp, installation.mail)
  return [
    ...(keyId !== undefined && stamp.kid !== keyId ? [oldKey] : []),
    ...(isOld ? [oldConfig] : []),
    ...(stamp.at < (installation.asksMoreSince ?? 0) ? [again] : []),
  ]
}

/** Silence has many causes; after all others are mended, making the triggers anew is what is left. */
const checkHeard: Check = state => {
  const { worker, years } = state
  if (worker.kind !== "answers") return undefined
  const mend = mendsFor(state).install
  return years.flatMap(({ fiscalYear }) => {
    const heard = worker.years.find(year => year.fiscalYear === fiscalYear)
    if (!heard)
      return errorOf("neverHeard", fiscalYear, {
        thai: `Worker ยังไม่เคยได้รับข้อมูลจากสคริปต์ของปี ${fiscalYear} ดูเหตุในแท็บ “สถานะ”`,
        english: "The Worker has never heard this year's script; the status tab says why.",
        mend,
      })
    if (!heard.stale) return []
    return errorOf("silent", fiscalYear, {
      thai: `สคริปต์ของปี ${fiscalYear} เงียบมาตั้งแต่ ${heard.seenAt} ทริกเกอร์อาจหายไป ดูเหตุในแท็บ “สถานะ”`,
      english: `The script has been silent since ${heard.seenAt}: its triggers may be gone; the status tab may say why.`,
      mend,
    })
  })
}

/** Both versions are kept before either is chosen: what the Worker holds now, and the backups of before. */
const checkRecord: Check = state =>
  state.years.flatMap(({ fiscalYear, sheet }) => {
    if (sheet === "gone" || sheet.doubt === undefined) return []
    return errorOf("recordStrayed", fiscalYear, {
      thai: `บันทึกปี ${fiscalYear} ที่ Worker ไม่ต่อจากที่สำนักงานส่ง สคริปต์จึงหยุดส่ง: ${sheet.doubt.split("\n")[1] ?? ""}`,
      english:
        "The Worker's record does not follow from what the office sent: the script has stopped and asks.",
      mend: `${mendsFor(state).backup} แล้วทำตามหัวข้อ “บันทึกไม่ตรงกัน” ในคู่มือผู้ดูแลระบบ / keep what the Worker holds now, then follow “Two records” in the operator's guide`,
    })
  })

const CHECKS = [
  checkKey,
  checkKeyLife,
  checkLostKeys,
  checkWorker,
  checkScript,
  checkInstalls,
  checkRecord,
  checkHeard,
]
