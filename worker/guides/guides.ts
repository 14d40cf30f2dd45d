/** Guides for those who work with the record, rendered from `docs/guides` beforehand: the Worker carries no Markdown. */
import * as z from "zod/mini"
import rendered from "./guides.json" with { type: "json" }

const guideListSchema = z.array(
  z.strictObject({
    id: z.string().check(z.regex(/^[a-z-]{1,40}$/)),
    title: z.string().check(z.minLength(1)),
    html: z.string(),
  }),
)

export type Guide = z.infer<typeof guideListSchema>[number]

export const GUIDES: readonly Guide[] = guideListSchema.parse(rendered)

export function findGuide(id: string): Guide | undefined {
  return GUIDES.find(each => each.id === id)
}
