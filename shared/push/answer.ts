/**
 * What a section answered from its mail, on its way from the Worker, which received it, to the sheet, which holds what is
 * published: as the Worker keeps it, and how the script fetches it and tells what became of it. `docs/format.md` is its
 * specification.
 */
import * as z from "zod/mini"
import { canonicalJson, type Hash, hashSchema, sha256Text, type TextCodec } from "./sd-jwt.ts"

export const ANSWERS_PATH = "/api/v1/answers"
/** Not a push's type: a token signed for one is never taken for the other. */
export const ANSWERS_JWT_TYPE = "sujarit-answers+jwt"

/** Where a mail's link leads: the token follows. */
export const ANSWER_PATH = "/answer"

/** Answers handed over at once: what is left waits for the next scan. */
export const ANSWERS_LIMIT = 50

/** For how long a mail's link may be answered with, from the day it was written. */
export const LINK_DAYS = 14

/** By column key of the row's tab, as read by the rules of the sheet: dates are ISO. */
const cellsSchema = z.catchall(z.object({}), z.union([z.string(), z.boolean()]))

/** One answer: the row it is for, the instant (ISO) at which the Worker received it, and what it says. */
const answerFields = { of: z.string(), at: z.string(), cells: cellsSchema }
export type Answer = Readonly<z.infer<z.ZodMiniObject<typeof answerFields>>>

/** The hash of an answer as it is kept, by which it is known everywhere: whoever has the row it became can make it. */
export function answerId(answer: Answer, fiscalYear: number, codec?: TextCodec): Hash {
  return sha256Text(answerText(answer, fiscalYear), codec)
}

/** The canonical JSON that is hashed. */
export function answerText({ of, at, cells }: Answer, fiscalYear: number): string {
  return canonicalJson({ type: "answer", fiscalYear, of, at, cells })
}

/**
 * `written`: the row says it. `kept`: a person had typed something else there, which stays. `gone`: the sheet has no such
 * line any more.
 */
export const OUTCOMES = ["written", "kept", "gone"] as const
export type Outcome = (typeof OUTCOMES)[number]

export type Settled = { readonly id: Hash; readonly outcome: Outcome }

/** What the script says when it asks: what became of those it had, and that the planner revoked every link. */
export type AnswersAsked = {
  readonly fiscalYear: number
  readonly settled: readonly Settled[]
  readonly revoke?: true | undefined
}

/** Those that wait, oldest first. */
export const answersReplySchema = z.object({
  answers: z.array(z.object({ ...answerFields, id: hashSchema })),
})
export type WaitingAnswer = z.infer<typeof answersReplySchema>["answers"][number]
