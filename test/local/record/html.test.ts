/** Every page, held against the HTML standard by a validator that others trust. */
import { HtmlValidate } from "html-validate"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { listedPages } from "./addresses.ts"
import { type PushingOffice, startPushingOffice } from "./pushing-office.ts"
import { RICH, richRows, richSecondPush } from "./rich-rows.ts"

const validator = new HtmlValidate({
  extends: ["html-validate:standard", "html-validate:a11y"],
  // The standard counts `details` as flow content and not as sectioning content, so a header cell may hold it.
  elements: ["html5", { details: { inherit: "details", sectioning: false } }],
})

/** What a reader may ask beside the listed pages, and what there is when there is nothing. */
const ASKED = [
  `/${RICH.year}?section=2&state=overdue&q=x`,
  `/${RICH.year}?at=2023-05-29`,
  `/${RICH.year}/measures/m-dddddddd`,
  `/${RICH.year}/measures/m-ffffffff`,
  `/${RICH.year}/measures/m-zzzzzzzz`,
  `/${RICH.year}?at=2999-01-01`,
]

let office: PushingOffice

beforeAll(async () => {
  office = await startPushingOffice("2023-05-29")
})
afterAll(() => office?.close())

async function faultsOf(url: string): Promise<string[]> {
  const response = await fetch(url, { headers: { Accept: "text/html" } })
  expect(response.headers.get("Content-Type")).toContain("text/html")
  const { results } = await validator.validateString(await response.text())
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
  )
}

describe("a page is valid HTML", () => {
  it("before any announcement", async () => {
    expect((await fetch(`${office.url}/${RICH.year}`)).status).toBe(404)
    for (const page of ["/", "/about", `/${RICH.year}`])
      expect(await faultsOf(`${office.url}${page}`), page).toEqual([])
    await office.push(richRows())
    await office.push(richSecondPush())
  })

  it.each([...listedPages(RICH), ...ASKED])("%s", async page => {
    expect(await faultsOf(`${office.url}${page}`)).toEqual([])
  })
})

it("a validator that finds faults finds them here too", async () => {
  const { valid } = await validator.validateString("<!doctype html><html><body><p><div></p></body></html>")
  expect(valid).toBe(false)
})
