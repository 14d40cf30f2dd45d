import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import { createGoogleClients, localAuth } from "../../cli/office/google-login.ts"
import { shareWithEditors } from "../../cli/provision/share.ts"

const ACCOUNTS = {
  owner: "owner@example.go.th",
  planner: ["Known@example.go.th"],
  director: ["typo@example.go.th"],
  bySlug: new Map([["2", ["new@example.go.th", "reader@example.go.th"]]]),
}
const PERMISSIONS = [
  { type: "user", role: "owner", emailAddress: "owner@example.go.th" },
  { type: "user", role: "writer", emailAddress: "known@example.go.th" },
  { type: "user", role: "reader", emailAddress: "reader@example.go.th" },
]

/** Drive, which refuses an address with "typo" in it by the given status. */
async function openDrive(status: number) {
  const created: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    const isRefused = body.includes("typo")
    response.writeHead(isRefused ? status : 200, { "content-type": "application/json" })
    if (request.method === "POST" && !isRefused) created.push(`${request.url} ${body}`)
    const answer = isRefused
      ? { error: { code: status, message: "no account" } }
      : { permissions: PERMISSIONS }
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void server.close())
  const rootUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { created, ...createGoogleClients({ auth: localAuth(), rootUrl }) }
}

test("those who cannot write yet are added without a mail, one mistyped account stops nobody", async () => {
  const { drive, created } = await openDrive(400)
  expect(await shareWithEditors(drive, "f", ACCOUNTS)).toEqual({
    added: ["new@example.go.th", "reader@example.go.th"],
    refused: [{ address: "typo@example.go.th", message: "no account" }],
  })
  expect(created.every(call => call.includes("sendNotificationEmail=false"))).toBe(true)
})

test("a failure that is not the address's is not swallowed", async () => {
  const { drive } = await openDrive(403)
  await expect(shareWithEditors(drive, "f", ACCOUNTS)).rejects.toMatchObject({ status: 403 })
})
