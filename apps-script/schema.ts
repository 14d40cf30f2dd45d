/**
 * What stands in the script's bundle for `zod/mini`: as much of it as the script calls, under the same names. The sources
 * import zod, whose types check them and which the Worker runs; the library as a whole was a thirteenth of the bundle.
 * `test/apps-script/schema.test.ts` holds both to the same answers.
 */
type Issue = { readonly path: readonly PropertyKey[] }
type Parsed = { readonly value: unknown } | { readonly issues: readonly Issue[] }
type Run = (input: unknown) => Parsed
type Fields = Readonly<Record<string, Schema>>
/** Of an object its fields; of a field whether it may be left out. */
type About = { readonly fields?: Fields; readonly isOptional?: true }

type Schema = About & {
  readonly run: Run
  check(...checks: readonly ((value: never) => boolean)[]): Schema
  brand(): Schema
  safeParse(input: unknown): {
    readonly success: boolean
    readonly data?: unknown
    readonly error?: { readonly issues: readonly Issue[] }
  }
}

const REFUSED: Parsed = { issues: [{ path: [] }] }

function schema(run: Run, about: About = {}): Schema {
  const made: Schema = {
    ...about,
    run,
    check: (...checks) =>
      schema(input => {
        const parsed = run(input)
        return "issues" in parsed || checks.every(check => check(parsed.value as never)) ? parsed : REFUSED
      }, about),
    brand: () => made,
    safeParse(input) {
      const parsed = run(input)
      return "issues" in parsed ? { success: false, error: parsed } : { success: true, data: parsed.value }
    },
  }
  return made
}

/** A value that is taken as it is. */
export const custom = (isTaken: (input: unknown) => unknown): Schema =>
  schema(input => (isTaken(input) ? { value: input } : REFUSED))

export const string = (): Schema => custom(input => typeof input === "string")
export const number = (): Schema => custom(Number.isFinite)
export const int = (): Schema => custom(Number.isSafeInteger)
export const boolean = (): Schema => custom(input => typeof input === "boolean")
export const literal = (value: unknown): Schema => custom(input => input === value)
const oneOf = (values: readonly unknown[]): Schema => custom(input => values.includes(input))

export { oneOf as enum }

type Sized = { readonly length: number }
export const minLength = (least: number) => (value: Sized) => value.length >= least
export const maxLength = (most: number) => (value: Sized) => value.length <= most
export const gte = (least: number) => (value: number) => value >= least
export const lte = (most: number) => (value: number) => value <= most
export const regex = (pattern: RegExp) => (value: string) => pattern.test(value)

export const optional = (inner: Schema): Schema =>
  schema(input => (input === undefined ? { value: input } : inner.run(input)), { isOptional: true })

export const nullable = (inner: Schema): Schema =>
  schema(input => (input === null ? { value: input } : inner.run(input)))

export const union = (options: readonly Schema[]): Schema =>
  schema(input => options.map(option => option.run(input)).find(parsed => "value" in parsed) ?? REFUSED)

/** Of objects, told apart by the value of one field. */
export const discriminatedUnion = (field: string, options: readonly Schema[]): Schema =>
  schema(input => {
    const isOf = ({ fields }: Schema) => "value" in (fields?.[field]?.run(Object(input)[field]) ?? REFUSED)
    return (isObject(input) && options.find(isOf)?.run(input)) || REFUSED
  })

export const array = (item: Schema): Schema =>
  schema(input => {
    if (!Array.isArray(input)) return REFUSED
    const value: unknown[] = []
    const issues: Issue[] = []
    for (const [at, each] of input.entries()) take(item.run(each), { at, value, issues })
    return issues.length > 0 ? { issues } : { value }
  })

const refuse = () => REFUSED

export const object = (fields: Fields): Schema => shaped(fields, () => undefined)
export const strictObject = (fields: Fields): Schema => shaped(fields, refuse)
export const catchall = ({ fields = {} }: Schema, rest: Schema): Schema => shaped(fields, rest.run)
export const record = (_key: Schema, item: Schema): Schema => shaped({}, item.run)

/** `rest`: what becomes of a key that is no field; undefined where it is left out. */
function shaped(fields: Fields, rest: (input: unknown) => Parsed | undefined): Schema {
  const named = Object.entries(fields)
  const known = new Set(Object.keys(fields))
  const run: Run = input => {
    if (!isObject(input)) return REFUSED
    const value = {}
    const issues: Issue[] = []
    for (const [at, field] of named)
      if (at in input) take(field.run(input[at]), { at, value, issues })
      else if (!field.isOptional) take(REFUSED, { at, value, issues })
    for (const at of Object.keys(input)) {
      // Assigned to, it would be what the object inherits from.
      const isLeftOut = at === "__proto__" && rest !== refuse
      const parsed = known.has(at) || isLeftOut ? undefined : rest(input[at])
      if (parsed) take(parsed, { at, value, issues })
    }
    return issues.length > 0 ? { issues } : { value }
  }
  return schema(run, { fields })
}

type Place = { readonly at: string | number; readonly value: object; readonly issues: Issue[] }

function take(parsed: Parsed, { at, value, issues }: Place): void {
  if ("value" in parsed) Reflect.set(value, at, parsed.value)
  else for (const { path } of parsed.issues) issues.push({ path: [at, ...path] })
}

function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null && !Array.isArray(input)
}
