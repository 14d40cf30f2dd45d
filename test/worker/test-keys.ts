/** Keys made for one run of the tests: the registered one, and one the Worker has never heard of. */
import { exportJWK, generateKeyPair } from "jose"

export async function createTestKeys(): Promise<{
  PUSH_KEYS: string
  TEST_PRIVATE_KEY: string
  TEST_STRANGER_KEY: string
}> {
  const [office, stranger] = await Promise.all([rsaKeys(), rsaKeys()])
  return {
    PUSH_KEYS: JSON.stringify({ keys: [{ ...office.publicKey, kid: "test", alg: "RS256" }] }),
    TEST_PRIVATE_KEY: JSON.stringify(office.privateKey),
    TEST_STRANGER_KEY: JSON.stringify(stranger.privateKey),
  }
}

async function rsaKeys() {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true })
  return { publicKey: await exportJWK(publicKey), privateKey: await exportJWK(privateKey) }
}
