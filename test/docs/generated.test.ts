/** Generated files are what they are generated from. */
import { expect, it } from "vitest"
import { CONFORMANCE_CASES, GENERATED, read } from "../../docs/generate/files.ts"

it.each(GENERATED.filter(({ path }) => path !== CONFORMANCE_CASES))(
  "$path is what `npm run generate` writes",
  async ({ path, text }) => {
    expect(await read(path), "run `npm run generate`").toBe(await text())
  },
)
