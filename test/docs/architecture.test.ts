/** The value followed through `docs/architecture.md` is one the code makes. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { compilePeriod } from "../../shared/period/compile.ts"
import { base64url, canonicalJson, parseDisclosure } from "../../shared/push/sd-jwt.ts"
import { rowSchema } from "../../shared/row/row.ts"

const text = readFileSync(new URL("../../docs/architecture.md", import.meta.url), "utf8")

function block(language: string): string {
  return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1]?.trim() ?? ""
}

it("shows the deadline as it is compiled, and the refusal as it is told", () => {
  const [phrase = "", year, normal, understood] = block("period").split(" | ")
  expect(compilePeriod(phrase, { fiscalYear: Number(year) })).toMatchObject({
    normal,
    understood,
    flag: "ok",
  })
  const refused = compilePeriod("31 มิ.ย. 66", { fiscalYear: Number(year) })
  expect(refused.problems.map(({ message }) => `> ${message}`)).toEqual([text.match(/^> .+$/m)?.[0]])
})

it("shows a disclosure that reads as a row and has the digest named beside it", () => {
  const encoded = base64url(new TextEncoder().encode(canonicalJson(JSON.parse(block("disclosure")))))
  const disclosure = parseDisclosure(encoded)
  expect(rowSchema.parse(disclosure?.value)).toMatchObject({ kind: "measure", period: "30 มิ.ย. 66" })
  expect(text).toContain(`\`${disclosure?.digest}\``)
})
