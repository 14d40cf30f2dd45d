/**
 * What a script may call at Google: what its account agreed to, scope by scope, and the services that are on in the
 * script's Cloud project. A pushed manifest asks for both and gives neither.
 */
import type { GoogleModel } from "../model/model.ts"
import { ApiError } from "../wire/errors.ts"

const AUTH = "https://www.googleapis.com/auth/"

/** The scope each service needs, by the beginning of a call's name. */
const SCOPES: readonly (readonly [string, string])[] = [
  ["Sheets.", `${AUTH}spreadsheets`],
  ["UrlFetchApp.", `${AUTH}script.external_request`],
  ["MailApp.", `${AUTH}script.send_mail`],
  ["Gmail.", `${AUTH}gmail.send`],
  ["ScriptApp.", `${AUTH}script.scriptapp`],
  ["Session.getEffectiveUser", `${AUTH}userinfo.email`],
]

const SERVICES: Readonly<Record<string, { readonly host: string; readonly title: string }>> = {
  Sheets: { host: "sheets.googleapis.com", title: "Google Sheets API" },
  Gmail: { host: "gmail.googleapis.com", title: "Gmail API" },
}

/** What a person switches on in the Cloud project that the script is linked to. */
export const SCRIPT_SERVICES = Object.values(SERVICES).map(({ host }) => host)

/** The number of the project that Google makes for a script of its own accord: nobody can open it. */
const DEFAULT_PROJECT = "736410239845"

export type Manifest = {
  readonly oauthScopes?: readonly string[]
  readonly dependencies?: { readonly enabledAdvancedServices?: readonly { readonly userSymbol?: string }[] }
}

type Authorization = {
  /** @throws what Google answers a call that it does not let through */
  check(method: string): void
  /** @throws where the account agreed to less than the manifest asks for */
  requireAllScopes(): void
}

/** `granted`: of the manifest's scopes, those whose box was ticked; all of them when nothing is said. */
export function createAuthorization(
  model: GoogleModel,
  projectId: string,
  manifestOf: () => Manifest,
  granted: readonly string[] | undefined,
): Authorization {
  const has = (scope: string) => {
    const { oauthScopes } = manifestOf()
    // Without a list Google finds out by itself what the script calls.
    return (oauthScopes?.includes(scope) ?? true) && (granted?.includes(scope) ?? true)
  }
  return {
    check(method) {
      const scope = SCOPES.find(([beginning]) => method.startsWith(beginning))?.[1]
      if (scope !== undefined && !has(scope) && method !== "ScriptApp.requireAllScopes")
        throw new Error(`You do not have permission to call ${method}. Required permissions: ${scope}`)
      checkService(model, projectId, method.split(".", 1)[0] ?? "", manifestOf())
    },
    requireAllScopes() {
      if (!(manifestOf().oauthScopes ?? []).every(has))
        throw new Error("Authorization is required to perform that action.")
    },
  }
}

function checkService(model: GoogleModel, projectId: string, symbol: string, manifest: Manifest): void {
  const service = SERVICES[symbol]
  if (!service) return
  const { enabledAdvancedServices: named } = manifest.dependencies ?? {}
  if (named && !named.some(({ userSymbol }) => userSymbol === symbol))
    throw new ReferenceError(`${symbol} is not defined`)
  const { enabledServices } = model.project(projectId)
  if (enabledServices && !enabledServices.includes(service.host)) throw notEnabled(service)
}

function notEnabled({ host, title }: { readonly host: string; readonly title: string }): ApiError {
  const page = `https://console.developers.google.com/apis/api/${host}/overview?project=${DEFAULT_PROJECT}`
  return new ApiError(
    "PERMISSION_DENIED",
    `${title} has not been used in project ${DEFAULT_PROJECT} before or it is disabled. Enable it by visiting ${page} then retry. ` +
      "If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.",
    "accessNotConfigured",
  )
}
