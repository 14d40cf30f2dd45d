/** The pages' scripts, styles and fonts, bundled in memory: nothing is fetched from another host. */
import { basename } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

export type Asset = { readonly body: Uint8Array<ArrayBuffer>; readonly type: string }

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  woff2: "font/woff2",
}

const CLIENT = fileURLToPath(new URL("./client/", import.meta.url))

/** By file name: `main.js`, `office.css` and the fonts. */
export async function buildAssets(): Promise<ReadonlyMap<string, Asset>> {
  const bundled = await build({
    entryPoints: [`${CLIENT}main.ts`, `${CLIENT}clock.ts`, `${CLIENT}office.css`, `${CLIENT}grid.css`],
    bundle: true,
    minify: true,
    write: false,
    outdir: "/",
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    loader: { ".woff2": "file" },
    assetNames: "[name]",
    publicPath: "/assets",
    logLevel: "silent",
  })
  return new Map(
    bundled.outputFiles.map(({ path, contents }) => {
      const name = basename(path)
      const type = TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream"
      return [name, { body: new Uint8Array(contents), type }]
    }),
  )
}

/** The Thai faces as styles that need no request, for a document that may make none. */
export function fontFaces(assets: ReadonlyMap<string, Asset>): string {
  return [400, 600]
    .map(weight => {
      const { body } = assets.get(`sarabun-thai-${weight}-normal.woff2`) ?? {}
      const data = Buffer.from(body ?? new Uint8Array()).toString("base64")
      return `@font-face{font-family:Sarabun;font-weight:${weight};src:url(data:font/woff2;base64,${data})}`
    })
    .join("")
}
