import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type EvidenceFault, evidenceFault, isEvidence, namesDocument } from "../../../shared/row/evidence.ts"

const GOOD = [
  "https://example.go.th/a.pdf",
  "https://example.go.th:443/a.pdf",
  "ดูที่ https://example.go.th/a?b=1 หน้า 3",
  "(https://drive.google.com/file/d/1aB_c/view?usp=sharing)",
  "(ดู https://example.go.th)",
  "ดู https://example.go.th.",
  "https://สำนักงานเขต.ไทย/ผล",
  "https://xn--12c1fe0br.xn--o3cw4h/ผล",
  "รายงาน.pdf อยู่ที่ https://example.go.th/รายงาน.pdf",
  "กท 6301/123 ลว. 5 มิ.ย. 2566",
  "กท 6301/123 ลว 5 มิย 66",
  "กท 6301/123 ลว. 5 มิ.ย. 2566 https://example.go.th/a.pdf",
  "ที่ กท ๖๓๐๑/๑๒๓ ลงวันที่ ๕ มิถุนายน ๒๕๖๖",
  "หนังสือ กท 5401/1234 ลงวันที่ 5 มิ.ย. 2566",
  "ที่ มท ๐๘๑๐.๗/ว๑๒๓ ลว. ๕ มิ.ย. ๖๖",
  "มท 0810.7/ว 123 ลว. 5 มิ.ย. 66",
  "ว 45 ลว. 05-06-2566",
  "บันทึกข้อความ กท 6301/123 ลงวันที่ 5 มิถุนายน พ.ศ. 2566",
  "คำสั่งเลขที่ 45 ลงวันที่ 5/6/2566",
  "คำสั่งที่ 45 ลงวันที่ 5/6/2566",
  "คำสั่งเขต 12/2566 วันที่ 5 มิ.ย. 66",
  "เลขรับ 871 ลว. 2023-06-05",
  "กท 6301/123\nลว. 5 มิ.ย. 2566",
]

it.each(GOOD)("%s is evidence", text =>
  expect([evidenceFault(text), isEvidence(text)]).toEqual([undefined, true]),
)

const BAD: readonly [string, EvidenceFault][] = [
  ["ดำเนินการแล้ว", "nothing"],
  ["อยู่ในกลุ่มไลน์ของฝ่าย", "nothing"],
  ["in the LINE group", "nothing"],
  ["ดูที่ห้อง", "nothing"],
  ["-", "nothing"],
  ["12345", "nothing"],
  ["แฟ้มที่ 3", "nothing"],
  ["https://", "notPublic"],
  ["http://example.go.th/a.pdf", "notHttps"],
  ["HTTP://EXAMPLE.GO.TH", "notHttps"],
  ["ftp://example.go.th/a.pdf", "notHttps"],
  ["file:///C:/งาน/ก.pdf", "notHttps"],
  ["javascript://example.go.th/%0aalert(1)", "notHttps"],
  ["javascript:alert(1)", "nothing"],
  ["https://example.go.th/a หรือ http://example.go.th/b", "notHttps"],
  ["กท 6301/123 ลว. 5 มิ.ย. 2566 http://example.go.th/b", "notHttps"],
  ["www.example.go.th/a", "notHttps"],
  ["example.go.th/a", "notHttps"],
  ["https://somchai:secret@example.go.th/a", "credentials"],
  ["https://somchai@example.go.th/a", "credentials"],
  ["https://example.go.th:8443/a", "port"],
  ["https://example.go.th:80/a", "port"],
  ["https://example.go.thนะครับ", "notPublic"],
  ["https://localhost/a", "notPublic"],
  ["https://nas/a", "notPublic"],
  ["https://nas.local/a", "notPublic"],
  ["https://files.internal/a", "notPublic"],
  ["https://127.0.0.1/a", "notPublic"],
  ["https://192.168.1.10/a", "notPublic"],
  ["https://10.0.0.1/a", "notPublic"],
  ["https://169.254.169.254/latest", "notPublic"],
  ["https://2130706433/", "notPublic"],
  ["https://0x7f.1/", "notPublic"],
  ["https://[::1]/a", "notPublic"],
  ["https://%31%32%37.0.0.1/", "notPublic"],
  ["https://example.go.th\\@10.0.0.1/", "credentials"],
  ["https://ตัวอย่าง/ก", "notPublic"],
  ["C:\\Users\\clerk\\รายงาน.pdf", "path"],
  ["อยู่ที่ D:/งาน/รายงาน.pdf", "path"],
  ["\\\\server\\งาน\\รายงาน.pdf", "path"],
  ["/Users/clerk/2566/06/5 มิ.ย. 2566.pdf", "path"],
  ["กท 6301/123 ลว. 5 มิ.ย. 2566 เก็บที่ D:\\งาน", "path"],
  ["รายงาน.pdf", "file"],
  ["IMG_2034.JPG", "file"],
  ["รายงาน 5 มิ.ย. 2566.docx", "file"],
  ["กท 6301/123", "noDate"],
  ["กท 6301/123 ลว. 32 มิ.ย. 2566", "noDate"],
  ["กท 6301/123 ลว. 31/6/2566", "noDate"],
  ["5 มิ.ย. 2566", "noNumber"],
  ["ลงวันที่ 5/6/2566", "noNumber"],
  ["ระหว่าง 5/6/2566 และ 6/6/2566", "noNumber"],
  ["วันที่ 5 มิถุนายน 2566", "noNumber"],
  ["ประชุมครั้งที่ 3 วันที่ 5 มิ.ย. 2566", "noNumber"],
  ["ทำเมื่อ 2023-06-05", "noNumber"],
]

it.each(BAD)("%s is none: %s", (text, fault) => expect(evidenceFault(text)).toBe(fault))

it("names a document by number and date, also beside a link", () => {
  expect(namesDocument("กท 6301/123 ลว. 5 มิ.ย. 2566 https://example.go.th/a.pdf")).toBe(true)
  expect(namesDocument("https://example.go.th/2566/123/5-6-2566.pdf")).toBe(false)
})

describe("whatever is typed", () => {
  const pieces = fc.constantFrom(
    ...["กท ", "6301/123", " ลว. ", "5 มิ.ย. 2566", "๕/๖/๒๕๖๖", " ", "\n", "ที่ ", "ว ", "12", "/", ":", "\\"],
    ...["https://", "http://", "a.go.th", "user@", ".pdf", "C:\\", "127.0.0.1", "LINE", "ก", "😀", "‮"],
  )
  const typed = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 12 }).map(parts => parts.join("")),
  )

  it("what is accepted counts as evidence when it is read", () => {
    fc.assert(fc.property(typed, text => evidenceFault(text) !== undefined || isEvidence(text)))
  })

  it("an accepted text has an openable link, or a document's number and date", () => {
    fc.assert(
      fc.property(typed, text => {
        if (evidenceFault(text) !== undefined) return
        expect(text.includes("https://") || namesDocument(text)).toBe(true)
      }),
    )
  })

  it.each([
    "ก".repeat(50_000),
    "1/".repeat(25_000),
    "5 มิ.".repeat(10_000),
    "https://a".repeat(5000),
    " ".repeat(50_000),
  ])("a cell as long as a cell can be is judged all the same", text =>
    expect(evidenceFault(text)).toBeDefined(),
  )
})
