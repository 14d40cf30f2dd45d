/**
 * Advance widths of the font that paper is set in (Sarabun, by The Sarabun Project Authors, OFL), in thousandths of its
 * size. Measured in a browser, which a test does again. Marks above and below have none.
 */

export type FontWeight = 400 | 600

type Range = { readonly from: number; readonly widths: Readonly<Record<FontWeight, readonly number[]>> }

const RANGES: readonly Range[] = [
  {
    from: 0x20,
    widths: {
      400: [
        243, 237, 354, 686, 529, 903, 668, 192, 318, 318, 448, 607, 252, 340, 252, 415, 550, 550, 550, 550,
        550, 550, 550, 550, 550, 550, 252, 252, 607, 607, 607, 454, 795, 596, 589, 585, 623, 552, 550, 636,
        678, 292, 440, 605, 548, 798, 682, 661, 573, 661, 581, 529, 558, 657, 602, 831, 605, 573, 567, 308,
        382, 308, 585, 323, 400, 514, 542, 473, 542, 518, 331, 541, 558, 245, 247, 487, 291, 839, 549, 557,
        545, 545, 350, 416, 377, 552, 479, 668, 460, 462, 451, 320, 242, 320, 607,
      ],
      600: [
        237, 250, 388, 700, 537, 947, 688, 201, 342, 342, 448, 614, 278, 340, 278, 451, 560, 560, 560, 560,
        560, 560, 560, 560, 560, 560, 278, 278, 614, 614, 614, 466, 802, 626, 601, 608, 636, 565, 566, 648,
        688, 313, 475, 639, 559, 810, 693, 681, 585, 681, 591, 544, 580, 661, 632, 860, 639, 610, 584, 324,
        384, 324, 595, 347, 400, 524, 553, 486, 553, 534, 362, 550, 564, 264, 268, 518, 298, 844, 559, 572,
        558, 558, 382, 433, 406, 558, 512, 694, 500, 491, 468, 340, 252, 340, 614,
      ],
    },
  },
  {
    from: 0xe01,
    widths: {
      400: [
        576, 594, 606, 603, 607, 638, 454, 556, 570, 606, 616, 807, 830, 612, 612, 539, 708, 831, 831, 592,
        607, 581, 657, 542, 637, 645, 655, 622, 622, 720, 720, 616, 614, 572, 484, 581, 580, 612, 512, 602,
        677, 580, 636, 720, 587, 565, 546, 534, 0, 485, 485, 0, 0, 0, 0, 0, 0, 0,
      ],
      600: [
        590, 619, 639, 617, 621, 665, 473, 566, 586, 635, 650, 824, 843, 619, 619, 562, 743, 861, 867, 607,
        621, 593, 671, 570, 646, 649, 664, 640, 640, 733, 733, 626, 625, 582, 493, 593, 594, 619, 527, 617,
        705, 594, 642, 733, 597, 578, 565, 544, 0, 502, 502, 0, 0, 0, 0, 0, 0, 0,
      ],
    },
  },
  {
    from: 0xe3f,
    widths: {
      400: [
        589, 310, 579, 379, 378, 390, 293, 621, 0, 0, 0, 0, 0, 0, 0, 0, 621, 660, 676, 685, 694, 678, 678,
        675, 744, 674, 692, 767, 1020,
      ],
      600: [
        599, 321, 604, 399, 410, 430, 301, 651, 0, 0, 0, 0, 0, 0, 0, 0, 625, 664, 686, 706, 704, 685, 685,
        674, 777, 681, 698, 810, 1044,
      ],
    },
  },
]

/** Of another font, or of none: never wider than a square. */
const UNKNOWN = 1000

const WIDTHS: Readonly<Record<FontWeight, ReadonlyMap<string, number>>> = {
  400: widthsOf(400),
  600: widthsOf(600),
}

/** Thousandths of the font's size that a character takes. */
export function glyphWidth(character: string, weight: FontWeight): number {
  return WIDTHS[weight].get(character) ?? UNKNOWN
}

function widthsOf(weight: FontWeight): ReadonlyMap<string, number> {
  return new Map(
    RANGES.flatMap(({ from, widths }) =>
      widths[weight].map((width, index): [string, number] => [String.fromCharCode(from + index), width]),
    ),
  )
}
