/** The database of the tests with every row counted that it reads, by whatever door. */
export function countingReads(db: D1Database): { readonly rows: { read: number }; readonly db: D1Database } {
  const rows = { read: 0 }
  const counted = <T extends D1Result>(result: T): T => {
    rows.read += result.meta.rows_read
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
    rows,
    db: {
      prepare: query => statement(db.prepare(query)),
      batch: async statements =>
        (await db.batch(statements.map(each => innerOf.get(each) ?? each))).map(counted),
    },
  }
}
