/** What lies at a Google at one moment, made once: each test goes on from a copy. */
import { copyOf } from "../local/google/model/create-model.ts"
import type { GoogleState, Spreadsheet } from "../local/google/model/model.ts"

/** The rows are the same in every copy, since the model changes none in place; whoever did would be told by a throw. */
export function keepSpreadsheet(spreadsheet: Spreadsheet): () => Spreadsheet {
  const kept = frozen(structuredClone(spreadsheet))
  return () => copyOf(kept)
}

export type KeptGoogle = (state: GoogleState) => void

/** Answers with what fills the state of another Google with the same. */
export function keepGoogle({ spreadsheets, files, projects }: GoogleState): KeptGoogle {
  const copies = [...spreadsheets].map(([id, each]) => [id, keepSpreadsheet(each)] as const)
  const others = structuredClone({ files, projects })
  return state => {
    for (const [id, copy] of copies) state.spreadsheets.set(id, copy())
    const { files, projects } = structuredClone(others)
    for (const [id, each] of files) state.files.set(id, each)
    for (const [id, each] of projects) state.projects.set(id, each)
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value
  for (const each of Object.values(value)) frozen(each)
  return Object.freeze(value)
}
