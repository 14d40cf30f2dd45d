/** Writes to a local Google without end, to be killed by a test. */
import { openLocalGoogle } from "../../../local/google/api/google.ts"
import { typeAt } from "./people.ts"

const google = await openLocalGoogle({
  file: process.argv[2] ?? "",
  now: () => 0,
  owner: "owner@example.go.th",
})
const { spreadsheetId } = google.model.addSpreadsheet("แผน")
await google.flush()
process.stdout.write("ready\n")
for (let row = 0; ; row = (row + 1) % 900) {
  typeAt(google, spreadsheetId, `A${row + 1}`, [["ข้อความ".repeat(20)]])
  if (row % 10 === 0) await google.flush()
}
