/** `sujarit bundle`: one file that proves a year without a network, made of what the record serves to everybody. */
import { resolve } from "node:path"
import { crc32, deflateRawSync } from "node:zlib"
import * as z from "zod/mini"
import { verifyScript } from "../../local/worker/verify-script.ts"
import { type BundleFile, bundleFiles, bundleFolder, zipTimeOf } from "../../shared/bundle/bundle.ts"
import { type GatheredYear, GrowingError, gatherYear } from "../../shared/bundle/gather.ts"
import type { BundleHost } from "../../shared/bundle/host.ts"
import { zipWriter } from "../../shared/bundle/zip.ts"
import { parseJson } from "../../shared/row/json.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import { writeNew } from "../command/files.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { openBundle } from "../verify/open-bundle.ts"
import { addressReader } from "../verify/read-address.ts"
import { verdictText } from "../verify/verdict-text.ts"
import { assertSafe, doorOf, jsonOf, judgeOpened } from "../verify/verify-record.ts"
import { yearSqlite } from "./year-sqlite.ts"

type BundleOptions = {
  readonly record: string
  readonly year: number | undefined
  readonly out: string | undefined
  readonly json: boolean
}

/** Exit code: 0 all holds, 1 something in it does not: it is written all the same. @throws CommandError where it could not be read */
export async function makeBundle(
  { record, year, out, json }: BundleOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  assertSafe(record)
  const from = record.replace(/\/+$/, "")
  const host = hostOf(from, io, surroundings(given))
  const fiscalYear = year ?? newestYear((await host.get("/api/v1/years")) ?? new Uint8Array())
  const found =
    fiscalYear === undefined ? undefined : await gatherYear(host, fiscalYear, from).catch(unsteady)
  if (fiscalYear === undefined || !found)
    throw new CommandError(
      `ที่ ${from} ไม่มีบันทึกของปีนั้น ตรวจที่อยู่และ --year / no record of that year is published there: check the address and --year`,
    )
  const zip = zipped(await filesOf(found, fiscalYear, from), fiscalYear, found)
  const file = resolve(out ?? `sujarit-${fiscalYear}.zip`)
  // Judged as whoever gets it will judge it.
  const verdict = await judgeOpened(openBundle(zip, file), {}, progressOf(io))
  if (!(await writeNew(file, zip)))
    throw new CommandError(`มีไฟล์ ${file} อยู่แล้ว เลือกชื่ออื่นด้วย --out / it exists: name another with --out`)
  printResult(io, json, {
    value: { file, bytes: zip.length, ...jsonOf(verdict) },
    text: () => `${file}\n${verdictText(verdict)}`,
  })
  return verdict.faults.length === 0 ? 0 : 1
}

function unsteady(error: unknown): never {
  if (!(error instanceof GrowingError)) throw error
  throw new CommandError(
    "บันทึกรับการแก้ไขใหม่ระหว่างอ่านทุกครั้ง สั่งซ้ำในอีกสักครู่ / the record grew each time that it was read: run it again in a moment",
  )
}

function hostOf(from: string, io: CommandIo, { fetch }: Surroundings): BundleHost {
  return { ...doorOf(addressReader(from, fetch, undefined), progressOf(io)), ...NODE_TEXT }
}

const NODE_TEXT = {
  base64: (bytes: Uint8Array) => Buffer.from(bytes).toString("base64"),
  encode: (text: string) => new Uint8Array(Buffer.from(text)),
}

const yearsSchema = z.object({ years: z.array(z.object({ fiscalYear: z.int() })) })

/** Newest first. */
function newestYear(bytes: Uint8Array): number | undefined {
  const served = parseJson(Buffer.from(bytes).toString("utf8"))
  return yearsSchema.safeParse(served).data?.years[0]?.fiscalYear
}

async function filesOf(found: GatheredYear, fiscalYear: number, from: string): Promise<BundleFile[]> {
  const textAt = (path: string) => {
    const bytes = found.files.find(each => each.path === path)?.bytes
    return Buffer.from(bytes ?? new Uint8Array()).toString("utf8")
  }
  const sqlite = await yearSqlite(textAt(`/${fiscalYear}.json`), textAt(`/api/v1/pushes/${fiscalYear}`))
  const more = [{ file: `${fiscalYear}.sqlite`, bytes: sqlite }]
  return bundleFiles(found, { fiscalYear, from, script: verifyScript(), more }, NODE_TEXT)
}

function zipped(files: readonly BundleFile[], fiscalYear: number, { today }: GatheredYear): Buffer {
  const writer = zipWriter(zipTimeOf(today), crc32)
  const folder = bundleFolder(fiscalYear)
  const parts = files.flatMap(({ file, bytes }) =>
    writer.add({ name: folder + file, bytes, packed: deflateRawSync(bytes) }),
  )
  return Buffer.concat([...parts, ...writer.end()])
}
