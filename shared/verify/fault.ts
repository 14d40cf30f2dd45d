/** What does not hold in a record that was fetched: which, and where. One table says each in both languages. */

export type Words = readonly [thai: string, english: string]

export const FAULTS = {
  noteUnread: ["จุดตรวจอ่านไม่ได้", "the checkpoint cannot be read"],
  keyUnread: ["กุญแจของบันทึกอ่านไม่ได้", "the verifier key of the log cannot be read"],
  keyOther: ["กุญแจของบันทึกไม่ใช่กุญแจที่เก็บไว้", "the key of the log is another than the one kept"],
  keyLost: [
    "กุญแจของบันทึกที่เก็บไว้ถูกแจ้งว่าอาจอยู่ในมือผู้อื่น ให้ขอกุญแจใหม่จากสำนักงานโดยทางอื่น แล้วตรวจด้วยกุญแจนั้น",
    "the key that was kept is reported lost, so that it vouches for no other: have the new one from the office by another way, and verify with that",
  ],
  keyUnnamed: [
    "กุญแจของบันทึกไม่ใช่กุญแจที่บันทึกเองบอกไว้",
    "the key of the log is another than its newest entry of keys names",
  ],
  noteUnsigned: ["ลายมือชื่อของจุดตรวจไม่ถูกต้อง", "the checkpoint is not signed by the key of the log"],
  originOther: ["ชื่อของบันทึกไม่ตรงกับกุญแจ", "the origin of the checkpoint is another than the key's"],
  fileMissing: ["ไม่มีไฟล์นี้ หรืออ่านไม่ได้", "the file is missing or cannot be read"],
  proofUnread: ["ไม่ใช่หลักฐานการบันทึกที่อ่านได้", "it is no proof of an entry that can be read"],
  proofOther: [
    "รายการนี้ไม่อยู่ในบันทึกที่จุดตรวจลงนาม",
    "the entry is not in the tree of the checkpoint, or not at its place",
  ],
  tileOther: ["ค่าตรวจสอบในแผ่นไม่ใช่ของรายการ", "a hash in the tile is not that of what stands under it"],
  rootOther: [
    "รายการทั้งหมดไม่ให้ค่ารากที่ลงนามไว้ มีรายการถูกแก้ ลบ หรือสลับ",
    "the entries do not give the root that was signed: one was changed, dropped or moved",
  ],
  shrunk: [
    "บันทึกสั้นกว่าจุดตรวจที่เก็บไว้ มีรายการถูกลบ",
    "the log is shorter than the checkpoint that was kept: entries were removed",
  ],
  forked: [
    "รายการต้น ๆ ไม่ใช่รายการที่จุดตรวจซึ่งเก็บไว้ลงนาม ประวัติถูกเขียนใหม่ หรือผู้อ่านสองคนได้เห็นคนละบันทึก",
    "the first entries are not those of the checkpoint that was kept: history was rewritten, or two readers were shown two logs",
  ],
  logOther: [
    "จุดตรวจที่เก็บไว้เป็นของบันทึกชื่ออื่น บันทึกนี้ไม่ใช่ส่วนต่อ ให้เทียบรายการที่มีร่วมกัน ส่วนที่เกินคือสิ่งที่หายไป",
    "the checkpoint that was kept is of a log of another name, which this one does not continue: compare what both have; what is beyond is lost",
  ],
  countersignOther: [
    "สำนักงานลงนามรับรองบันทึกอื่น ไม่ใช่รายการต้น ๆ ของบันทึกนี้ รายการถูกแก้ ลบ หรือเว็บให้สำนักงานเห็นคนละบันทึก",
    "the office countersigned another tree than these first entries: some were changed or removed, or it was shown another log",
  ],
  cosignatureWrong: ["ลายมือชื่อของพยานไม่ถูกต้อง", "the signature of a witness does not hold"],
  quorumLacks: [
    "พยานลงนามจุดตรวจนี้ไม่ครบตามที่กำหนด อาจยังไม่ทัน ให้ตรวจอีกครั้งภายหลัง",
    "fewer witnesses signed this checkpoint than the policy asks for: they may not have come to it yet, verify again later",
  ],
  headOther: [
    "ฉบับนี้ไม่ใช่ฉบับที่อีเมลเคยบอกไว้",
    "this revision is not the one that the mail told of: history was rewritten or cut back",
  ],
  headUnknown: [
    "ไม่มีฉบับใดมีค่าตรวจสอบที่เก็บไว้ ประวัติถูกเขียนใหม่หรือถูกตัดท้าย หรือคัดลอกมาไม่ครบ",
    "no revision has the hash that was kept: history was rewritten or cut back, or it was not copied whole",
  ],
  entryUnread: [
    "รายการอ่านไม่ได้ หรือเขียนไม่ตรงรูปแบบเดียวที่รับ",
    "the entry cannot be read, or is not in its one spelling",
  ],
  timeFell: ["เวลาถอยหลังจากรายการก่อนหน้า", "its time falls behind the entry before it"],
  actUnread: [
    "ส่วนที่ลงนามอ่านไม่ได้ หรือมีค่าที่ไม่รู้จัก",
    "the signed part cannot be read, or has fields that are not known",
  ],
  notCanonical: ["เขียนไม่ตรงรูปแบบเดียวที่รับ (RFC 8785)", "it is not in its one spelling (RFC 8785)"],
  keyUnknown: ["ลงนามด้วยกุญแจที่สำนักงานไม่ได้ประกาศ", "it is signed with a key that the office did not list"],
  keyPast: ["ลงนามหลังวันสุดท้ายของกุญแจ", "it was accepted past the last day of its key"],
  keyDropped: ["กุญแจที่ลงนามไว้ไม่อยู่ใน jwks.json แล้ว", "a key that signed is not in jwks.json as it was"],
  signature: ["ลายมือชื่อของสำนักงานไม่ถูกต้อง", "the office's signature does not hold"],
  lostWrong: [
    "การแจ้งว่ากุญแจหายไม่ถูกต้อง เช่น กุญแจนั้นแจ้งตนเอง",
    "a key is reported lost by itself, by one that is lost, or is none that the log names",
  ],
  officeOther: ["เป็นของสำนักงานอื่น", "it is of another office"],
  timeFar: [
    "เวลาที่รับห่างจากเวลาที่ลงนามเกินสิบนาที เวลาใดเวลาหนึ่งถูกแก้",
    "it was accepted more than ten minutes from when it was signed: a time was changed",
  ],
  sequence: ["ลำดับฉบับขาด ซ้ำ หรือสลับ", "a revision is missing, repeated or moved"],
  base: ["ไม่ได้ต่อจากฉบับก่อนหน้า", "it does not stand on the revision before it"],
  heartbeat: [
    "การตรวจตารางบอกสภาพที่ต่างจากฉบับล่าสุด",
    "the heartbeat says another state than the newest revision, or changes something",
  ],
  redactionUnknown: ["ปิดข้อความที่ไม่เคยเผยแพร่", "it redacts a text that no push before it published"],
  pushMissing: ["ฉบับนี้อยู่ในบันทึก แต่ไม่มีให้อ่าน", "the revision is in the log and is not served"],
  pushUnlogged: ["ฉบับนี้มีให้อ่าน แต่ไม่อยู่ในบันทึก", "the revision is served and is not in the log"],
  pushOther: ["ฉบับที่ให้อ่านไม่ใช่ฉบับในบันทึก", "what is served is not the revision in the log"],
  listOther: [
    "รายการฉบับบอกค่าตรวจสอบหรือเวลาที่รับต่างจากบันทึก",
    "the list of revisions tells another hash or time of acceptance than the log",
  ],
  textUnsigned: ["มีข้อความที่ไม่ได้ลงนาม", "a text is shown that is not signed"],
  textUnread: ["ข้อความอ่านไม่ได้ หรือไม่เป็นแถวตามรูปแบบ", "a text cannot be read, or is no row"],
  textLost: [
    "ข้อความที่ลงนามหายไป โดยไม่มีรายการว่าปิด",
    "a signed text is missing, and nothing says that it was redacted",
  ],
  redactedUnlogged: [
    "บอกว่าปิดข้อความแล้ว แต่บันทึกไม่มีรายการว่าปิด ข้อความอาจหายไป หรือเพิ่งปิดไม่ถึงชั่วโมง ให้ตรวจอีกครั้งภายหลัง",
    "said to be redacted, and the log does not say so: it was lost, or redacted within the last hour; verify again then",
  ],
  nameTwice: ["แถวเดียวกันมาสองครั้งในฉบับเดียว", "a row is named twice in one revision"],
  goneUnknown: ["นำออกแถวที่ไม่มี", "a row is withdrawn that was not there"],
  state: [
    "ตารางหลังฉบับนี้ไม่ตรงกับที่สำนักงานลงนาม",
    "the table after this revision is not the one the office signed",
  ],
  viewUnread: ["อ่านไม่ได้", "it cannot be read as what it should be"],
  viewOther: ["ที่เผยแพร่ไม่ตรงกับบันทึก", "what is published is not what the log says"],
  viewLacks: ["แถวนี้อยู่ในบันทึก แต่ไม่ได้เผยแพร่", "the row is in the log and is not published"],
  viewAdds: ["แถวนี้เผยแพร่อยู่ แต่ไม่อยู่ในบันทึก", "the row is published and is not in the log"],
  fileOther: [
    "ไฟล์นี้ในชุดเสียหายหรือถูกแก้ สำเนาใน data.js ของชุดนี้ตรงกับที่ลงลายมือชื่อ ให้แตกไฟล์ zip ใหม่ หรือขอชุดใหม่",
    "this file of the bundle was damaged or changed, and the copy of it in data.js is what was signed: unpack the zip again, or have the bundle anew",
  ],
  fileApart: [
    "ไฟล์นี้กับสำเนาใน data.js ของชุดนี้ไม่ตรงกัน มีผู้แก้อย่างใดอย่างหนึ่ง ให้แตกไฟล์ zip ใหม่ หรือขอชุดใหม่",
    "this file of the bundle and its copy in data.js differ, one of them was changed: unpack the zip again, or have the bundle anew",
  ],
  dataOther: [
    "ข้อมูลที่หน้าตรวจในชุดอ่าน (data.js) ไม่ตรงกับไฟล์ในชุด หน้านั้นจึงตรวจสิ่งอื่น",
    "what the page of the bundle reads (data.js) is not what its files say: that page verifies something else",
  ],
} as const satisfies Record<string, Words>

export type FaultCode = keyof typeof FAULTS

export type Fault = {
  readonly code: FaultCode
  /** An address of the record, and what of it behind a `#`: `/2566.json#measures/m-4k7p2w9x/period`. */
  readonly place: string
}

/** Those whose condition does not hold. */
export function faultsAt(place: string, holds: readonly (readonly [boolean, FaultCode])[]): Fault[] {
  return holds.filter(([isRight]) => !isRight).map(([, code]) => ({ code, place }))
}

/** What could not be proved, and why. */
export const UNPROVED = {
  noLog: [
    "บันทึกนี้ยังไม่มีกุญแจของบันทึก จึงไม่มีต้นไม้ให้ตรวจ เวลาที่รับและการไม่มีฉบับหายไปจากท้ายบันทึกเป็นคำของเว็บเท่านั้น",
    "this record's log has no key yet, so there is no tree: times of acceptance, and that nothing is missing at the end, are the Worker's word alone",
  ],
  keyFetched: [
    "กุญแจของบันทึกมาจากเว็บเดียวกัน ผู้ที่ทำเว็บทั้งสองอย่างได้ ให้ใช้ --key กับกุญแจที่เก็บไว้หรือจากอีเมล",
    "the log's key came from the same site, whose maker can make both: give one kept earlier, or from a mail, with --key",
  ],
  keyReplaced: [
    "กุญแจของบันทึกที่เก็บไว้ถูกเปลี่ยนแล้ว กุญแจเดิมลงนามส่งต่อให้กุญแจใหม่ ให้เก็บกุญแจใหม่แทน",
    "the key that was kept was replaced, and signed for the new one: keep that from now on",
  ],
  keyMissing: [
    "ไม่ได้บอกกุญแจของบันทึก (--key) จุดตรวจนี้ใครก็ลงนามได้",
    "the log's key was not given (--key): anybody could have signed this checkpoint",
  ],
  notNewest: [
    "พิสูจน์ว่าข้อความนี้อยู่ในบันทึก ไม่ได้พิสูจน์ว่าเป็นฉบับล่าสุด",
    "it proves that this was logged, not that it is the newest",
  ],
  officeKey: [
    "ลายมือชื่อของสำนักงานในรายการนี้ตรวจเมื่อตรวจทั้งบันทึก (sujarit verify ที่อยู่)",
    "the office's own signature in it is judged with the whole record: sujarit verify URL",
  ],
  noSince: [
    "ไม่มีจุดตรวจเก่าให้เทียบ จึงไม่รู้ว่าผู้อื่นได้เห็นบันทึกเดียวกัน ให้เก็บจุดตรวจนี้ไว้ (--keep) แล้วตรวจอีกภายหลัง",
    "no earlier checkpoint was given, so it is not known that others saw the same log: keep this one (--keep) and verify again later",
  ],
  noWitness: [
    "ไม่ได้บอกว่าเชื่อพยานใด (--policy) จึงไม่รู้จากผู้อื่นว่าทุกคนได้เห็นบันทึกเดียวกัน",
    "no witnesses were named to be trusted (--policy), so nobody else says that all see one log",
  ],
  countersign: [
    "รายการที่สำนักงานยังไม่ลงนามรับรองเป็นคำของเว็บเท่านั้น สำนักงานรับรองเมื่อติดต่อครั้งถัดไป ให้ตรวจอีกภายหลัง",
    "entries that the office has not countersigned rest on the Worker's word alone: it does so at its next call, verify again then",
  ],
  redacted: [
    "ข้อความที่ปิดแล้วอ่านไม่ได้ พิสูจน์ได้เพียงว่าเคยลงนามและปิดเมื่อใด",
    "redacted texts cannot be read: only that they were signed, and when they were redacted",
  ],
  simulated: [
    "บันทึกนี้บอกว่าใช้นาฬิกาจำลอง เวลาจึงไม่ใช่เวลาจริง และถอยหลังได้",
    "this record says that its clock is simulated: its times are not real, and may fall",
  ],
  notNow: [
    "ชุดนี้บอกถึงจุดตรวจในชุดเท่านั้น สิ่งที่บันทึกหรือปิดหลังจากนั้นให้ดูที่เว็บของหน่วยงาน",
    "this file tells of the record up to its checkpoint: what was recorded or redacted since stands on the office's site",
  ],
  forPeople: [
    "แบบพิมพ์ A4 ตาราง Excel ฐานข้อมูล SQLite อีเมลที่ส่ง คำอธิบาย และหน้าตรวจ (verify.html verify.js) ในชุดเป็นไฟล์ของผู้ทำชุด ไม่ได้ตรวจ ให้เทียบกับ CSV และ JSON ซึ่งตรวจแล้ว",
    "the A4 form, the workbook, the SQLite database, the list of mail, the explanations and the page that verifies (verify.html, verify.js) in this file are its maker's and were not judged: hold them against the CSV and JSON, which were",
  ],
  otherYears: [
    "ข้อความและหน้าของปีอื่นไม่อยู่ในชุดนี้ ตรวจได้เพียงลายมือชื่อ ลำดับ และเวลา",
    "texts and pages of other years are not in this file: of those only signatures, order and times",
  ],
  links: [
    "ผลการเปิดลิงก์หลักฐานไม่มีผู้ลงนาม รายงานที่มีลิงก์จึงอาจเป็น “ส่งแล้ว” หรือ “มีหลักฐาน” ตามคำของเว็บ",
    "what was found behind links of evidence is signed by nobody: whether those reports are proven is the Worker's word",
  ],
  olderPages: [
    "รายการเปลี่ยนแปลง รายการฉบับ และทะเบียนการแจ้งเตือนเทียบเฉพาะสิบหน้าล่าสุด และไม่เทียบรายการเปลี่ยนแปลงของบันทึกที่ยาวเกิน 20,000 แถว แต่ทุกฉบับตรวจแล้ว",
    "of the lists of changes, of revisions and of notices the newest ten pages are compared, and no changes of a record of more than 20,000 lines; every revision itself was verified",
  ],
  otherAddresses: [
    "ของปีที่ยาว เทียบเฉพาะสิบหน้าแรกของแต่ละรายการ และหนึ่งร้อยที่อยู่แรกของมาตรการ ฝ่าย และงานที่ต้องรายงาน ข้อมูลทั้งปีตรวจแล้ว",
    "of a long year the first ten pages of each list are compared, and the first hundred addresses of measures, of sections and of duties; the data of the whole year was verified",
  ],
  pages: [
    "ของหน้าปี เทียบชื่อแผน ประโยคสรุป และถ้อยคำกับสถานะของทุกมาตรการ ส่วนจำนวนวัน รายการรอบตาราง และหน้าอื่น ฟีด ตาราง Excel กับรูป เป็นคำของเว็บ ให้ดู JSON หรือ CSV ซึ่งตรวจแล้ว",
    "of the page of a year its title, its findings, and the words and state of each measure were compared; its counts of days and lists beside the table, other pages, feeds, workbooks and pictures are the site's word: the JSON and CSV were compared",
  ],
  privateRows: [
    "แถวที่ไม่เปิดเผย (ที่อยู่อีเมล) ตรวจได้เพียงว่ามีค่าตรวจสอบอยู่ในบันทึกที่ลงลายมือชื่อดิจิทัล",
    "private rows (addresses): only that their digests stand in what was signed",
  ],
  sheet: [
    "สิ่งที่เปลี่ยนแล้วเปลี่ยนกลับในตารางระหว่างการตรวจสองครั้ง ไม่มีที่ใดบันทึก",
    "what was changed in the sheet and taken back between two looks stands nowhere",
  ],
} as const satisfies Record<string, Words>

export type Unproved = keyof typeof UNPROVED
