/** Writes to a local Google without end, to be killed by a test. */
import { openLocalGoogle } from "../../../local/google/api/google.ts"

const google = await openLocalGoogle({
  file: process.argv[2] ?? "",
  now: () => 0,
  owner: "owner@example.go.th",
})
const { spreadsheetId } = google.model.addSpreadsheet("แผน")
await google.flush()
process.stdout.write("ready\n")
for (let row = 0; ; row = (row + 1) % 900) {
  const body = { values: [["ข้อความ".repeat(20)]] }
  const params = { spreadsheetId, range: `A${row + 1}`, valueInputOption: "RAW" }
  google.api("sheets.spreadsheets.values.update", { params, body, source: "api" })
  if (row % 10 === 0) await google.flush()
}
