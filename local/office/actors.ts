/** Whom a person may act as, and the account each is. The sheet itself says who is who. */
import { settingInForce } from "../../shared/row/setting.ts"
import type { Spreadsheet } from "../google/model/model.ts"
import { rowsByKey, tabByKey } from "./tab.ts"

export type Actor = {
  /** What `as` says: a canonical section name, `director`, `owner` or `stranger`. */
  readonly name: string
  readonly label: string
  readonly account: string
  readonly isPlanner?: true
}

/** Nobody shared anything with this account. */
const STRANGER = "stranger@elsewhere.example"
/** Stands for a section whose row names no account: Google would let nobody in either. */
const NOBODY = "nobody@elsewhere.example"

/** The sections in order, then the director, the owner and a stranger. */
export function actorsOf(spreadsheet: Spreadsheet, owner: string): Actor[] {
  const section = tabByKey(spreadsheet, "section")
  const setting = tabByKey(spreadsheet, "setting")
  const settings = setting ? rowsByKey(setting) : []
  const typed = new Map(settings.map(({ key = "", value = "" }) => [key, value.trim()]))
  const settingOf = (key: string) => typed.get(key) ?? ""
  const planner = settingOf("planner")
  const sections = (section ? rowsByKey(section) : [])
    .filter(({ name = "" }) => name.trim() !== "")
    .map(({ name = "", accounts = "" }) => ({
      name: name.trim(),
      label: name.trim() === planner ? `${name.trim()} (เจ้าของแผน)` : name.trim(),
      account: firstOf(accounts),
      ...(name.trim() === planner && { isPlanner: true as const }),
    }))
  return [
    ...sections,
    {
      name: "director",
      label: settingInForce("directorTitle", typed),
      account: firstOf(settingOf("directorMail")),
    },
    { name: "owner", label: "เจ้าของไฟล์ (ผู้ดูแลระบบ)", account: owner },
    { name: "stranger", label: "คนนอกที่ไม่ได้รับสิทธิ์", account: STRANGER },
  ]
}

/** Why a protected cell cannot be edited, naming those who may. */
export function lockReason(editors: readonly string[], actors: readonly Actor[], owner: string): string {
  return `ช่องนี้แก้ได้เฉพาะ${namesOf(editors, actors, owner)}`
}

/** A list of accounts in the words of the office: `ฝ่ายทะเบียน, ฝ่ายปกครอง`. The owner may always, and goes unsaid. */
function namesOf(accounts: readonly string[], actors: readonly Actor[], owner: string): string {
  const names = accounts.filter(account => !isSame(account, owner)).map(account => nameOf(account, actors))
  return names.length > 0 ? [...new Set(names)].join(" หรือ ") : "เจ้าของไฟล์หรือสคริปต์"
}

function nameOf(account: string, actors: readonly Actor[]): string {
  const actor = actors.find(each => isSame(each.account, account))
  if (!actor) return account
  return actor.name === "director" ? actor.label : actor.name
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function firstOf(addresses: string): string {
  return addresses.split(/[,\s]+/).find(address => address.includes("@")) ?? NOBODY
}
