/** What the office's script does between the sheet and the network, in Node: plans, signs, remembers. */
import { createSign, generateKeyPairSync } from "node:crypto"
import { PUSH_JWT_TYPE } from "../../shared/push/payload.ts"
import type { PushPayload } from "../../shared/push/payload-schema.ts"
import { base64url, serializeSdJwt, sha256Text, signingInput } from "../../shared/push/sd-jwt.ts"
import { type Change, splitChange } from "../../shared/scan/change.ts"
import { planScan, rememberAccepted, rememberRows } from "../../shared/scan/scan.ts"
import { EMPTY_MEMORY, type Memory } from "../../shared/sheet/memory.ts"
import type { SheetTab } from "../../shared/sheet/sheet-tab.ts"
import { atGate, scanInput } from "../shared/table/office-fixture.ts"

export type Publisher = {
  /** The public key, as the Worker is told it. */
  readonly jwks: string
  /** The bodies that publish this table, each on the one before; they count as accepted. */
  pushesOf(tabs: readonly SheetTab[]): string[]
}

export type PublisherOptions = {
  readonly office: string
  readonly audience: string
  /** Epoch milliseconds. */
  readonly now: () => number
}

const KID = "bench"

export function createPublisher({ office, audience, now }: PublisherOptions): Publisher {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const { n, e } = publicKey.export({ format: "jwk" })
  let memory: Memory = EMPTY_MEMORY

  const sign = (fiscalYear: number, change: Change): string => {
    const reference = (row: Change["rows"][number]) => ({ "...": row.disclosure.digest })
    const payload: PushPayload = {
      iss: office,
      aud: audience,
      iat: Math.floor(now() / 1000),
      fiscalYear,
      sequence: memory.sequence + 1,
      base: memory.head,
      _sd_alg: "sha-256",
      rows: change.rows.map(reference),
      private: change.privateRows.map(reference),
      held: [...change.held],
      gone: [...change.gone],
      state: change.state,
    }
    const input = signingInput({ alg: "RS256", typ: PUSH_JWT_TYPE, kid: KID }, payload)
    const signature = createSign("RSA-SHA256").update(input).sign(privateKey)
    return `${input}.${base64url(signature)}`
  }

  return {
    jwks: JSON.stringify({ keys: [{ kty: "RSA", kid: KID, n, e }] }),
    pushesOf(tabs) {
      const input = { ...scanInput(tabs, memory), now: now() }
      const plan = planScan(memory.sequence > 0 ? input : { ...input, tabs: atGate(input) })
      if (!plan?.change) return []
      const bodies = splitChange(plan.change, memory).map(part => {
        const signed = sign(plan.table.fiscalYear, part)
        memory = rememberAccepted(memory, part, sha256Text(signed), memory.sequence + 1)
        const disclosures = [...part.rows, ...part.privateRows].map(row => row.disclosure)
        return serializeSdJwt(signed, disclosures)
      })
      memory = rememberRows(memory, plan)
      return bodies
    },
  }
}
