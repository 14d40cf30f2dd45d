/** The few checks that cases need. They use nothing but the language, so that they run at Google too. */

export function equal(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (left !== right) throw new Error(`expected ${right}, got ${left}`)
}

/** What Google says is in the language of the account, so its words are asked for nothing but what stands in them unchanged. */
export function throws(work: () => unknown, unchanged = ""): void {
  const error = thrownBy(work)
  if (!String(error).includes(unchanged))
    throw new Error(`expected an error that names ${unchanged}, got ${error}`)
}

/** An API's refusal, by its code. */
export function refuses(work: () => unknown, code: number): void {
  const error = thrownBy(work)
  const found: unknown = Object(Object(error).details).code
  if (found !== code) throw new Error(`expected the code ${code}, got ${found}: ${error}`)
}

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error("expected an error, got none")
}
