/** What a Google API answers when it refuses: thrown by the model, written as Google's JSON by the doors. */

const STATUS_CODES = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
} as const

type ApiStatus = keyof typeof STATUS_CODES

export class ApiError extends Error {
  readonly status: ApiStatus
  readonly code: number
  /** Why, in a word for programs: `rateLimitExceeded`. Drive answers many things by 403 and tells them apart by this. */
  readonly reason: string | undefined
  /** What is said beside the message. */
  detail: string | undefined

  constructor(status: ApiStatus, message: string, reason?: string) {
    super(message)
    this.name = "ApiError"
    this.status = status
    this.code = STATUS_CODES[status]
    this.reason = reason
  }

  /** The body Google sends with it. */
  toJSON() {
    const { code, message, status, reason, detail } = this
    const errors = [{ message, domain: "global", reason }]
    const details = [
      { "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [{ description: detail }] },
    ]
    return {
      error: {
        ...{ code, message, status },
        ...(reason !== undefined && { errors }),
        ...(detail !== undefined && { details }),
      },
    }
  }
}

/** `detail` is told beside the message, where a program sees it and a person does not. */
export function invalid(message: string, detail?: string): ApiError {
  const error = new ApiError("INVALID_ARGUMENT", message)
  if (detail !== undefined) error.detail = detail
  return error
}

export function notFound(message = "Requested entity was not found."): ApiError {
  return new ApiError("NOT_FOUND", message)
}

/** Loud on purpose: a silent stub would let code pass here that fails at Google. */
export function notInSurface(what: string): ApiError {
  return new ApiError("UNIMPLEMENTED", `${what} is not in the local surface`)
}
