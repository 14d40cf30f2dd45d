#!/usr/bin/env node
/**
 * `sujarit`: the operator's commands. Node runs this file by stripping its types, which takes Node 22.18 or newer; an
 * older one fails before the first line ("Unknown file extension"). `npm start` and `npx sujarit` use the Node that
 * comes with the project.
 */
import { argv, stderr, stdout } from "node:process"
import { runSujarit } from "./commands.ts"

// Whatever these commands write is of an office: its keys, its addresses, its record.
process.umask(0o077)
process.exitCode = await runSujarit(argv.slice(2), {
  stdout: text => stdout.write(text),
  stderr: text => stderr.write(text),
  isWatched: stderr.isTTY,
})
