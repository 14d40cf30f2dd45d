/** What an office was begun from, and the names of that. */
import { basename, extname } from "node:path"

export type OfficeSource =
  | { readonly kind: "sample" | "empty" }
  | { readonly kind: "plan"; readonly file: string }

/** Names the folder of an office that was given none. */
export function sourceName(source: OfficeSource): string {
  return source.kind === "plan" ? basename(source.file, extname(source.file)) : source.kind
}

export function sourceKey(source: OfficeSource): string {
  return source.kind === "plan" ? source.file : source.kind
}
