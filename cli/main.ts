#!/usr/bin/env node
/**
 * `sujarit`: the operator's commands. Node runs this file by stripping its types, which takes Node 22.18 or newer; an
 * older one fails before the first line ("Unknown file extension"). `npm start` and `npx sujarit` use the Node that
 * comes with the project.
 */
import { stderr, stdin, stdout } from "node:process"

type Io = {
  readonly stdin: AsyncIterable<string | Uint8Array>
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
}
/** The exit code: 0 good, 1 something to ask or mend was found, 2 usage or environment. */
type Command = (args: string[], io: Io) => Promise<number>

/** Loaded when called: a command pays only for its own libraries. */
const COMMANDS: Readonly<Record<string, { readonly does: string; readonly load: () => Promise<Command> }>> = {
  start: {
    does: "เปิดสำนักงานจำลองทั้งชุดในเครื่องนี้ / the whole office on this machine",
    load: async () => (await import("./start.ts")).startCommand,
  },
  import: {
    does: "อ่านแผนที่ประกาศแล้วเป็นแถวของตาราง / a published plan as table rows",
    load: async () => (await import("./import.ts")).importCommand,
  },
  check: {
    does: "ตรวจตารางด้วยกฎเดียวกับในชีต / a table judged by the sheet's rules",
    load: async () => (await import("./check.ts")).checkCommand,
  },
  digest: {
    does: "ดูเมลของวันใดก็ได้ โดยไม่ส่ง / the mail of any day, sending nothing",
    load: async () => (await import("./digest.ts")).digestCommand,
  },
  setup: {
    does: "จัดทำหรือซ่อมตารางและสคริปต์ที่ Google / the year's real sheet and script, made or mended",
    load: async () => (await import("./setup.ts")).setupCommand,
  },
  deploy: {
    does: "จากว่างเปล่าจนสำนักงานออนไลน์ ทำต่อจากเดิมได้ / an office from nothing to live; goes on where it was",
    load: async () => (await import("./deploy.ts")).deployCommand,
  },
  doctor: {
    does: "ตรวจระบบจริงและบอกวิธีแก้ / what is wrong with a real installation, and what mends it",
    load: async () => (await import("./doctor.ts")).doctorCommand,
  },
  backup: {
    does: "สำรองบันทึกทั้งหมดเป็นไฟล์เดียว / the whole record in one file",
    load: async () => (await import("./backup.ts")).backupCommand,
  },
  restore: {
    does: "กู้คืนบันทึกจากไฟล์สำรอง / the record of a backup stood up elsewhere",
    load: async () => (await import("./restore.ts")).restoreCommand,
  },
  handover: {
    does: "ส่งมอบให้บัญชีอื่น / the office given to another account",
    load: async () => (await import("./handover.ts")).handoverCommand,
  },
  period: {
    does: "อ่านข้อความกำหนดเวลาเป็นวันที่ / deadline phrases as dates",
    load: async () => (await import("./period.ts")).periodCommand,
  },
}

const USAGE = `วิธีใช้ / usage: sujarit COMMAND [OPTIONS]

${Object.entries(COMMANDS)
  .map(([name, { does }]) => `  ${name.padEnd(8)} ${does}`)
  .join("\n")}

ดูวิธีใช้แต่ละคำสั่ง / options of a command: sujarit COMMAND --help
`

process.exitCode = await run(process.argv.slice(2), {
  stdin,
  stdout: text => stdout.write(text),
  stderr: text => stderr.write(text),
})

async function run([name, ...args]: string[], io: Io): Promise<number> {
  if (name === "--help" || name === "-h" || name === "help") {
    io.stdout(USAGE)
    return 0
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command) return (await command.load())(args, io)
  io.stderr(name === undefined ? USAGE : `ไม่มีคำสั่งนี้ / no such command: ${name}\n\n${USAGE}`)
  return 2
}
