/** Rows of D1, as the database itself counts them. */
export type CountedRows = { read: number; written: number }

type CountingDatabase = D1Database & { into(rows: CountedRows): void }

/** The database as an isolate knows it that knows nothing yet: what it reads and writes, by whatever door, is added to these. */
export function counting(db: D1Database, first: CountedRows): CountingDatabase {
  let rows = first
  const counted = <T extends D1Result>(result: T): T => {
    rows.read += result.meta.rows_read
    rows.written += result.meta.rows_written
    return result
  }
  const innerOf = new WeakMap<D1PreparedStatement, D1PreparedStatement>()
  const statement = (inner: D1PreparedStatement): D1PreparedStatement => {
    const made: D1PreparedStatement = {
      bind: (...values) => statement(inner.bind(...values)),
      all: async () => counted(await inner.all()),
      run: async () => counted(await inner.run()),
      first: async () => counted(await inner.all()).results[0] ?? null,
    }
    innerOf.set(made, inner)
    return made
  }
  return {
    into: next => {
      rows = next
    },
    prepare: query => statement(db.prepare(query)),
    batch: async statements =>
      (await db.batch(statements.map(each => innerOf.get(each) ?? each))).map(counted),
  }
}
