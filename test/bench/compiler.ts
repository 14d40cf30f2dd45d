/** The compiler of Thai periods on every phrase of the corpus. */
import { compilePeriod } from "../../shared/period/compile.ts"
import { CORPUS } from "../shared/period/corpus.ts"
import { medianMs } from "./measure.ts"
import type { Subject } from "./subject.ts"

export const compiler: Subject = {
  name: "compiler",
  title: "Compiling periods",
  run() {
    const ms = medianMs(() => {
      for (const { phrase, year } of CORPUS) compilePeriod(phrase, { fiscalYear: year })
    })
    return {
      figures: [
        {
          what: `compile ${CORPUS.length} different phrases`,
          value: (CORPUS.length / ms) * 1000,
          unit: "a second",
          aim: { atLeast: 30_000 },
        },
      ],
    }
  },
}
