/**
 * Every spelling of a month that is read at all. Dots and spaces inside a name are ignored by the lexer, so the
 * abbreviations stand here bare. A closed list, never edit distance: พ.ค. and พ.ย. are one letter apart.
 */
type MonthName = {
  readonly month: number
  readonly exact: string
  readonly english: string
  /** Seen in documents and meaning this month beyond doubt. */
  readonly misspelt: string
}

// biome-ignore format: a table
export const MONTH_NAMES: readonly MonthName[] = [
  { month: 1, exact: "มกราคม มค มกรา", english: "january jan", misspelt: "มกราคน มกรคม มกราม มการาคม มกกราคม มกราาคม มกราคมม" },
  { month: 2, exact: "กุมภาพันธ์ กพ กุมภา", english: "february feb", misspelt: "กุมภาพันธ กุมภาพัน กุมภาพันธุ์ กุมภาพันธ์ุ กุมพาพันธ์ กุมภาพนธ์ กุมภาพันธื กุมภาพันธฺ กุมภาพันท์ กุมภาพันธ์์ กุุมภาพันธ์ กุมภพันธ์ กมภาพันธ์" },
  { month: 3, exact: "มีนาคม มีค มีนา", english: "march mar", misspelt: "มีนาคน มีนคม มีนาม มินาคม มีณาคม มีีนาคม มึนาคม" },
  { month: 4, exact: "เมษายน เมย เมษา", english: "april apr", misspelt: "เมษายม เมศายน เมสายน เมษยน เมษาน เมษายาน เมษาายน เมษายนย" },
  { month: 5, exact: "พฤษภาคม พค พฤษภา", english: "may", misspelt: "พฤษภาคน พฤศภาคม พฤสภาคม พฤษาภาคม พฤกษภาคม พฤษภคม พฤษภาม พฤภาคม พฤษพาคม พฤาภาคม" },
  { month: 6, exact: "มิถุนายน มิย มิถุนา", english: "june jun", misspelt: "มิถุนายม มิถุนยน มิถุนาน มิถุนายาน มิถุณายน มิถุนาย มิถนายน มิุถุนายน มิถุุนายน มิถุนานย มิถูนายน มถุนายน มีถุนายน มึถุนายน" },
  { month: 7, exact: "กรกฎาคม กค กรกฎา", english: "july jul", misspelt: "กรกฏาคม กรกฏา กรกฎคม กรกฏคม กรกฎาคน กรกฏาคน กรกาคม กรกฎาม กกรกฎาคม กรฎาคม กรกฎกาคม กรกกฎาคม" },
  { month: 8, exact: "สิงหาคม สค สิงหา", english: "august aug", misspelt: "สิงหาคน สิงหคม สิงหาม สิงหาคา สงหาคม สิหาคม สิงงหาคม สิ่งหาคม สืงหาคม" },
  { month: 9, exact: "กันยายน กย กันยา", english: "september sept sep", misspelt: "กันยายม กันยาน กันยยน กันยน กัยยายน กันยานย กันยาาน กนยายน กันนายน กันยาย กันยายนน กันย์ยายน" },
  { month: 10, exact: "ตุลาคม ตค ตุลา", english: "october oct", misspelt: "ตุลาคน ตุลคม ตุลาม ตลาคม ตุลาาคม ตุุลาคม ตูลาคม" },
  { month: 11, exact: "พฤศจิกายน พย พฤศจิกา", english: "november nov", misspelt: "พฤษจิกายน พฤศจิกายม พฤศจิกาย พฤศจิกยน พฤศจิยายน พฤจิกายน พฤสจิกายน พฤศจิกาน พฤษจิกา พฤศจิการยน พฤศิจกายน" },
  { month: 12, exact: "ธันวาคม ธค ธันวา", english: "december dec", misspelt: "ธันวาคน ธันวคม ธันวาม ธนวาคม ธันวาาคม ธันวาคมม ทันวาคม ธัันวาคม" },
]

/** Between two months: the first is the reading that is offered, and a person is asked. */
export const UNCLEAR_MONTHS: readonly { readonly months: readonly number[]; readonly written: string }[] = [
  { months: [6, 4], written: "มย" },
  { months: [6, 3], written: "มีย มีนายน มิถุนาคม มีถุนาคม มินา มินายน มึย มืย" },
  { months: [3, 6], written: "มิค มิคม มึค มืค" },
  { months: [4, 3], written: "เมค เมษาคม" },
  { months: [4, 6], written: "เมิย" },
  { months: [5, 11], written: "พฤษภายน พฤศภายน พฤษภาจิกายน พฤษ พฤษคม พฤภา พฤศคม" },
  { months: [11, 5], written: "พฤศจิกาคม พฤษจิกาคม พฤศจิภาคม พฤษจิภาคม พฤศ พฤศจิ พฤศยน พฤษยน พฤกายน พฤศจิคม" },
  { months: [9, 7], written: "กันยาคม กฎายน" },
  { months: [7, 9], written: "กรกฎายน กรกฏายน กรกายน" },
  { months: [10, 9], written: "ตุลายน" },
  { months: [1, 3], written: "มกรายน มาคม มนาคม" },
  { months: [8, 9], written: "สิงหายน" },
  { months: [12, 10], written: "ธันวายน" },
  { months: [8, 6], written: "สย" },
  { months: [10, 9], written: "ตย" },
  { months: [12, 11], written: "ธย" },
]
