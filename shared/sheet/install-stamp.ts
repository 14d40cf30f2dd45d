/** The note that the script leaves on a spreadsheet when it is installed, and that `doctor` reads. */
import * as z from "zod/mini"

/** Key of the spreadsheet's developer metadata. */
export const INSTALL_METADATA_KEY = "sujarit.installed"

const stampSchema = z.object({
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
export type InstallStamp = z.infer<typeof stampSchema>

export function formatStamp(stamp: InstallStamp): string {
  return JSON.stringify(stamp)
}

/** Undefined for a text that is none: people can write metadata too. */
export function parseStamp(text: string): InstallStamp | undefined {
  try {
    return stampSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Whether the script sends the mail where the office chose it, and only there; where nobody chose, it is as it is. */
export function sendsAs({ mail }: InstallStamp, chosen: string | undefined): boolean {
  return chosen === undefined || (mail === "google") === (chosen === "google")
}
