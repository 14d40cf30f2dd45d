/** Why a text may not be shown any more. Free words about a person could never be taken back. */
export const STATED_REASONS = ["personal", "consent", "order", "secret"] as const
