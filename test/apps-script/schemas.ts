/** The schemas by which the script judges what comes to it, for its own bundle and for the library beside it. */
export { leaseAnswerSchema, receiptSchema } from "../../shared/mail/lease.ts"
export { answersReplySchema } from "../../shared/push/answer.ts"
export { replySchema, treeHeadSchema } from "../../shared/push/payload.ts"
export { hashSchema } from "../../shared/push/sd-jwt.ts"
export { privateRowSchema, rowSchema } from "../../shared/row/row.ts"
export { authoredEditSchema } from "../../shared/table/entered-by.ts"
