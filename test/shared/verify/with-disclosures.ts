/** The small office's site with its texts in a bundle too, as it serves them since there are bundles. */
import { disclosuresPath } from "../../../shared/log/disclosures.ts"
import { tileAt } from "../../../shared/log/tile.ts"
import { type Files, newSite, type Site, serve } from "./site.ts"

/** The site of `newSite` has one year, whose pushes count from 1. */
export function withDisclosures(site: Site = newSite(), files: Files = serve(site)): Files {
  let sequence = 0
  const lines = site.entries.map(entry => {
    if (entry.type !== "push") return ""
    return String(files.get(`/api/v1/pushes/2566/${++sequence}`)).slice(entry.jws.length)
  })
  return files.set(
    `/log/${disclosuresPath(tileAt("entries", 0, lines.length))}`,
    lines.map(line => `${line}\n`).join(""),
  )
}
