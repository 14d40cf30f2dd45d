/** Attacks on the record that the script publishes to: none is built on, each is told, and a person settles it. */

import { createSign } from "node:crypto"
import { expect, it } from "vitest"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { tabOf } from "../../shared/columns.ts"
import { PUSH_JWT_TYPE } from "../../shared/push/payload.ts"
import { serializeSdJwt, signingInput } from "../../shared/push/sd-jwt.ts"
import { signedHeader } from "../../shared/push/signed-request.ts"
import { SETTLE_ITEM } from "../../shared/scan/settle.ts"
import { tickGate } from "./announce.ts"
import { standingOffice } from "./standing-office.ts"

const { office, script, person } = await standingOffice()

const project = () => office.google.model.project(office.host.projectId)

/** The lines of `สถานะ` by item. */
function status(): Map<string, string> {
  const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
  const rows = sheets.find(each => each.title === "สถานะ")?.rows ?? []
  const at = (key: string) => tabOf("status").columns.findIndex(each => each.key === key)
  const text = (row: (typeof rows)[number], key: string) =>
    String(Object.values(row[at(key)]?.value ?? {})[0] ?? "")
  return new Map(rows.map(row => [text(row, "item"), text(row, "value")]))
}
const question = () => status().get(SETTLE_ITEM)

function edit(text: string): void {
  person.write(1, { issue: text })
  script.run("onEdited")
}

const published = () => office.worker.rowByName.get(`measure/${person.lines()[0]?.id}`)
const newestHead = () => JSON.parse(ask()).head as string

/** What the Worker answers to a push that stands on nothing. */
function ask(): string {
  return office.worker.receive(signed({ base: "A".repeat(43), sequence: 1 })).body
}

/** A push of the office's key, as whoever stole it makes one. */
function signed(more: object): string {
  const { pushes } = office.worker
  const { state, base } = pushes.at(-1)?.payload ?? { state: "", base: "" }
  const payload = {
    ...{ iss: "sample", aud: "https://record.example", iat: Math.floor(office.clock.now / 1000) },
    ...{ fiscalYear: 2566, _sd_alg: "sha-256", rows: [], private: [], gone: [], held: [], base, state },
    ...more,
  }
  const input = signingInput(signedHeader(PUSH_JWT_TYPE, office.keys.publicJwk.kid), payload)
  const signature = createSign("RSA-SHA256").update(input).sign(office.keys.privateKey, "base64url")
  return serializeSdJwt(`${input}.${signature}`, [])
}

/** The Worker's database alone, put back to how it stood when this was called. */
function cutBack(): () => void {
  const restore = office.worker.save()
  return () => {
    const { properties } = project()
    restore()
    project().properties = properties
  }
}

/** Nothing is published, and the question stands, whatever is scanned. */
function expectStopped(): void {
  const pushed = office.worker.pushes.length
  edit("แก้ระหว่างที่หยุดส่ง")
  script.run("onClock")
  expect(office.worker.pushes).toHaveLength(pushed)
  expect(question()).toContain("ไม่มีข้อมูลหาย")
  expect(status().get("การส่งข้อมูลไปหน้าเว็บ")).toMatch(/^หยุดส่ง/)
}

function settle(): void {
  expect(tickGate(script.editor, office.spreadsheetId, SAMPLE_OWNER)).toMatchObject({ ok: true })
  script.run("onEdited")
}

it("a database cut back by four leaves is an alarm and no base, and stays one when it is put right", () => {
  const cut = cutBack()
  for (const text of ["หนึ่ง", "สอง", "สาม", "สี่"]) edit(`แก้ครั้งที่${text}`)
  const whole = cutBack()
  cut()
  edit("แก้หลังถูกตัด")
  expect(question()).toMatch(/สั้นกว่าที่สำนักงานส่งไปแล้ว.*หยุดส่ง/)
  expectStopped()
  whole()
  expectStopped()
  settle()
  expect(question()).toBeUndefined()
  expect(published()).toMatchObject({ issue: "แก้ระหว่างที่หยุดส่ง" })
})

it("a leaf signed with the office's key that the script never sent is not followed; a person takes it, or does not", () => {
  const held = [`measure/${person.lines()[0]?.id}`]
  const { payload } = office.worker.pushes.at(-1) ?? {}
  const forged = signed({ base: newestHead(), sequence: (payload?.sequence ?? 0) + 1, held })
  expect(office.worker.receive(forged)).toMatchObject({ status: 201 })
  edit("แก้หลังถูกปลอม")
  const head = newestHead()
  expect(question()).toMatch(/ฉบับที่สำนักงานไม่ได้ส่ง/)
  expect(question()).toContain(` ${head} `)
  expectStopped()
  settle()
  expect(question()).toBeUndefined()
  expect(office.worker.pushes.at(-1)?.payload.base).toBe(head)
  expect(published()).toMatchObject({ issue: "แก้ระหว่างที่หยุดส่ง" })
})

it("a fork of the same length is an alarm, and a tick answers only the head that was shown", () => {
  const cut = cutBack()
  edit("แก้ก่อนแยก")
  cut()
  const { payload } = office.worker.pushes.at(-1) ?? {}
  const forged = (held: string[], more: number) =>
    office.worker.receive(signed({ base: newestHead(), sequence: (payload?.sequence ?? 0) + more, held }))
  expect(forged([`measure/${person.lines()[0]?.id}`], 1)).toMatchObject({ status: 201 })
  expectStopped()
  expect(forged([], 2)).toMatchObject({ status: 201 })
  settle()
  expectStopped()
  settle()
  expect(question()).toBeUndefined()
})

it("a script that lost its memory stops, and shows the head to compare", () => {
  const { STOOD_2566: _lost, ...rest } = project().properties
  project().properties = rest
  edit("แก้ตอนความจำหาย")
  expect(question()).toMatch(/จำไม่ได้ว่าส่งถึงฉบับใด/)
  expect(question()).toContain(` ${newestHead()} `)
  expectStopped()
  settle()
  expect(question()).toBeUndefined()
  expect(published()).toMatchObject({ issue: "แก้ระหว่างที่หยุดส่ง" })
})

it("so does one that lost the sheet's memory too: nothing is begun anew over a record", () => {
  const { STOOD_2566: _lost, ...rest } = project().properties
  project().properties = rest
  const record = office.google.model
    .spreadsheet(office.spreadsheetId)
    .sheets.find(each => each.title === "_record")
  if (record) record.rows = record.rows.slice(0, 1)
  script.run("onClock")
  expect(question()).toMatch(/จำไม่ได้ว่าส่งถึงฉบับใด/)
  expectStopped()
})

it("a script of the version before, with its base in the sheet alone, goes on", () => {
  const { STOOD_2566: _none, ...rest } = project().properties
  project().properties = rest
  const record = office.google.model
    .spreadsheet(office.spreadsheetId)
    .sheets.find(each => each.title === "_record")
  if (!record) throw new Error("no tab _record")
  record.rows = record.rows.map(row =>
    row.map(cell => {
      if (!cell?.value || !("stringValue" in cell.value)) return cell
      const stringValue = String(cell.value.stringValue).replace(',"stood":true', "")
      return { ...cell, value: { stringValue } }
    }),
  )
  edit("แก้หลังปรับรุ่น")
  expect(question()).toBeUndefined()
  expect(published()).toMatchObject({ issue: "แก้หลังปรับรุ่น" })
  expect(project().properties.STOOD_2566).toBeDefined()
})

it("what the office checked of the log it countersigns in the next push and heartbeat", () => {
  const { worker } = office
  edit("แก้ครั้งแรก")
  const { size = 0 } = worker.countersigned.at(-1) ?? {}
  edit("แก้ครั้งที่สอง")
  expect(worker.countersigned.at(-1)?.size).toBeGreaterThan(size)
  script.run("onClock")
  expect(worker.countersigned.at(-1)?.size).toBe(worker.entries.length)
  expect(worker.pushes.at(-1)?.payload).toMatchObject({ version: 2 })
})

it("a log that was rewritten behind the office is an alarm; it signs nothing of it until a person settles", () => {
  const { worker } = office
  edit("แก้ก่อนเขียนใหม่")
  script.run("onClock")
  const log = worker.countersigned.at(-1)
  worker.entries[0] = Buffer.from("rewritten")
  const calls = worker.countersigned.length
  script.run("onClock")
  expect(worker.countersigned.slice(calls)).toEqual([log])
  expect(question()).toMatch(/ไม่ต่อจากที่สำนักงานลงนามรับรองไว้.*หยุดส่ง/)
  expectStopped()
  expect(question()).toMatch(/ไม่ต่อจากที่สำนักงานลงนามรับรองไว้/)
  settle()
  expect(question()).toBeUndefined()
  script.run("onClock")
  expect(worker.countersigned.at(-1)?.size).toBe(worker.entries.length)
})

it("so is a log that was cut back, where no push was lost", () => {
  const { worker } = office
  worker.entries.push(Buffer.from("mail of a day"))
  script.run("onClock")
  script.run("onClock")
  worker.entries.pop()
  script.run("onClock")
  expect(question()).toMatch(/ไม่ต่อจากที่สำนักงานลงนามรับรองไว้/)
})
