/** Single steps of a deployment, for the tests that speak to the real wrangler. */
import type { Wrangler } from "../../../cli/cloudflare/wrangler.ts"
import type { DeployContext, StepResult } from "../../../cli/deploy/deploy-step.ts"
import { STEPS } from "../../../cli/deploy/run-deploy.ts"
import { NOON } from "../provision/office.ts"
import { ORIGIN } from "./operator.ts"

export { configFileOf } from "../../../cli/deploy/office-deployment.ts"

export async function applyMigrationsStep(
  folder: string,
  { wrangler, where }: { readonly wrangler: Wrangler; readonly where: "--local" },
): Promise<StepResult> {
  const step = STEPS.find(({ key }) => key === "migrations")
  if (!step) throw new Error("no such step")
  const context = { folder, origin: ORIGIN, now: () => NOON, wrangler, where, log: () => {} }
  return step.run(context as unknown as DeployContext)
}
