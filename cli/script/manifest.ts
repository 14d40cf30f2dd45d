/** The script's manifest for one office: it may speak to its own Worker and to nobody else. */
import { readManifest } from "../../apps-script/build.ts"

/** `worker` is the Worker's origin. Google lets through what begins with an entry, so the entry ends its host with a slash. */
export async function manifestFor(worker: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readManifest())
  return `${JSON.stringify({ ...Object(manifest), urlFetchWhitelist: [`${worker}/`] }, undefined, 2)}\n`
}
