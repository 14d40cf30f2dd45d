/** Which way the office's mail leaves: asked once, on a terminal, of whoever sets the office up. */
import { changeDeployment, readDeployment } from "../cloudflare/deployment.ts"
import { type MailTransport, TRANSPORTS } from "../command/office-options.ts"
import type { AskPerson } from "../command/surroundings.ts"
import { readInstallation } from "./installation.ts"

const WORDS: Readonly<Record<MailTransport, string>> = {
  send_email: "มีโดเมนที่ Cloudflare / a domain of the office's at Cloudflare",
  smtp: "มีเซิร์ฟเวอร์อีเมลของหน่วยงาน / a mail server of the office's own",
  google: "ไม่มีทั้งสองอย่าง ส่งจากบัญชี Google ของสำนักงาน / neither: the office's Google account sends",
}

const QUESTION = `ส่งอีเมลทางใด / how does mail leave?
${TRANSPORTS.map((each, at) => `  ${at + 1}  ${each}  ${WORDS[each]}`).join("\n")}
พิมพ์ 1–${TRANSPORTS.length} แล้วกด Enter (ไม่พิมพ์ = 1) / type a number (1): `

/** What was asked for, or is known; else what the person says. Undefined where nobody can be asked: Cloudflare sends then. */
export async function chosenTransport(
  folder: string,
  asked: MailTransport | undefined,
  ask: AskPerson,
): Promise<MailTransport | undefined> {
  const known = asked ?? (await knownTransport(folder))
  if (known !== undefined || ask === undefined) return known
  for (;;) {
    const transport = parseAnswer(await ask(QUESTION))
    if (transport) return transport
  }
}

/** By its number or its name; the first for nothing at all. */
export function parseAnswer(text: string): MailTransport | undefined {
  const answer = text.trim() || "1"
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
