/** Mail from the account that owns the script: Gmail's advanced service, and what is left of the day's quota. */
import { type CallHost, guard } from "./guard.ts"

export function createMailServices(call: CallHost) {
  const Messages = guard("Gmail.Users.Messages", {
    send: (message: object, userId: string) =>
      JSON.parse(String(call("Gmail.Users.Messages.send", JSON.stringify(message), String(userId)))),
  })
  return {
    Gmail: guard("Gmail", { Users: guard("Gmail.Users", { Messages }) }),
    MailApp: guard("MailApp", { getRemainingDailyQuota: () => call("MailApp.getRemainingDailyQuota") }),
  }
}
