/** The outcome of one execution of the script. */

export interface ServiceCall {
  /** As the script wrote it: "Sheets.Spreadsheets.get", "UrlFetchApp.fetch". */
  readonly method: string
  /** From 0, within its run. */
  readonly index: number
}

export interface ScriptRun {
  readonly value: unknown
  /** Lines of console and Logger. */
  readonly logs: readonly string[]
  /** Service calls by method. */
  readonly calls: Readonly<Record<string, number>>
}

/** A run that threw, was killed or overran: with what it had logged and called by then. */
export class ScriptRunError extends Error {
  readonly reason: "threw" | "killed" | "timeout"
  readonly logs: readonly string[]
  readonly calls: Readonly<Record<string, number>>

  constructor(
    reason: ScriptRunError["reason"],
    message: string,
    run: Omit<ScriptRun, "value">,
    /** Where in the script. */
    stack?: string,
  ) {
    super(message)
    this.name = "ScriptRunError"
    this.reason = reason
    this.logs = run.logs
    this.calls = run.calls
    if (stack !== undefined) this.stack = stack
  }
}
