/** `Link` headers lead from pages to data, and every one of them somewhere. */
import { beforeEach, expect, test } from "vitest"
import { newOffice, push, request, textOf, YEAR } from "../push-fixture.ts"
import { FIRST } from "../rows.ts"

beforeEach(async () => {
  await push(newOffice(), FIRST)
})

test.for([
  ["/", "/index.json"],
  [`/${YEAR}`, `/${YEAR}.json`],
  [`/${YEAR}/measures/m-aaaaaaaa`, `/${YEAR}/measures/m-aaaaaaaa.json`],
  ["/about", "/about.json"],
] as const)("%s leads to %s and the feeds", async ([page, twin]) => {
  const targets = await linksOf(page)
  expect(targets.map(({ path }) => path)).toEqual(expect.arrayContaining([twin, "/feed.json", "/feed.atom"]))
  for (const { path, type } of targets) {
    const response = await request(path)
    await response.arrayBuffer()
    expect([path, response.status]).toEqual([path, 200])
    expect(response.headers.get("Content-Type")).toContain(type)
  }
})

test("a year leads to its calendar", async () => {
  expect((await linksOf(`/${YEAR}`)).map(({ path }) => path)).toContain(`/${YEAR}/calendar.ics`)
})

test("a section leads to its own calendar", async () => {
  const paths = (await linksOf(`/${YEAR}/sections/2`)).map(({ path }) => path)
  expect(paths).toContain(`/${YEAR}/calendar.ics?section=2`)
})

test.for([
  `/${YEAR}`,
  `/${YEAR}/sections/2`,
  `/${YEAR}/results`,
  `/${YEAR}/measures/m-aaaaaaaa`,
  "/changes",
  "/help",
  "/about",
])("%s says in its head what its header says", async address => {
  const response = await request(address, { headers: { Accept: "text/html" } })
  const html = await textOf(response)
  const head = [...html.matchAll(/<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)"/g)]
  const told = head.map(([, type, path]) => ({ path, type }))
  expect(told.length).toBeGreaterThan(2)
  expect(told).toEqual(await linksOf(address))
})

test("a table leads to its description", async () => {
  expect(await linksOf(`/${YEAR}/measures.csv`)).toEqual([
    { path: "/datapackage.json", type: "application/json" },
  ])
})

test("what is not there, and data, lead nowhere", async () => {
  for (const address of ["/2570", "/nothing", `/${YEAR}.json`, "/feed.json", `/${YEAR}?at=%3E%3B`])
    expect(await linksOf(address)).toEqual([])
})

async function linksOf(address: string) {
  const response = await request(address, { headers: { Accept: "text/html" } })
  await response.arrayBuffer()
  const header = response.headers.get("Link") ?? ""
  return [...header.matchAll(/<([^>]+)>; rel="[a-z]+"; type="([^"]+)"/g)].map(match => ({
    path: match[1] ?? "",
    type: match[2] ?? "",
  }))
}
