/** PDFium, loaded once a process: it takes some tenths of a second, and only who reads a PDF pays. */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { init, type WrappedPdfiumModule } from "@embedpdf/pdfium"

/** Its memory, which moves when it grows: to be asked for anew at every look. Its own types leave this out. */
type Memory = {
  readonly HEAPU8: Uint8Array
  readonly HEAP32: Int32Array
  readonly HEAPF32: Float32Array
  readonly HEAPF64: Float64Array
}
export type Pdfium = WrappedPdfiumModule & { readonly pdfium: Memory }

let loaded: Promise<Pdfium> | undefined

export function loadPdfium(): Promise<Pdfium> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Pdfium> {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve("@embedpdf/pdfium/pdfium.wasm")))
  const pdfium = await init({ wasmBinary: new Uint8Array(wasm).buffer })
  pdfium.PDFiumExt_Init()
  return pdfium as Pdfium
}
