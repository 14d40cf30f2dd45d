/** Which keys a database's log says are lost, as whoever reads its site finds them. */
import { parseEntry } from "../../shared/log/entry.ts"
import { judgeActs } from "../../shared/verify/acts.ts"
import type { LostKeyFound } from "../../shared/verify/lost-keys.ts"
import type { Database } from "../cloudflare/database.ts"
import { NODE_CODEC } from "../record/node-codec.ts"
import { entryTexts } from "../record/tree-faults.ts"
import { officeVerifier } from "./node-keys.ts"

/** Each with what it signed since, by the number of its entry. Whether the log itself holds is judged apart. */
export async function lostKeysIn(database: Database): Promise<readonly LostKeyFound[]> {
  const entries = entryTexts(database).map(text => parseEntry(text ?? ""))
  // Keys are those that the log names, without which nobody reports one.
  const judging = { keys: [], verify: officeVerifier(), codec: NODE_CODEC, rootAt: () => undefined }
  const { lost } = await judgeActs(entries, index => `entry ${index}`, {
    ...judging,
    ...{ isLogged: true, simulated: true },
  })
  return lost
}
