/** Every file that is made from others: `npm run generate` writes them, the tests compare them. */
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { openApiDocument } from "../../worker/openapi/document.ts"
import { columnsMarkdown } from "./columns.ts"
import { dependenciesMarkdown } from "./dependencies.ts"
import { pictureFiles, renderedGuides } from "./guides.ts"
import { problemsMarkdown } from "./problems.ts"
import { readmeMarkdown } from "./readme.ts"

export type GeneratedFile = {
  /** From the repository's root. */
  readonly path: string
  readonly text: () => Promise<string>
}

/** Compared by `test/conformance`, which runs the suite anyway. */
export const CONFORMANCE_CASES = "cli/doctor/conformance-cases.json"

export const GENERATED: readonly GeneratedFile[] = [
  { path: "docs/columns.md", text: async () => columnsMarkdown() },
  { path: "docs/problems.md", text: async () => problemsMarkdown() },
  {
    path: "docs/dependencies.md",
    text: async () => dependenciesMarkdown(await read("docs/dependencies.md")),
  },
  { path: "README.md", text: async () => readmeMarkdown(await read("README.md")) },
  { path: "worker/openapi/openapi.json", text: async () => json(openApiDocument()) },
  { path: "worker/guides/guides.json", text: async () => json(renderedGuides()) },
  { path: "worker/guides/pictures.json", text: async () => json(pictureFiles()) },
  { path: CONFORMANCE_CASES, text: conformanceCases },
]

export function pathOf(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}

export function read(path: string): Promise<string> {
  return readFile(pathOf(path), "utf8")
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** Loaded when called: it starts a whole local Google. */
async function conformanceCases(): Promise<string> {
  const { casesOf, runConformance } = await import("../../test/conformance/run.ts")
  return json(casesOf(await runConformance()))
}
