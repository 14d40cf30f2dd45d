/** The guides' pictures: kept with the guides they belong to, and carried inside the Worker as the fonts are. */
import * as z from "zod/mini"
import digest from "../../docs/guides/pictures/digest.webp"
import gridProblem from "../../docs/guides/pictures/grid-problem.webp"
import movedDate from "../../docs/guides/pictures/moved-date.webp"
import reportTab from "../../docs/guides/pictures/report-tab.webp"
import settingsTab from "../../docs/guides/pictures/settings-tab.webp"
import yearPhone from "../../docs/guides/pictures/year-phone.webp"
import rendered from "./pictures.json" with { type: "json" }

const BYTES: Readonly<Record<string, ArrayBuffer>> = {
  digest,
  "grid-problem": gridProblem,
  "moved-date": movedDate,
  "report-tab": reportTab,
  "settings-tab": settingsTab,
  "year-phone": yearPhone,
}

/** The file name that a picture has for as long as it is the same: its own, and the beginning of its SHA-256. */
export const pictureFilesSchema = z.record(
  z.string(),
  z.string().check(z.regex(/^[a-z-]+\.[0-9a-f]{12}\.webp$/)),
)

const FILES = new Map(
  Object.entries(pictureFilesSchema.parse(rendered)).map(([name, file]) => [file, BYTES[name]]),
)

/** Undefined for a name that no picture has, or has no more. */
export function findPicture(file: string): ArrayBuffer | undefined {
  return FILES.get(file)
}
