/** The fonts, the pictures of the guides, the icons and the style. Under `/assets/` a new content is a new address, which browsers keep for good. */
import { Buffer } from "node:buffer"
import latin400 from "@fontsource/sarabun/files/sarabun-latin-400-normal.woff2"
import latin600 from "@fontsource/sarabun/files/sarabun-latin-600-normal.woff2"
import thai400 from "@fontsource/sarabun/files/sarabun-thai-400-normal.woff2"
import thai600 from "@fontsource/sarabun/files/sarabun-thai-600-normal.woff2"
import { Hono } from "hono"
import * as z from "zod/mini"
import answerKept from "../../docs/guides/pictures/answer-kept.webp"
import answerMail from "../../docs/guides/pictures/answer-mail.webp"
import answerWrong from "../../docs/guides/pictures/answer-wrong.webp"
import digest from "../../docs/guides/pictures/digest.webp"
import gridProblem from "../../docs/guides/pictures/grid-problem.webp"
import movedDate from "../../docs/guides/pictures/moved-date.webp"
import reportTab from "../../docs/guides/pictures/report-tab.webp"
import settingsTab from "../../docs/guides/pictures/settings-tab.webp"
import yearPhone from "../../docs/guides/pictures/year-phone.webp"
import { sha256Text } from "../../shared/push/sd-jwt.ts"
import type { AppEnv } from "../app-env.ts"
import pictureFiles from "../guides/pictures.json" with { type: "json" }
import { matchesEntityTag } from "../publish/answer/etag.ts"
import { ICON } from "./icon.ts"
import { DRAWN } from "./picture/lettering.ts"
import { STYLE, STYLE_FILE } from "./style/style.ts"
import { verifyScript } from "./verify-script.ts"

export const assetRoutes = new Hono<AppEnv>()

/** What is kept for good is asked for again on a reload: its address is its tag. */
assetRoutes.use("/assets/*", async (c, next) => {
  const etag = `W/"${c.req.path}${c.req.path.endsWith("/icon.svg") ? sha256Text(ICON) : ""}"`
  await next()
  if (c.res.status !== 200) return
  c.res.headers.set("ETag", etag)
  if (!matchesEntityTag(c.req.header("If-None-Match"), etag)) return
  const headers = new Headers(c.res.headers)
  headers.delete("Content-Type")
  c.res = new Response(null, { status: 304, headers })
})

const FONTS: Readonly<Record<string, ArrayBuffer>> = {
  "latin-400": latin400,
  "latin-600": latin600,
  "thai-400": thai400,
  "thai-600": thai600,
}

const FOR_GOOD = "public, max-age=31536000, immutable"

assetRoutes.get("/assets/:font{sarabun-5-.+\\.woff2}", c => {
  const bytes = FONTS[c.req.param("font").slice("sarabun-5-".length, -".woff2".length)]
  if (!bytes) return c.notFound()
  return c.body(bytes, 200, { "Content-Type": "font/woff2", "Cache-Control": FOR_GOOD })
})

assetRoutes.get("/assets/guides/:file", c => {
  const bytes = findPicture(c.req.param("file"))
  if (!bytes) return c.notFound()
  return c.body(bytes, 200, { "Content-Type": "image/webp", "Cache-Control": FOR_GOOD })
})

const PICTURES: Readonly<Record<string, ArrayBuffer>> = {
  "answer-kept": answerKept,
  "answer-mail": answerMail,
  "answer-wrong": answerWrong,
  digest,
  "grid-problem": gridProblem,
  "moved-date": movedDate,
  "report-tab": reportTab,
  "settings-tab": settingsTab,
  "year-phone": yearPhone,
}

/** The file name that a picture has for as long as it is the same: its own, and the beginning of its SHA-256. */
const pictureFilesSchema = z.record(z.string(), z.string().check(z.regex(/^[a-z-]+\.[0-9a-f]{12}\.webp$/)))

const PICTURE_FILES = new Map(
  Object.entries(pictureFilesSchema.parse(pictureFiles)).map(([name, file]) => [file, PICTURES[name]]),
)

/** Undefined for a name that no picture has, or has no more. */
function findPicture(file: string): ArrayBuffer | undefined {
  return PICTURE_FILES.get(file)
}

assetRoutes.get(`/assets/${STYLE_FILE}`, c =>
  c.body(STYLE, 200, { "Content-Type": "text/css; charset=utf-8", "Cache-Control": FOR_GOOD }),
)

assetRoutes.get("/assets/:script{verify\\..+\\.js}", c => {
  const { file, bytes } = verifyScript()
  if (c.req.param("script") !== file) return c.notFound()
  return c.body(bytes, 200, { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": FOR_GOOD })
})

const FOR_A_DAY = "public, max-age=86400"

assetRoutes.get("/assets/icon.svg", c =>
  c.body(ICON, 200, { "Content-Type": "image/svg+xml", "Cache-Control": FOR_A_DAY }),
)

/** Asked for at these very addresses, also by programs that read no page: readers of feeds, phones, previews of chats. */
assetRoutes.get("/favicon.ico", c =>
  c.body(icoOf(drawnIcon(32), 32), 200, { "Content-Type": "image/x-icon", "Cache-Control": FOR_A_DAY }),
)
assetRoutes.get("/apple-touch-icon.png", c =>
  c.body(drawnIcon(180), 200, { "Content-Type": "image/png", "Cache-Control": FOR_A_DAY }),
)

function drawnIcon(size: number): Uint8Array<ArrayBuffer> {
  return Buffer.from(DRAWN.icons[size] ?? "", "base64")
}

/** An `.ico` that holds one PNG, as every browser since 2007 reads it: a directory of one entry, then the picture. */
function icoOf(png: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(ICO_HEAD + png.length)
  const view = new DataView(bytes.buffer)
  bytes.set([0, 0, 1, 0, 1, 0, size, size, 0, 0, 1, 0, 32, 0])
  view.setUint32(14, png.length, true)
  view.setUint32(18, ICO_HEAD, true)
  bytes.set(png, ICO_HEAD)
  return bytes
}

const ICO_HEAD = 22
