/** A cron run that may die between any two of its steps, meets failing transports, and shares the day with others. */
import { type MailMessage, messageHash } from "../../shared/mail/message.ts"
import { type MailDeps, runMail } from "../../worker/mail/cron.ts"
import type { Handover } from "../../worker/mail/handover.ts"
import { NATIVE_CODEC } from "../../worker/store/native-codec.ts"
import type { TestDatabase } from "./database.ts"
import type { Dice } from "./dice.ts"
import type { FaultyOffice } from "./office.ts"

export type Accepted = {
  readonly id: string
  readonly run: number
  /** The slot the run stands for. */
  readonly slot: number
  readonly to: string
  readonly subject: string
  readonly hash: string
  /** The same without the links to answer by, which are of their own in each mail. */
  readonly words: string
  readonly thread: string
  /** The notices the message carried when it was handed over. */
  readonly notices: readonly { readonly key: string; readonly about: string; readonly rung: string }[]
}

export type TroubledRun = {
  readonly slot: number
  /** When the clock says it runs. */
  readonly now: number
  /** The step it dies at, before it or after it; undefined for a run that lives. */
  readonly death: { readonly step: number; readonly moment: "before" | "after" } | undefined
  /** How it goes with a message that is handed over. */
  readonly fate: (to: string) => Handover
}

export const KILLED = new Error("killed")

export type RunWorld = {
  readonly database: TestDatabase
  readonly office: FaultyOffice
  readonly dice: Dice
  readonly accepted: Accepted[]
  readonly onAccepted: (each: Accepted) => void
  readonly killed: Set<number>
  runs: number
}

/** Resolves when the run is over, well or dead. */
export async function runTroubled(world: RunWorld, run: TroubledRun): Promise<void> {
  const number = ++world.runs
  let steps = 0
  let isDead = false
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    // Runs at once take turns as chance has it.
    for (let turns = world.dice.below(3); turns > 0; turns--) await Promise.resolve()
    if (isDead) throw KILLED
    const isLast = ++steps === run.death?.step
    if (isLast && run.death?.moment === "before") die()
    const result = await work()
    if (isLast) die()
    return result
  }
  const die = () => {
    isDead = true
    world.killed.add(number)
    throw KILLED
  }
  const deps: MailDeps = {
    db: steppedDatabase(world.database.db, step),
    pushKeys: { keys: [] },
    transport: (message, id) =>
      step(async () => {
        const handover = run.fate(message.to[0] ?? "")
        if (handover.outcome === "accepted") {
          const each = {
            ...{ id, run: number, slot: run.slot, to: message.to[0] ?? "", subject: message.subject },
            ...{
              hash: messageHash(message, NATIVE_CODEC),
              words: messageHash(withoutLinks(message), NATIVE_CODEC),
            },
            thread: message.headers.References ?? "",
            notices: world.database
              .look("SELECT key, about, rung FROM notice WHERE message = ?1 ORDER BY key", id)
              .map(({ key, about, rung }) => ({ key: `${key}`, about: `${about}`, rung: `${rung}` })),
          }
          world.accepted.push(each)
          world.onAccepted(each)
        }
        return handover
      }),
    loadRecord: async () => world.office.record(),
    mailFrom: "sujarit@example.go.th",
    origin: "https://sujarit.example.go.th",
    simulated: false,
    officeId: "office.example",
    // Every look at the clock is a little later: a run begun before midnight ends after it.
    now: async () => run.now + steps * 700,
  }
  await runMail(deps, run.slot).catch((error: unknown) => {
    if (error !== KILLED) throw error
  })
}

function withoutLinks(message: MailMessage): MailMessage {
  return JSON.parse(JSON.stringify(message).replace(/answer\/[0-9a-f]{40}/g, "answer/…"))
}

type Step = <T>(work: () => Promise<T>) => Promise<T>

function steppedDatabase(db: D1Database, step: Step): D1Database {
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>()
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped: D1PreparedStatement = {
      bind: (...values) => wrap(statement.bind(...values)),
      all: () => step(() => statement.all()),
      first: () => step(() => statement.first()),
      run: () => step(() => statement.run()),
    }
    originals.set(wrapped, statement)
    return wrapped
  }
  return {
    prepare: query => wrap(db.prepare(query)),
    batch: statements => step(() => db.batch(statements.map(each => originals.get(each) ?? each))),
  }
}
