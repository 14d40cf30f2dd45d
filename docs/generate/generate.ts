/** `npm run generate` writes every generated file anew; with `-- --history` it first lives the sample's months through, with `-- --pictures` it takes the guides' pictures in a browser. */
import { spawnSync } from "node:child_process"
import { writeFile } from "node:fs/promises"
import { parseArgs } from "node:util"
import { GENERATED, pathOf, read } from "./files.ts"

const { values } = parseArgs({ options: { pictures: { type: "boolean" }, history: { type: "boolean" } } })
if (values.history) await (await import("./history.ts")).liveHistory()
if (values.pictures) takePictures()
for (const { path, text } of GENERATED) {
  const made = await text()
  if (made === (await read(path))) continue
  await writeFile(pathOf(path), made)
  console.log(`written: ${path}`)
}

/** The browser's test that compares the pictures also knows how to bring each screen up. */
function takePictures(): void {
  const args = [
    "run",
    "--project",
    "browser",
    "test/browser/guides.test.ts",
    "test/browser/lettering.test.ts",
  ]
  const env = { ...process.env, TAKE_PICTURES: "1" }
  const { status } = spawnSync("vitest", args, { cwd: pathOf("."), env, stdio: "inherit" })
  if (status !== 0) process.exit(1)
}
