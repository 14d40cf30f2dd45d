/** A verdict in words: what was proved. The same on a command line and on a page. */
import type { Words } from "./fault.ts"
import { FAULTS } from "./fault.ts"
import { placeWords } from "./place.ts"
import type { Verdict } from "./verdict.ts"

/** The first that does not hold is told where the reader knows it: on a page in words, on a command line by its address. */
export function headlineOf(
  { faults, counts: { pushes }, office, lost }: Verdict,
  wordsOf: (place: string) => Words = placeWords,
): Words {
  const [first] = faults
  const doubted = lost.reduce((sum, { places }) => sum + places.length, 0)
  if (!first && doubted > 0)
    return [
      `ตรวจแล้ว ${pushes} ฉบับ ไม่มีสิ่งใดถูกแก้ แต่ ${doubted} รายการลงนามด้วยกุญแจที่แจ้งว่าอาจอยู่ในมือผู้อื่นแล้ว จึงไม่มีข้อพิสูจน์ว่า ${office} เป็นผู้ลงนาม`,
      `${counted(pushes, "revision")} of ${office} verified, nothing was changed; but ${counted(doubted, "entry is", "entries are")} signed with a key reported as lost, and not proved to be the office's`,
    ]
  if (!first)
    return [
      `ตรวจแล้ว ${pushes} ฉบับ ตรงกับลายมือชื่อของ ${office} ทุกฉบับ`,
      `${counted(pushes, "revision")} of ${office} verified, all hold`,
    ]
  const [thai, english] = FAULTS[first.code]
  const [placeThai, placeEnglish] = wordsOf(first.place)
  return [
    `ไม่ตรง ${faults.length} แห่ง แห่งแรก ${placeThai}: ${thai}`,
    `${counted(faults.length, "place does", "places do")} not hold, the first at ${placeEnglish}: ${english}`,
  ]
}

export function provedOf({ origin, counts }: Verdict): Words[] {
  const { entries, witnesses, countersigned, pushes, heartbeats, texts, redacted, rows, seen } = counts
  const tree: Words[] = [
    [
      `บันทึก ${origin} มี ${entries} รายการ ค่ารากและลายมือชื่อของจุดตรวจถูกต้อง`,
      `the log ${origin} has ${counted(entries, "entry", "entries")}, which give the root that its key signed`,
    ],
    [
      `สำนักงานลงนามรับรอง ${countersigned} รายการแรก`,
      `the office countersigned the first ${countersigned} of them`,
    ],
  ]
  const signed: Words = [`พยานที่ลงนาม ${witnesses} ราย`, `${witnesses} of the witnesses named signed it`]
  const grown: Words = [`สิ่งที่เก็บไว้ ${seen} รายการตรงกับบันทึกนี้ ซึ่งต่อจากนั้น`, `it goes on from ${seen} kept earlier`]
  return [
    ...(origin === undefined ? [] : tree),
    [
      `ลายมือชื่อ ลำดับ กุญแจ และเวลาของ ${pushes} ฉบับ และการตรวจตาราง ${heartbeats} ครั้งถูกต้อง`,
      `signatures, order, keys and times of ${counted(pushes, "revision")} and ${counted(heartbeats, "look")} at the sheet`,
    ],
    [
      `ข้อความ ${texts} แถวตรงกับที่ลงนาม ปิดแล้ว ${redacted}`,
      `${counted(texts, "text")} as signed, ${redacted} redacted`,
    ],
    [
      `แถวที่เผยแพร่ ${rows} แถว (JSON CSV ปฏิทิน แบบพิมพ์ หน้าของปี) ตรงกับบันทึก`,
      `${counted(rows, "row")} published as JSON, CSV, calendar, form and page of the year, as the log says`,
    ],
    ...(witnesses === 0 ? [] : [signed]),
    ...(seen === 0 ? [] : [grown]),
  ]
}

/** What a key that was reported lost leaves unproved; placed where the reader knows it, as above. */
export function lostOf(
  { lost }: Pick<Verdict, "lost">,
  wordsOf: (place: string) => Words = placeWords,
): Words[] {
  return lost.map(({ key, since, places }) => {
    const shown = places.slice(0, MOST_PLACES).map(wordsOf)
    const more = places.length > shown.length ? ` … ${places.length}` : ""
    const [thai, english] = [0, 1].map(at => shown.map(words => words[at]).join(", ") + more)
    if (places.length === 0)
      return [
        `กุญแจ ${key} แจ้งว่าอาจอยู่ในมือผู้อื่นตั้งแต่ ${since} สิ่งที่ลงนามก่อนนั้นยังใช้ได้ จุดตรวจที่กุญแจนี้ลงนามตั้งแต่นั้นโดยไม่มีกุญแจใหม่ลงนามด้วย พิสูจน์อะไรไม่ได้`,
        `the key ${key} is reported as lost since ${since}: what it signed before stands; a checkpoint from then on which it alone signed proves nothing`,
      ]
    return [
      `${places.length} รายการลงนามด้วยกุญแจ ${key} ซึ่งแจ้งว่าอาจอยู่ในมือผู้อื่นตั้งแต่ ${since}: ${thai}`,
      `${counted(places.length, "entry", "entries")} signed with the key ${key}, reported as lost since ${since}: ${english}`,
    ]
  })
}

const MOST_PLACES = 5

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
