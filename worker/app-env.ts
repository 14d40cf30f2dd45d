/** What every route finds in its context: the bindings, and what the front has put there before it. */
import type { Moment } from "./host/clock.ts"
import type { Config, Env } from "./host/env.ts"
import type { YearHead } from "./store/read-record.ts"
import type { RowWriter } from "./store/year-sheet.ts"

export type AppEnv = {
  Bindings: Env
  Variables: {
    config: Config
    moment: Moment
    requestId: string
    /** When the copy that answers was read (epoch milliseconds); undefined while the database answers. */
    copiedAt: number | undefined
    /** Set where a push was in the log before: whoever sent it may be anybody. */
    isRepeat: true | undefined
    /** Set where the same bytes may answer the next who asks. */
    cacheable: CacheableAnswer | undefined
    /** The page for a reader who is refused: pages stand above the answers, so the front hands it in. */
    refusalPage: RefusalPage
    /** Answers another address of the site: for what is made of several. */
    readOwn: (path: string) => Promise<Response>
    /** Likewise what is kept of the page of a long year. */
    rowWriter: RowWriter
  }
}

export type CacheableAnswer = {
  readonly etag: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** This very request made it. */
  readonly isNew?: true
  /** All it was made of is the record, the day and how fresh the record is: by these heads, and no newer ones. */
  readonly madeOf: readonly YearHead[] | undefined
}

export type RefusalPage = (refused: {
  readonly moment: Moment
  readonly title: string
  readonly sentence: string | undefined
  /** Where alone this can be read; absent where the page stands in the office's own frame. */
  readonly elsewhere: string | undefined
}) => Promise<string>
