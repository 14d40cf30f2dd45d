/** A PDF of letters and lines where a test wants them; its font has no shapes, only names for its letters. */

export type Page = {
  /** Text from a point on, from the top left corner of the page, in points. */
  readonly texts: readonly { readonly text: string; readonly x: number; readonly y: number }[]
  readonly lines?: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[]
}

const [WIDTH, HEIGHT, SIZE] = [842, 595, 10]
/** How wide a letter is; marks over others take no room. */
export const LETTER = 6
const isMark = (letter: string) => /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/.test(letter)

export function widthOf(text: string): number {
  return [...text].filter(letter => !isMark(letter)).length * LETTER
}

export function writtenPdf(pages: readonly Page[]): Uint8Array {
  const letters = [...new Set(pages.flatMap(({ texts }) => texts.flatMap(({ text }) => [...text])))]
  const code = (letter: string) => hex(letters.indexOf(letter) + 1)
  const contents = pages.map(({ texts, lines = [] }) =>
    [
      "0.5 w",
      ...lines.map(([x1, y1, x2, y2]) => `${x1} ${HEIGHT - y1} m ${x2} ${HEIGHT - y2} l S`),
      ...texts.map(
        ({ text, x, y }) =>
          `BT /F ${SIZE} Tf 1 0 0 1 ${x} ${HEIGHT - y} Tm <${[...text].map(code).join("")}> Tj ET`,
      ),
    ].join("\n"),
  )
  const pageAt = (at: number) => 6 + at * 2
  const widths = letters
    .map((letter, at) => `${at + 1} [${isMark(letter) ? 0 : (LETTER / SIZE) * 1000}]`)
    .join(" ")
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${pageAt(at)} 0 R`).join(" ")}]>>`,
    "<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/Test/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600/W[${widths}]/FontDescriptor<</Type/FontDescriptor/FontName/Test/Flags 4/FontBBox[0 -300 1000 1000]/ItalicAngle 0/Ascent 1000/Descent -300/CapHeight 700/StemV 80>>>>`,
    stream(names(letters)),
    ...contents.flatMap((content, at) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${WIDTH} ${HEIGHT}]/Resources<</Font<</F 3 0 R>>>>/Contents ${pageAt(at) + 1} 0 R>>`,
      stream(content),
    ]),
  ]
  return fileOf(objects)
}

const hex = (number: number) => number.toString(16).padStart(4, "0")

function names(letters: readonly string[]): string {
  const lines = letters.map((letter, at) => `<${hex(at + 1)}> <${hex(letter.charCodeAt(0))}>`)
  const parts = Array.from({ length: Math.ceil(lines.length / 100) }, (_, at) =>
    lines.slice(at * 100, at * 100 + 100),
  )
  const maps = parts.map(part => `${part.length} beginbfchar\n${part.join("\n")}\nendbfchar`)
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n${maps.join("\n")}\nendcmap end end`
}

function stream(content: string): string {
  return `<</Length ${content.length}>>\nstream\n${content}\nendstream`
}

function fileOf(objects: readonly string[]): Uint8Array {
  let text = "%PDF-1.4\n"
  const places = objects.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = places.map(place => `${String(place).padStart(10, "0")} 00000 n \n`).join("")
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`
  return Buffer.from(text + end, "latin1")
}
