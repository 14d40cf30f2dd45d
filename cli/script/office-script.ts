/** Puts the script into its project, and believes it only when it has read it back. */

import { SetupError } from "../command/setup-error.ts"
import type { GoogleLogin } from "../office/google-login.ts"
import { claspPush } from "./clasp.ts"
import { buildName, differingFiles, scriptFiles } from "./script-files.ts"

export type DeployedScript = {
  readonly scriptId: string
  readonly outcome: "updated" | "unchanged"
  /** Names the build. */
  readonly build: string
}

/** Leaves a project alone that holds the build already. @throws SetupError as `deployScript` does */
export async function bringScript(login: GoogleLogin, place: ScriptPlace): Promise<DeployedScript> {
  const files = await scriptFiles(place.worker)
  const { data } = await login.clients.script.projects.getContent({ scriptId: place.scriptId })
  if (differingFiles(files, data.files ?? []).length > 0) return deployScript(login, place)
  return { scriptId: place.scriptId, outcome: "unchanged", build: buildName(files) }
}

export type ScriptPlace = { readonly scriptId: string; readonly worker: string }

/** Pushes whatever is there. @throws SetupError when clasp refuses, or when the project then holds anything but the build */
export async function deployScript(
  { clients, credentials, rootUrl }: GoogleLogin,
  { scriptId, worker }: ScriptPlace,
): Promise<DeployedScript> {
  const files = await scriptFiles(worker)
  const differing = async () => {
    const { data } = await clients.script.projects.getContent({ scriptId })
    return differingFiles(files, data.files ?? [])
  }
  const before = await differing()
  const { exitCode, output } = await claspPush({ scriptId, files, credentials, rootUrl })
  if (exitCode !== 0)
    throw new SetupError(`clasp ส่งสคริปต์ไม่สำเร็จ สั่งอีกครั้งได้ / clasp could not push the script: ${output}`)
  const after = await differing()
  if (after.length > 0)
    throw new SetupError(
      `ส่งสคริปต์แล้วแต่ที่ Google ยังไม่ตรงกับที่ส่ง (${after.join(", ")}) ให้สั่งอีกครั้ง ` +
        `/ the project ${scriptId} does not hold what was pushed: run this again. clasp said: ${output}`,
    )
  return { scriptId, outcome: before.length > 0 ? "updated" : "unchanged", build: buildName(files) }
}
