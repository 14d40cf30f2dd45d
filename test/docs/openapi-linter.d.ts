/** What `openapi.test.ts` uses of the linter. Its own types are worked out of JSON schemas: a third of all checking here. */
export type Config = { readonly resolvedConfig: object }

export type Finding = {
  readonly ruleId: string
  readonly message: string
  readonly location: readonly { readonly pointer?: string }[]
}

export function createConfig(given: { readonly extends: string[] }): Promise<Config>

export function lintFromString(given: {
  readonly source: string
  readonly absoluteRef: string
  readonly config: Config
}): Promise<Finding[]>
