/**
 * A push: the signed change of one office's table of one fiscal year. `docs/format.md` is its specification. The script
 * writes it and reads none, and so does not carry this file.
 */
import * as z from "zod/mini"
import { KINDS, PRIVATE_KINDS, SCRIPT_KINDS } from "../columns.ts"
import { PAYLOAD_VERSION, treeHeadSchema } from "./payload.ts"
import { claims } from "./request-schema.ts"
import { hashSchema } from "./sd-jwt.ts"

const rowNames = z.array(
  z
    .string()
    .check(
      z.regex(
        new RegExp(`^(?:${[...KINDS, ...SCRIPT_KINDS, ...PRIVATE_KINDS].join("|")})/[0-9A-Za-z./-]{1,60}$`),
      ),
    ),
)
const references = z.array(z.strictObject({ "...": hashSchema }))

const payloadFields = z.strictObject({
  ...claims,
  fiscalYear: z.int().check(z.gte(2400), z.lte(2700)),
  /** 1 for the first push of the year, then one more each. */
  sequence: z.int().check(z.gte(1)),
  base: hashSchema,
  _sd_alg: z.literal("sha-256"),
  /** New and changed public rows. */
  rows: references,
  /** New and changed private rows. */
  private: references,
  /** Every published row whose newest text is held back, or whose line vanished; the whole list, not its change. */
  held: rowNames,
  /** Rows withdrawn by this push. */
  gone: rowNames,
  /** `stateOf` the public rows after this push. */
  state: hashSchema,
  /** Left out, with `log`, in those of the first version, which verify for ever. */
  version: z.optional(z.literal(PAYLOAD_VERSION)),
  /** The newest tree of the log that the office checked, and countersigns; null before the first. */
  log: z.optional(
    z.nullable(
      treeHeadSchema.check(z.refine(({ origin, size }) => size > 0 && /^[^\s+\p{Cc}]{1,255}$/u.test(origin))),
    ),
  ),
})

export const payloadSchema = payloadFields.check(
  z.refine(({ version, log }) => (version === undefined) === (log === undefined)),
)
export type PushPayload = z.infer<typeof payloadSchema>
