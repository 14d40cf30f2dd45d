/**
 * A note on each spreadsheet of who installed the script, when and with which key: no API tells an operator of triggers
 * or script properties, so this is what `doctor` reads. One note an account: two notes are two sets of triggers.
 */
import { formatStamp, INSTALL_METADATA_KEY, parseStamp } from "../shared/sheet/install-stamp.ts"
import type { Config } from "./config.ts"

type Request = Google.Request

export function stampInstall(config: Config): void {
  const { kid, audience, spreadsheets, mail } = config
  const years = spreadsheets.map(each => each.fiscalYear)
  const metadataValue = formatStamp({
    ...{ by: account(), at: Date.now(), kid, audience, years },
    ...(mail && { mail }),
  })
  const stamp: Request = {
    createDeveloperMetadata: {
      developerMetadata: {
        metadataKey: INSTALL_METADATA_KEY,
        metadataValue,
        location: { spreadsheet: true },
        visibility: "DOCUMENT",
      },
    },
  }
  for (const { id } of spreadsheets) write(id, [...removals(id), stamp])
}

export function removeStamp({ spreadsheets }: Config): void {
  for (const { id } of spreadsheets) write(id, removals(id))
}

function account(): string {
  return Session.getEffectiveUser().getEmail()
}

/** This account's earlier notes; another account's is not ours to remove. */
function removals(id: string): Request[] {
  const fields = "developerMetadata(metadataId,metadataKey,metadataValue)"
  const notes = Sheets.Spreadsheets.get(id, { fields }).developerMetadata ?? []
  return notes
    .filter(note => note.metadataKey === INSTALL_METADATA_KEY)
    .filter(note => (parseStamp(note.metadataValue ?? "")?.by ?? account()) === account())
    .map(({ metadataId }) => ({
      deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId } } },
    }))
}

function write(id: string, requests: Request[]): void {
  if (requests.length > 0) Sheets.Spreadsheets.batchUpdate({ requests }, id)
}
