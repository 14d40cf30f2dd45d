/** What the secrets with the log's keys are called: `LOG_KEY`, and each that took the place of the one before, `LOG_KEY_2` and on. */

/** 1 for the first; undefined for a name of something else. */
export function logKeyNumber(name: string): number | undefined {
  const [found, number = "1"] = /^LOG_KEY(?:_([2-9]|[1-9]\d+))?$/.exec(name) ?? []
  return found === undefined ? undefined : Number(number)
}

export function logKeyName(number: number): "LOG_KEY" | `LOG_KEY_${number}` {
  return number === 1 ? "LOG_KEY" : `LOG_KEY_${number}`
}
