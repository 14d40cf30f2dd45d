/** `sujarit witness`: one small server that signs what goes on, and remembers what it signed. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { ADD_CHECKPOINT, SIZE_TYPE } from "../../shared/log/witness.ts"
import type { CommandIo } from "../command/command.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { lockFolder, unlockFolder } from "../start/folder.ts"
import { openKey, openLogs, openWitness, type Witness } from "./witness-state.ts"

type WitnessOptions = {
  readonly data: string
  readonly name: string | undefined
  readonly log: string | undefined
  readonly port: number
  readonly host: string
}

/** Runs until it is interrupted. @throws CommandError */
export async function runWitness(
  { data, name, log, port, host }: WitnessOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const key = await openKey(data, name)
  const logs = await openLogs(data, log)
  await lockFolder(data)
  try {
    const witness = openWitness(data, key, logs)
    const server = witnessServer(witness, surroundings(given).now)
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve))
    io.stdout(
      `${witness.vkey}\nเป็นพยานของ ${logs.length} บันทึก ที่ http://${host}:${port} ให้กุญแจบรรทัดบนแก่สำนักงานและผู้ตรวจ / witnesses ${logs.length} logs; give the key above to offices and readers\n`,
    )
    await new Promise<void>(resolve => {
      for (const signal of ["SIGINT", "SIGTERM"] as const)
        process.once(signal, () => server.close(() => resolve()))
    })
    return 0
  } finally {
    await unlockFolder(data)
  }
}

/** As long as a submission may be: sixty-three hashes, and a checkpoint with many signatures. */
const MOST_BYTES = 64_000
const TIMEOUT_MS = 15_000

export function witnessServer(witness: Witness, now: () => number): Server {
  const server = createServer((request, response) => {
    answer(witness, request, now).then(
      reply => send(response, reply),
      () => send(response, { status: 500 }),
    )
  })
  server.requestTimeout = TIMEOUT_MS
  return server
}

type Reply = { readonly status: number; readonly body?: string; readonly type?: string }

async function answer(witness: Witness, request: IncomingMessage, now: () => number): Promise<Reply> {
  const { method, url = "" } = request
  if (method === "POST" && url === ADD_CHECKPOINT) {
    const body = await bodyOf(request)
    if (body === undefined) return { status: 413 }
    const judged = await witness.add(body, now())
    if (judged.status === 409) return { status: 409, type: SIZE_TYPE, body: `${judged.size}\n` }
    return judged.status === 200 ? { status: 200, body: judged.lines } : judged
  }
  const [, originHash] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(url) ?? []
  const body = url === "/vkey" ? `${witness.vkey}\n` : originHash && (await witness.newest(originHash))
  if (method !== "GET" && method !== "HEAD") return { status: 405 }
  return body ? { status: 200, body } : { status: 404 }
}

function send(
  response: ServerResponse,
  { status, body = "", type = "text/plain; charset=utf-8" }: Reply,
): void {
  response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(body) })
  response.end(response.req.method === "HEAD" ? undefined : body)
}

/** Undefined for one that is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > MOST_BYTES) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString("utf8")
}
