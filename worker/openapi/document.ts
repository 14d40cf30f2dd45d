/** The description of the API, put together from the operations and schemas. Run by `npm run generate` and the tests, not by the Worker. */

import * as z from "zod/mini"
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiParameters,
  type ZodOpenApiResponsesObject,
} from "zod-openapi"
import { OBLIGATION_STATES } from "../../shared/due/obligation.ts"
import { JOSE_CONTENT_TYPE, LEASE_PATH, leaseAnswerSchema } from "../../shared/mail/lease.ts"
import {
  receiptAnswerSchema,
  TEST_MAIL_PATH,
  testMailReplySchema,
  UNREACHED_PATH,
  unreachedReplySchema,
} from "../../shared/mail/requests.ts"
import { BODY_LIMIT, PUSH_CONTENT_TYPE, replySchema } from "../../shared/push/payload.ts"
import { PROJECTION_PATH, projectionReplySchema } from "../../shared/push/projection-request.ts"
import { type QueryName, READS, type Read, TAGS } from "./operations.ts"
import { COMPONENTS, mailProblemSchema, problemSchema, pushProblemSchema } from "./schemas.ts"

export function openApiDocument(): object {
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Sujarit: a public record of integrity measures",
        summary: "มาตรการส่งเสริมคุณธรรมและความโปร่งใสของหน่วยงาน",
        description: ABOUT,
        version: "1.0.0",
        license: {
          name: "MIT (this software; the licence of the data is told by /datapackage.json)",
          identifier: "MIT",
        },
      },
      // Where this document was read from: each office has its own.
      servers: [{ url: "/", description: "This office" }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      security: [],
      paths: {
        ...Object.fromEntries(READS.map(read => [read.path, { get: readOperation(read) }])),
        "/api/v1/pushes": { post: PUSH },
        [LEASE_PATH]: { post: MAIL },
        [TEST_MAIL_PATH]: { post: MAIL_TEST },
        [UNREACHED_PATH]: { post: MAIL_UNREACHED },
        [PROJECTION_PATH]: { post: PROJECTIONS },
      },
      components: { schemas: { ...COMPONENTS } },
    },
    { override: ({ jsonSchema }) => dropSafeBounds(jsonSchema) },
  )
}

const ABOUT =
  "Everything is read with GET or HEAD, needs no log-in and may be read from any site. Answers carry an ETag and answer 304 to it. Years are of the Buddhist era, dates ISO 8601, days those of Bangkok. Errors are problem details (RFC 9457) in Thai and English."

const parameter = (id: string, description: string, schema: z.ZodMiniType) =>
  schema.check(z.meta({ description, param: { id } }))

const queryParameter = (id: string, description: string, schema: z.ZodMiniType) =>
  parameter(id, description, z.optional(schema))

const QUERY: Readonly<Record<QueryName, z.ZodMiniType>> = {
  at: queryParameter(
    "at",
    "The record as it stood at the end of this day; a day to come, or none, is refused with 400.",
    z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  ),
  as: queryParameter(
    "as",
    "`announced`: every row as it was first accepted with the announcement.",
    z.literal("announced"),
  ),
  page: queryParameter("page", "The page, from 1; one past the end is the last.", z.int().check(z.gte(1))),
  open: queryParameter("open", "Only what is still owed, with alarms.", z.string()),
  section: queryParameter(
    "section",
    "A section, by its official number.",
    z.string().check(z.regex(/^[1-9][0-9]?$/)),
  ),
  indicator: queryParameter("indicator", "An indicator, by its number.", z.int().check(z.gte(1), z.lte(10))),
  state: queryParameter("state", "The state of a measure.", z.enum(OBLIGATION_STATES)),
  q: queryParameter(
    "q",
    "Words that must all occur in a measure's texts.",
    z.string().check(z.maxLength(80)),
  ),
}

const PATH: Readonly<Record<string, z.ZodMiniType>> = {
  year: parameter("year", "A fiscal year (B.E.).", z.string().check(z.regex(/^2\d{3}$/))),
  id: parameter("id", "The id of a row.", z.string().check(z.regex(/^[a-z]-[0-9a-z]{8}$/))),
  duty: parameter("duty", "The id of a duty.", z.string().check(z.regex(/^d-[0-9a-z]{8}$/))),
  guide: parameter("guide", "The name of a guide.", z.string().check(z.regex(/^[a-z-]{1,40}$/))),
  slug: parameter("slug", "A section's official number.", z.string().check(z.regex(/^[1-9][0-9]?$/))),
  sequence: parameter("sequence", "The number of a revision.", z.string().check(z.regex(/^[1-9]\d{0,8}$/))),
}

type Answer = NonNullable<ZodOpenApiResponsesObject["200"]>

const problemResponse = (id: string, description: string, schema: z.ZodMiniType = problemSchema): Answer => ({
  id,
  description,
  content: { "application/problem+json": { schema } },
})

const jsonResponse = (description: string, schema: z.ZodMiniType): Answer => ({
  description,
  content: { "application/json": { schema } },
})

/** Each is one object, so that it is written once and referred to. */
const NOT_MODIFIED: Answer = { id: "NotModified", description: "The same as the ETag in If-None-Match" }
const BAD_DAY = problemResponse("BadDay", "There is no record of the day asked for")
const NOT_FOUND = problemResponse("NotFound", "There is nothing here")
const METHOD_NOT_ALLOWED = problemResponse("MethodNotAllowed", "Another method than GET, HEAD and OPTIONS")
const DATABASE_DOWN = problemResponse(
  "DatabaseDown",
  "The database does not answer, and no copy is kept here",
)

function readOperation({
  path,
  id,
  tag,
  summary,
  query = [],
  mediaType,
  schema,
}: Read): ZodOpenApiOperationObject {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? "")
  const parameters: ZodOpenApiParameters = {}
  if (names.length > 0) parameters.path = z.object(described(names, PATH))
  if (query.length > 0) parameters.query = z.object(described(query, QUERY))
  return {
    operationId: id,
    tags: [tag],
    summary,
    requestParams: parameters,
    responses: {
      "200": { description: summary, content: { [mediaType]: { schema: schema ?? textSchema(mediaType) } } },
      "304": NOT_MODIFIED,
      ...(query.includes("at") ? { "400": BAD_DAY } : {}),
      "404": NOT_FOUND,
      "405": METHOD_NOT_ALLOWED,
      "503": DATABASE_DOWN,
    },
  }
}

function described(
  names: readonly string[],
  known: Readonly<Record<string, z.ZodMiniType>>,
): Record<string, z.ZodMiniType> {
  return Object.fromEntries(
    names.map(name => {
      const schema = known[name]
      if (!schema) throw new Error(`the parameter ${name} is not described`)
      return [name, schema]
    }),
  )
}

/** JSON that a standard of its own describes, or a text. */
function textSchema(mediaType: string): { type: "object" } | { type: "string" } {
  return /\bjson$/.test(mediaType) ? { type: "object" } : { type: "string" }
}

type Post = Pick<ZodOpenApiOperationObject, "summary" | "description" | "responses"> & {
  readonly operationId: string
}

/** What is posted is signed: a text of that type. */
const post = (mediaType: string, { operationId, ...rest }: Post): ZodOpenApiOperationObject => ({
  operationId,
  tags: ["log"],
  requestBody: { required: true, content: { [mediaType]: { schema: { type: "string" } } } },
  ...rest,
})

const refusedWith = (statuses: readonly number[], refused: Answer) =>
  Object.fromEntries(statuses.map(status => [`${status}` as const, refused]))

const PUSH = post(PUSH_CONTENT_TYPE, {
  operationId: "push",
  summary: "Take a signed change of the office's table",
  description: `One SD-JWT signed with the office's key, at most ${BODY_LIMIT.toLocaleString("en")} bytes: the signature is the only credential.`,
  responses: {
    "200": jsonResponse("The same as the last push, or a heartbeat", replySchema),
    "201": jsonResponse("A new revision", replySchema),
    ...refusedWith(
      [400, 401, 403, 409, 413, 415, 422],
      problemResponse("PushRefused", "Refused whole", pushProblemSchema),
    ),
  },
})

const MAIL = post(JOSE_CONTENT_TYPE, {
  operationId: "mail",
  summary: "Lease mail to the office's script, or take its receipts",
  description:
    "One JWS signed with the office's key, which says which of the two it asks. Each is taken once.",
  responses: {
    "200": jsonResponse(
      "The messages leased, or how many receipts were settled",
      z.union([leaseAnswerSchema, receiptAnswerSchema]),
    ),
    ...refusedWith(
      [400, 401, 403, 409, 413, 415],
      problemResponse("MailRefused", "Refused, and nothing changed", mailProblemSchema),
    ),
  },
})

const NOT_SIGNED = problemResponse("NotSigned", "Not signed with the office's key, or not for this Worker")

const MAIL_TEST = post(JOSE_CONTENT_TYPE, {
  operationId: "mailTest",
  summary: "Send one test mail",
  description:
    "One JWS signed with the office's key, which names the recipient. Where the script sends the mail it waits for it: asked again with the id, the answer says what became of it.",
  responses: { "200": jsonResponse("What became of it", testMailReplySchema), "403": NOT_SIGNED },
})

const MAIL_UNREACHED = post(JOSE_CONTENT_TYPE, {
  operationId: "mailUnreached",
  summary: "Whom mail does not reach",
  description:
    "One JWS signed with the office's key. The answer holds addresses and is for the operator alone.",
  responses: {
    "200": jsonResponse("Addresses whose mail was given up, oldest first", unreachedReplySchema),
    "403": NOT_SIGNED,
  },
})

const PROJECTIONS = post(JOSE_CONTENT_TYPE, {
  operationId: "projections",
  summary: "Hold the record as it stands against the log, make it anew, or begin a log of another name",
  description:
    "One JWS signed with the office's key, which says what to do. Nothing that is published of the record changes: pages are answered from the log meanwhile.",
  responses: {
    "200": jsonResponse("How each year was found, newest first", projectionReplySchema),
    "403": NOT_SIGNED,
  },
})

/** That a number is one a program can hold says nothing to a reader. */
function dropSafeBounds(schema: { minimum?: unknown; maximum?: unknown }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
}
