/** A form as it is printed, sheet by sheet. */
import * as z from "zod/mini"
import { paging, place } from "./schema-parts.ts"

const paragraphSchema = z.strictObject({ text: z.string(), strong: z.boolean() })

export const printPageSchema = z.strictObject({
  ...place,
  ...paging,
  title: z.string(),
  /** Under the title: the announcement. */
  lines: z.array(z.string()),
  /** Headers of the columns, and their hundredths of the sheet's width. */
  columns: z.array(z.strictObject({ header: z.string(), share: z.number() })),
  sheets: z.array(
    z.strictObject({
      rows: z.array(
        z.strictObject({
          /** It began on an earlier sheet. */
          continued: z.boolean(),
          cells: z.array(z.array(paragraphSchema)),
        }),
      ),
    }),
  ),
})

export type PrintPageView = z.input<typeof printPageSchema>
