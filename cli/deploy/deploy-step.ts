/** One step of a deployment: it first looks whether it is done already, so that any run may be the second. */
import type { Deployment } from "../cloudflare/deployment.ts"
import type { CloudflareDoor } from "../cloudflare/wrangler.ts"
import type { Surroundings } from "../command/surroundings.ts"
import type { GoogleLogin } from "../office/google-login.ts"
import type { ClaspDoor } from "../script/office-script.ts"
import type { YearOptions } from "../setup/year-plan.ts"

export const STEP_KEYS = [
  "tools",
  "accounts",
  "database",
  "migrations",
  "worker",
  "secrets",
  "sheet",
  "person",
  "mail",
  "doctor",
] as const
export type StepKey = (typeof STEP_KEYS)[number]

export type StepResult = {
  /** `waiting`: what is left is a person's; the next run goes on here. */
  readonly outcome: "done" | "already" | "waiting"
  readonly detail: string
}

export type DeployStep = {
  readonly key: StepKey
  readonly title: string
  /** What it would run, without a secret. */
  readonly commands: (deployment: Deployment) => readonly string[]
  readonly run: (context: DeployContext) => Promise<StepResult>
}

type Around = Pick<Surroundings, "nodeVersion" | "fetch" | "now" | "pollMs">

export type DeployContext = CloudflareDoor &
  ClaspDoor &
  Around & {
    readonly folder: string
    /** The Worker's public origin. */
    readonly origin: string
    readonly officeName: string | undefined
    readonly year: YearOptions
    /** Whom the test mail goes to; none is sent without. */
    readonly testTo: string | undefined
    /** Puts secrets anew that are there already. */
    readonly renewSecrets: boolean
    /** Another key for the log takes the place of the one that signs. */
    readonly newLogKey: boolean
    readonly login: () => Promise<GoogleLogin>
    readonly timeoutMs: number
    readonly signal: AbortSignal
    /** A secret from the environment or a person; undefined when there is none. It is held no longer than it takes to hand it on. */
    readonly askSecret: (name: string) => Promise<string | undefined>
    /** Progress, for a person who waits. */
    readonly log: (text: string) => void
    /** What is to be known even where nobody watches. */
    readonly note: (text: string) => void
    /** Holds the private key in one of the steps for a person: shown, and kept nowhere. */
    readonly show: (text: string) => void
    readonly doctor: () => Promise<number>
  }
