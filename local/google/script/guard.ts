/** Makes a service throw for any member it lacks, instead of being `undefined` where Google has something. */

export type CallHost = (method: string, ...args: unknown[]) => unknown

/** What the language itself asks of any object (awaiting it, printing it, JSON). */
const LANGUAGE = new Set(["then", "toJSON", "constructor", "prototype", "valueOf", "inspect", "nodeType"])

/** Members are closures, never using `this`, so that they can be passed around. */
export function guard<T extends object>(name: string, members: T): T {
  const refuse = (key: string): never => {
    throw new Error(`${name}.${key} is not in the local surface`)
  }
  return new Proxy(members, {
    get(target, key) {
      if (typeof key === "symbol" || key in target) return Reflect.get(target, key)
      return LANGUAGE.has(key) ? undefined : refuse(key)
    },
    set: (_, key) => refuse(String(key)),
  })
}
