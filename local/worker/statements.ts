/**
 * Statements of SQL, run where the database is. Miniflare would ask workerd about each statement before it runs any, and
 * wait: of a new office's migrations there are a hundred, of a restored record more.
 */
import * as z from "zod/mini"

/** All of the statements or none; answers the rows of the last. */
export type RunStatements = (statements: readonly string[]) => Promise<readonly Record<string, unknown>[]>

/** Runs in workerd, as the default handler of a Worker that has the database as `DB`. */
export const STATEMENTS_SCRIPT = `
export default {
  async fetch(request, { DB }) {
    const statements = await request.json()
    try {
      const results = await DB.batch(statements.map(statement => DB.prepare(statement)))
      return Response.json({ rows: results.at(-1)?.results ?? [] })
    } catch (error) {
      return Response.json({ fault: error.message })
    }
  },
}
`

const answerSchema = z.union([
  z.object({ rows: z.array(z.record(z.string(), z.unknown())) }),
  z.object({ fault: z.string() }),
])

export type StatementsFetch = (
  url: string,
  init: { readonly method: string; readonly body: string },
) => Promise<{ json(): Promise<unknown> }>

/** `fetch`: of the Worker with that script. */
export function statementsBy(fetch: StatementsFetch): RunStatements {
  return async statements => {
    const response = await fetch("http://statements/", { method: "POST", body: JSON.stringify(statements) })
    const answer = answerSchema.parse(await response.json())
    if ("fault" in answer) throw new Error(answer.fault)
    return answer.rows
  }
}
