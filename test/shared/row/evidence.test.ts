import { expect, it } from "vitest"
import { isEvidence } from "../../../shared/row/evidence.ts"

it.each([
  "https://example.go.th/a.pdf",
  "ดูที่ https://example.go.th/a?b=1 หน้า 3",
  "กท 6301/123 ลว. 5 มิ.ย. 2566",
  "ที่ กท ๖๓๐๑/๑๒๓ ลงวันที่ ๕ มิถุนายน ๒๕๖๖",
  "บันทึกข้อความ กท 6301/123 ลงวันที่ 5 มิถุนายน พ.ศ. 2566",
  "คำสั่งเลขที่ 45 ลงวันที่ 5/6/2566",
  "คำสั่งเขต 12/2566 วันที่ 5 มิ.ย. 66",
])("%s is evidence", text => expect(isEvidence(text)).toBe(true))

it.each([
  "",
  "ดำเนินการแล้ว",
  "http://example.go.th/a.pdf",
  "https://",
  "กท 6301/123",
  "5 มิ.ย. 2566",
  "ลงวันที่ 5/6/2566",
  "วันที่ 5 มิถุนายน 2566",
  "ทำเมื่อ 2023-06-05",
])("%s is not", text => expect(isEvidence(text)).toBe(false))
