/** Content coding of kept answers (RFC 9110 §8.4): compressed once here, not each time on the way out. */

/** Whether `Accept-Encoding` names gzip without a weight of zero (RFC 9110 §12.5.3). */
export function acceptsGzip(acceptEncoding: string | null): boolean {
  return (
    acceptEncoding !== null &&
    /(?:^|[\s,])gzip\s*(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))(?:;|,|$)/i.test(acceptEncoding)
  )
}

/** By the runtime's own compressor, some 20 µs a kilobyte. */
export async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))
  return new Uint8Array(await new Response(compressed).arrayBuffer())
}
