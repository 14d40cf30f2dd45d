/** A deployment from nothing to live: the steps in their order, each told as it goes, stopped by the first that waits for a person. */
import { deploymentOf } from "../cloudflare/deployment.ts"
import type { DeployContext, StepKey, StepResult } from "./deploy-step.ts"
import { configFileOf } from "./office-deployment.ts"
import { buildHash, CLOUDFLARE_STEPS } from "./steps-cloudflare.ts"
import { OFFICE_STEPS } from "./steps-office.ts"

export const STEPS = [...CLOUDFLARE_STEPS, ...OFFICE_STEPS]

export type StepReport = StepResult & { readonly key: StepKey; readonly title: string }

const WORDS = { done: "เสร็จ / done", already: "เรียบร้อยอยู่แล้ว / already", waiting: "รอคุณ / waits for you" }

/** What each step came to; the last may be one that waits. A step that fails throws, and the next run begins with it. */
export async function deployWhole(context: DeployContext, until: StepKey): Promise<StepReport[]> {
  const reports: StepReport[] = []
  for (const { key, title, run } of STEPS) {
    context.log(`${title} …`)
    const result = await run(context)
    reports.push({ ...result, key, title })
    context.log(`${title}: ${WORDS[result.outcome]} ${result.detail}`.trimEnd())
    if (result.outcome === "waiting" || key === until) break
  }
  return reports
}

type PlannedStep = {
  readonly key: StepKey
  readonly title: string
  readonly commands: readonly string[]
}

export type Planned = {
  /** Names the Worker that would be deployed. */
  readonly build: string
  readonly steps: readonly PlannedStep[]
}

/** Tells every step and command, and proves that the Worker can be built; nothing outside this machine is asked. */
export async function planWhole(
  context: Pick<DeployContext, "folder" | "origin" | "now" | "wrangler">,
  until: StepKey,
): Promise<Planned> {
  const deployment = await deploymentOf(context.folder)
  const { file, text } = await configFileOf(context)
  const end = STEPS.findIndex(({ key }) => key === until)
  const steps = STEPS.slice(0, end + 1).map(({ key, title, commands }) => ({
    key,
    title,
    commands: commands(deployment),
  }))
  return { build: await buildHash(context, file, text), steps }
}
