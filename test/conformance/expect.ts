/** The few checks that cases need. They use nothing but the language, so that they run at Google too. */

export function equal(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (left !== right) throw new Error(`expected ${right}, got ${left}`)
}

export function throws(work: () => unknown, message: RegExp): void {
  try {
    work()
  } catch (error) {
    if (message.test(String(error))) return
    throw new Error(`expected an error like ${message}, got ${error}`)
  }
  throw new Error(`expected an error like ${message}, got none`)
}
