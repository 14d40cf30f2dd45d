/** The one script of the pages, made of `worker/verify` before the Worker is bundled; its address is made of its content. */
import { Buffer } from "node:buffer"
import { hash } from "node:crypto"
import script from "../../dist/worker/verify.script"

type VerifyScript = {
  readonly file: string
  /** As Subresource Integrity has it. */
  readonly integrity: string
  readonly bytes: ArrayBuffer
}

let known: VerifyScript | undefined

/** Hashed when first asked for: an isolate begins for those who read. */
export function verifyScript(): VerifyScript {
  known ??= nameScript()
  return known
}

function nameScript(): VerifyScript {
  const digest = Buffer.from(hash("sha256", new Uint8Array(script), "buffer"))
  const file = `verify.${digest.toString("base64url").slice(0, 10)}.js`
  return { file, integrity: `sha256-${digest.toString("base64")}`, bytes: script }
}
