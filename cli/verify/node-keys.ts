/** Signatures by Node's own hand. */
import { createPublicKey, type KeyObject, verify } from "node:crypto"
import { SIGNATURE_TYPES, type VerifySignature } from "../../shared/log/note.ts"
import type { OfficeKey, VerifyOffice } from "../../shared/verify/acts.ts"

export const verifyEd25519: VerifySignature = ({ publicKey }, message, signature) => {
  const x = Buffer.from(publicKey).toString("base64url")
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" })
  return verify(null, message, key, signature)
}

/** Of a note or a cosignature. Node has no ML-DSA of its own. */
export const verifyNote: VerifySignature = async (key, message, signature) => {
  if (key.type !== SIGNATURE_TYPES.mldsaCosignature) return verifyEd25519(key, message, signature)
  const { ml_dsa44 } = await import("@noble/post-quantum/ml-dsa.js")
  return ml_dsa44.verify(signature, message, key.publicKey)
}

/** Each key is read once. */
export function officeVerifier(): VerifyOffice {
  const known = new Map<string, KeyObject | undefined>()
  return (key, signed) => {
    const name = `${key.n}.${key.e}`
    if (!known.has(name)) known.set(name, keyOf(key))
    const own = known.get(name)
    const [header = "", payload = "", signature = ""] = signed.split(".")
    if (!own || !/^[A-Za-z0-9_-]+$/.test(signature)) return false
    return verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), own, Buffer.from(signature, "base64url"))
  }
}

function keyOf({ n, e }: OfficeKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty: "RSA", n, e }, format: "jwk" })
  } catch {
    return undefined
  }
}
