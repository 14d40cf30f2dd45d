/** What a Google API answers when it refuses: thrown by the model, written as Google's JSON by the doors. */

const STATUS_CODES = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  UNIMPLEMENTED: 501,
} as const

export type ApiStatus = keyof typeof STATUS_CODES

export class ApiError extends Error {
  readonly status: ApiStatus
  readonly code: number

  constructor(status: ApiStatus, message: string) {
    super(message)
    this.name = "ApiError"
    this.status = status
    this.code = STATUS_CODES[status]
  }

  /** The body Google sends with it. */
  toJSON() {
    return { error: { code: this.code, message: this.message, status: this.status } }
  }
}

export function invalid(message: string): ApiError {
  return new ApiError("INVALID_ARGUMENT", message)
}

export function notFound(message = "Requested entity was not found."): ApiError {
  return new ApiError("NOT_FOUND", message)
}

/** Loud on purpose: a silent stub would let code pass here that fails at Google. */
export function notInSurface(what: string): ApiError {
  return new ApiError("UNIMPLEMENTED", `${what} is not in the local surface`)
}
