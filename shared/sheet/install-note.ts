/** The note that the script leaves on a spreadsheet when it is installed, and that `doctor` reads. */
import * as z from "zod/mini"
import { parseJson } from "../row/json.ts"

/** Key of the spreadsheet's developer metadata. */
export const INSTALL_METADATA_KEY = "sujarit.installed"

const noteSchema = z.object({
  /** The account whose triggers run the script. */
  by: z.string(),
  /** Epoch milliseconds. */
  at: z.int(),
  /** Which key it signs with, and for which Worker. */
  kid: z.string(),
  audience: z.string(),
  /** The fiscal years it serves. */
  years: z.array(z.int()),
  /** It sends the office's mail, too. */
  mail: z.optional(z.literal("google")),
})
export type InstallNote = z.infer<typeof noteSchema>

export function formatInstallNote(note: InstallNote): string {
  return JSON.stringify(note)
}

/** Undefined for a text that is none: people can write metadata too. */
export function parseInstallNote(text: string): InstallNote | undefined {
  return noteSchema.safeParse(parseJson(text)).data
}

/** Whether the script sends the mail where the office chose it, and only there; where nobody chose, it is as it is. */
export function sendsAs({ mail }: InstallNote, chosen: string | undefined): boolean {
  return chosen === undefined || (mail === "google") === (chosen === "google")
}
