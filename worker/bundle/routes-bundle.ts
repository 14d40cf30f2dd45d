/**
 * The auditor's bundle of a year, made of what the site itself answers, by the list that `sujarit bundle` goes by. It leaves as it
 * is put together, stored and not packed: a free plan gives an answer ten milliseconds.
 */
import { Buffer } from "node:buffer"
import { crc32 } from "node:zlib"
import { type Context, Hono } from "hono"
import { type BundleFile, bundleFiles, bundleFolder, zipTimeOf } from "../../shared/bundle/bundle.ts"
import { GrowingError, gatherYear } from "../../shared/bundle/gather.ts"
import type { BundleHost } from "../../shared/bundle/host.ts"
import { type ZipTime, zipWriter } from "../../shared/bundle/zip.ts"
import { sha256Text } from "../../shared/push/sd-jwt.ts"
import type { AppEnv } from "../app-env.ts"
import { readCheckpoint } from "../log/sign.ts"
import { verifyScript } from "../pages/verify-script.ts"
import { parseYear, yearMissing } from "../publish/answer/address.ts"
import { matchesEntityTag } from "../publish/answer/etag.ts"
import { notFound, refusal } from "../publish/answer/problem.ts"
import { sayHowKept } from "../publish/answer/reply.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { RecordUnreadableError, readable } from "../store/reader.ts"
import { storeOf } from "../store/store.ts"

export const bundleRoutes = new Hono<AppEnv>()

/** What is read is held until it leaves, and again as a script; an isolate has 128 MB for all who ask. */
const MOST_BYTES = 12_000_000

bundleRoutes.get("/:year{[0-9]+}/bundle.zip", async c => {
  if (c.req.query("at") !== undefined) return refusal(c, "notDated")
  const year = parseYear(c.req.param("year"))
  const heads = await storeOf(c.env.DB).heads()
  if (!heads.some(({ fiscalYear }) => fiscalYear === year))
    return notFound(c, yearMissing(c.req.param("year")))
  const note = (await readable(readCheckpoint(c.env.DB)))?.note
  const standing = heads.map(({ seenAt, ...state }) => state)
  const madeOf = [c.env.VERSION?.id, c.get("moment").today, note, standing]
  const etag = `W/"${sha256Text(JSON.stringify(madeOf), NATIVE_CODEC)}"`
  if (matchesEntityTag(c.req.header("If-None-Match"), etag)) {
    sayHowKept(c, etag)
    return c.body(null, 304)
  }
  const { origin } = c.get("config")
  try {
    const host = ownHost(c)
    const found = await gatherYear(host, year, origin)
    if (!found) return notFound(c, yearMissing(c.req.param("year")))
    const script = new Uint8Array(verifyScript().bytes)
    const files = bundleFiles(found, { fiscalYear: year, from: origin, script, more: [] }, host)
    sayHowKept(c, etag)
    return c.body(zipStream(files, bundleFolder(year), zipTimeOf(found.today)), 200, {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="sujarit-${year}.zip"`,
    })
  } catch (error) {
    if (error instanceof TooLongError) return refusal(c, "bundleTooLong")
    // Pushes came the whole time: a moment later they do not.
    if (error instanceof GrowingError) throw new RecordUnreadableError("the record grows", { cause: error })
    throw error
  }
})

class TooLongError extends Error {
  override readonly name = "TooLongError"
}

/** Statuses of what is not there, or is more than one answer: the bundle goes without it. */
const ABSENT: readonly number[] = [404, 422]

function ownHost(c: Context<AppEnv>): BundleHost {
  const readOwn = c.get("readOwn")
  const [reader, encoder] = [new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }), new TextEncoder()]
  let length = 0
  return {
    get: async path => {
      // The first page has an address without a query, and what was made of it is kept.
      const answer = await readOwn(path.replace(/\?page=1$/, ""))
      const bytes = new Uint8Array(await answer.arrayBuffer())
      // The tree is being brought in, as it is for an hour after a restore.
      if (!answer.ok && path.startsWith("/log/tile/")) throw new RecordUnreadableError(path)
      if (ABSENT.includes(answer.status)) return undefined
      length += bytes.length
      // The database answered a moment ago: what fails now is that it was asked too often for one request.
      if (!answer.ok || length > MOST_BYTES) throw new TooLongError(path)
      return bytes
    },
    ...{ width: 4, tell: () => {}, readText: bytes => reader.decode(bytes) },
    ...{ base64: bytes => Buffer.from(bytes).toString("base64"), encode: text => encoder.encode(text) },
  }
}

/** A file at a time, as fast as it is taken. */
function zipStream(files: readonly BundleFile[], folder: string, time: ZipTime): ReadableStream<Uint8Array> {
  const writer = zipWriter(time, crc32)
  let at = 0
  return new ReadableStream({
    pull(controller) {
      const next = files[at++]
      const parts = next ? writer.add({ name: folder + next.file, bytes: next.bytes }) : writer.end()
      for (const part of parts) if (part.length > 0) controller.enqueue(part)
      if (!next) controller.close()
    },
  })
}
