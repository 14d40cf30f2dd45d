import { expect, test } from "vitest"
import { differingFiles, provisionScript, type ScriptFile } from "../../../cli/office/script.ts"
import { openGoogle } from "./office.ts"

const MANIFEST: ScriptFile = { name: "appsscript", type: "JSON", source: "{}" }
const CODE: ScriptFile = { name: "Code", type: "SERVER_JS", source: "function install() {}\n" }

test("a script project is made, left alone when it is the same, and updated when not", async () => {
  const { google, clients } = await openGoogle()
  const title = "Sujarit"
  const made = await provisionScript(clients, { title, files: [MANIFEST, CODE] })
  expect(made.outcome).toBe("created")
  const { scriptId } = made
  google.calls.clear()
  expect(await provisionScript(clients, { title, scriptId, files: [CODE, MANIFEST] })).toEqual({
    scriptId,
    outcome: "unchanged",
  })
  expect(google.calls.has("script.projects.updateContent")).toBe(false)
  const newer = { ...CODE, source: "function install() { return 2 }\n" }
  expect((await provisionScript(clients, { title, scriptId, files: [MANIFEST, newer] })).outcome).toBe(
    "updated",
  )
  expect(google.model.project(scriptId).files.find(file => file.name === "Code")?.source).toBe(newer.source)
})

test("a file that is no longer ours is gone after the next run", async () => {
  const { google, clients } = await openGoogle()
  const old = { ...CODE, name: "Old" }
  const { scriptId } = await provisionScript(clients, { title: "S", files: [MANIFEST, CODE, old] })
  const again = await provisionScript(clients, { title: "S", scriptId, files: [MANIFEST, CODE] })
  expect(again.outcome).toBe("updated")
  expect(google.model.project(scriptId).files).toHaveLength(2)
})

test("what Google writes its own way is the same script, and another word in it is not", () => {
  const manifest: ScriptFile = {
    ...MANIFEST,
    source: '{\n  "timeZone": "Asia/Bangkok",\n  "oauthScopes": ["a", "b"]\n}\n',
  }
  const found = (source: string) => [{ name: "appsscript", source }]
  const differing = (source: string) => differingFiles([manifest], found(source))
  expect(differing('{"oauthScopes":["a","b"],"timeZone":"Asia/Bangkok"}')).toEqual([])
  expect(differing('{"oauthScopes":["b","a"],"timeZone":"Asia/Bangkok"}')).toEqual(["appsscript"])
  expect(differing("not JSON")).toEqual(["appsscript"])
  expect(differing("")).toEqual(["appsscript"])
  const code = { ...CODE, source: "a()\nb()\n" }
  expect(differingFiles([code], [{ name: "Code", source: "a()\r\nb()" }])).toEqual([])
  expect(differingFiles([code], [{ name: "Code", source: "a()\nb( )\n" }])).toEqual(["Code"])
  expect(differingFiles([code], [])).toEqual(["Code"])
})
