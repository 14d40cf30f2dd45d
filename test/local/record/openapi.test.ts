/** Every JSON answer of a running Worker, held against the description it publishes by a validator of another make. */
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020.js"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { verifyCommand } from "../../../cli/commands-here.ts"
import type { Read } from "../../../worker/openapi/operations.ts"
import { READS } from "../../../worker/openapi/operations.ts"
import { ran } from "../../cli/ran.ts"
import { type PushingOffice, startPushingOffice } from "./pushing-office.ts"
import { richRows, richSecondPush } from "./rich-rows.ts"

type Description = {
  readonly paths: Readonly<Record<string, { get?: Operation; post?: Operation }>>
}
type Operation = {
  readonly responses: Readonly<Record<string, { $ref?: string; content?: Record<string, unknown> }>>
}

let office: PushingOffice
let description: Description
let ajv: InstanceType<typeof Ajv2020.default>

beforeAll(async () => {
  office = await startPushingOffice("2023-05-29")
  await office.push(richRows())
  await office.push(richSecondPush())
  description = (await (await fetch(`${office.url}/openapi.json`)).json()) as Description
  ajv = new Ajv2020.default({ strict: false, allErrors: true })
  ajv.addSchema(description, "openapi")
})

afterAll(() => office?.close())

/** The schema of an answer, by where it stands in the description. */
function validatorOf(
  path: string,
  method: "get" | "post",
  status: number,
  mediaType: string,
): ValidateFunction {
  const pointer = ["paths", path, method, "responses", String(status), "content", mediaType, "schema"]
  const escaped = pointer.map(part => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
  return ajv.compile({ $ref: `openapi#/${escaped.join("/")}` })
}

function filled(path: string): string {
  return path
    .replace("{year}", "2566")
    .replace("{id}", "m-aaaaaaaa")
    .replace("{duty}", "d-aaaaaaaa")
    .replace("{guide}", "clerk")
    .replace("{slug}", "2")
    .replace("{sequence}", "1")
}

const JSON_READS = READS.filter(({ mediaType }) => /json$/.test(mediaType))

async function answerOf(address: string, init?: RequestInit) {
  const response = await fetch(`${office.url}${address}`, init)
  const mediaType = response.headers.get("Content-Type")?.split(";")[0] ?? ""
  return { status: response.status, mediaType, body: (await response.json()) as unknown }
}

it("holds before the verifier: every row that is published is what was signed", async () => {
  const { code, out } = await ran(verifyCommand, [office.url, "--json"])
  expect({ code, ...JSON.parse(out) }).toMatchObject({
    code: 0,
    faults: [],
    counts: { entries: 3, pushes: 2 },
  })
})

describe.each(JSON_READS)("$path", ({ path, mediaType, query = [] }: Read) => {
  const questions = [
    "",
    ...(query.includes("at") ? ["?at=2023-05-29"] : []),
    ...(query.includes("section") ? ["?section=2&state=overdue"] : []),
    ...(query.includes("page") ? ["?page=2"] : []),
  ]
  it.each(questions)("answers %j as described", async question => {
    const answer = await answerOf(`${filled(path)}${question}`)
    // The notices have one page alone: of another there is none.
    if (path === "/notices.json" && question !== "") return expect(answer.status).toBe(404)
    expect([answer.status, answer.mediaType]).toEqual([200, mediaType])
    const validate = validatorOf(path, "get", 200, mediaType)
    validate(answer.body)
    expect(validate.errors ?? []).toEqual([])
  })
})

describe("a refusal", () => {
  const problem = () => ajv.compile({ $ref: "openapi#/components/schemas/Problem" })

  it.each([
    ["/2570.json", 404],
    ["/api/v1/years/2566/measures/m-zzzzzzzz", 404],
    ["/api/v1/years/2566/nothing", 404],
    ["/api/v1/years?at=2999-01-01", 400],
    ["/2566.json?at=x", 400],
    ["/feed.json?at=2001-01-01", 404],
  ])("%s is a problem as described", async (address, status) => {
    const { body, ...answer } = await answerOf(address)
    expect(answer).toEqual({ status, mediaType: "application/problem+json" })
    const validate = problem()
    validate(body)
    expect(validate.errors ?? []).toEqual([])
  })

  it.each(["POST", "PUT", "DELETE", "PATCH"])("of %s is a problem as described", async method => {
    const { body, ...answer } = await answerOf("/2566.json", { method })
    expect(answer).toEqual({ status: 405, mediaType: "application/problem+json" })
    expect(problem()(body)).toBe(true)
  })

  it("of a push is one as described", async () => {
    const type = { "Content-Type": "application/sd-jwt" }
    for (const [headers, status] of [
      [type, 400] as const,
      [{ "Content-Type": "text/plain" }, 415] as const,
    ]) {
      const { body, ...answer } = await answerOf("/api/v1/pushes", { method: "POST", headers, body: "x" })
      expect(answer).toEqual({ status, mediaType: "application/problem+json" })
      const validate = ajv.compile({ $ref: "openapi#/components/schemas/PushProblem" })
      validate(body)
      expect(validate.errors ?? []).toEqual([])
    }
  })
})

it("a validator of another make refuses what is not described", async () => {
  const { body } = await answerOf("/2566.json")
  const validate = validatorOf("/{year}.json", "get", 200, "application/json")
  expect(validate({ ...(body as object), unheard: 1 })).toBe(false)
  expect(validate({ ...(body as object), measures: [{}] })).toBe(false)
})
