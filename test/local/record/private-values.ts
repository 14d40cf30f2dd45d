/** Every private value an office can have, each with a mark that stands nowhere else: what holds the mark has leaked. */
import { PRIVATE_ROW_SCHEMAS, type PrivateRow } from "../../../shared/row/row.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"

export const PRIVATE_MARK = "zq-private"

const address = (what: string) => `${PRIVATE_MARK}-${what}@office.example`

/** Made from the schemas: a new private column or setting fails here until it has a value, and is then looked for. */
export function privateRows(suffix = ""): PrivateRow[] {
  const secrets = SETTINGS.filter(each => !each.public).map(
    ({ key }): PrivateRow => ({ kind: "secret", key, value: address(`${key}${suffix}`) }),
  )
  const contacts = ["1", "2", "3"].map(
    (slug): PrivateRow => ({
      kind: "contact",
      slug,
      accounts: [address(`account-${slug}${suffix}`)],
      addresses: [address(`address-${slug}${suffix}`)],
      headAddresses: [address(`head-${slug}${suffix}`)],
      deputy: [address(`deputy-${slug}${suffix}`)],
      deputyUntil: "",
    }),
  )
  const problem: PrivateRow = {
    kind: "problem",
    of: "measure/m-aaaaaaaa",
    tab: `มาตรการ ${PRIVATE_MARK}`,
    sheetId: 7,
    cells: [{ cell: "F2", says: `${PRIVATE_MARK}-sentence${suffix}` }],
  }
  return [...secrets, ...contacts, problem]
}

/** The private columns there are, to be held against the ones that are filled. */
export const PRIVATE_COLUMNS = Object.keys(PRIVATE_ROW_SCHEMAS.contact.shape)
