/** A Worker around the SMTP transport alone: what it is handed it hands over, and answers what became of it. */
/// <reference path="../../../worker/platform.d.ts" />
import { createSmtpTransport, parseSmtpUrl } from "../../../worker/mail/smtp.ts"

export default {
  async fetch(request: Request): Promise<Response> {
    const { url, message, id } = JSON.parse(await request.text())
    const server = parseSmtpUrl(url)
    if (!server) return new Response("no such server", { status: 400 })
    return Response.json(await createSmtpTransport(server, async () => Date.UTC(2023, 5, 12, 1))(message, id))
  },
}
