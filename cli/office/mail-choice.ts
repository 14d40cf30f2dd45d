/** Which way the office's mail leaves: asked once, on a terminal, of whoever sets the office up. */
import { changeDeployment, readDeployment } from "../cloudflare/deployment.ts"
import { type MailFound, reachesAnybody } from "../cloudflare/mail-found.ts"
import { type MailTransport, TRANSPORTS } from "../command/office-options.ts"
import type { AskPerson } from "../command/surroundings.ts"
import { readInstallation } from "./installation.ts"

const WORDS: Readonly<Record<MailTransport, string>> = {
  send_email: "มีโดเมนที่ Cloudflare / a domain of the office's at Cloudflare",
  smtp: "มีเซิร์ฟเวอร์อีเมลของหน่วยงาน / a mail server of the office's own",
  google: "ไม่มีทั้งสองอย่าง ส่งจากบัญชี Google ของสำนักงาน / neither: the office's Google account sends",
}

const question = (recommended: MailTransport) => `ส่งอีเมลทางใด / how does mail leave?
${TRANSPORTS.map((each, at) => `  ${at + 1}  ${each}  ${WORDS[each]}${each === recommended ? "  ← แนะนำ / recommended" : ""}`).join("\n")}
พิมพ์ 1–${TRANSPORTS.length} แล้วกด Enter (ไม่พิมพ์ = ${TRANSPORTS.indexOf(recommended) + 1}) / type a number: `

/**
 * What was asked for, or is known; else what the person says. Where nobody can be asked, what is recommended; undefined where
 * nothing is: Cloudflare sends then.
 */
export async function chosenTransport(
  folder: string,
  asked: MailTransport | undefined,
  ask: AskPerson,
  recommend: () => Promise<MailTransport | undefined> = async () => undefined,
): Promise<MailTransport | undefined> {
  const known = asked ?? (await knownTransport(folder))
  if (known !== undefined) return known
  const recommended = await recommend()
  if (ask === undefined) return recommended
  for (;;) {
    const transport = parseAnswer(await ask(question(recommended ?? "send_email")), recommended)
    if (transport) return transport
  }
}

/**
 * Cloudflare's own way where the sender's domain is open for sending; otherwise it reaches none but those who clicked a link,
 * and the office's Google account reaches all.
 */
export function recommendedTransport(
  found: MailFound | undefined,
  { mailFrom, origin }: { readonly mailFrom: string; readonly origin: string },
): MailTransport {
  const reaches = found ? reachesAnybody(found, mailFrom) : !new URL(origin).hostname.endsWith(".workers.dev")
  return reaches ? "send_email" : "google"
}

/** By its number or its name; what is recommended for nothing at all. */
export function parseAnswer(
  text: string,
  recommended: MailTransport = "send_email",
): MailTransport | undefined {
  const answer = text.trim() || recommended
  return TRANSPORTS.find((each, at) => answer === each || answer === String(at + 1))
}

/** True when the Worker of this folder was deployed for another way, and is to be deployed again. */
export async function tellDeployment(folder: string, mailTransport: MailTransport): Promise<boolean> {
  const deployment = await readDeployment(folder)
  if (!deployment || deployment.mailTransport === mailTransport) return false
  await changeDeployment(folder, { mailTransport })
  return true
}

async function knownTransport(folder: string): Promise<MailTransport | undefined> {
  return (await readDeployment(folder))?.mailTransport ?? (await readInstallation(folder))?.mail
}
