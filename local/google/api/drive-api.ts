/** The methods of the Drive API that provisioning uses: files, folders and who may open them. */
import * as z from "zod"
import { SPREADSHEET_TYPE } from "../model/create-model.ts"
import type { DriveFile, GoogleModel, Permission } from "../model/model.ts"
import { ApiError, invalid, notFound, notInSurface } from "../wire/errors.ts"
import { maskFor, parseMask, project } from "../wire/field-mask.ts"
import { parseWire } from "../wire/wire.ts"
import type { ApiMethod } from "./sheets-api.ts"

const metadata = z.strictObject({
  name: z.string().optional(),
  mimeType: z.literal(SPREADSHEET_TYPE),
  appProperties: z.record(z.string(), z.string()).optional(),
})
const permissionBody = z.strictObject({
  type: z.enum(["user", "group", "anyone", "domain"]),
  role: z.enum(["owner", "writer", "commenter", "reader"]),
  emailAddress: z.string().optional(),
  domain: z.string().optional(),
  pendingOwner: z.boolean().optional(),
})
const fields = z.string().optional()
const fileParams = z.object({ fileId: z.string(), fields })
const listParams = z.object({
  q: z.string().optional(),
  fields,
  orderBy: z.literal("createdTime").optional(),
  pageSize: z.coerce.number().int().min(1).max(1000).optional(),
})
const createParams = fileParams.extend({ transferOwnership: z.enum(["true", "false"]).optional() })
const permissionParams = z.object({ fileId: z.string(), permissionId: z.string() })

const FILE_FIELDS = "kind,id,name,mimeType"
const PERMISSION_FIELDS = "kind,id,type,role"

export const DRIVE_METHODS = {
  "drive.about.get": (model, { params, account = model.owner }) => {
    // As at Google: there is no default selection.
    const { fields } = parseWire(z.object({ fields: z.string() }), params, "query")
    const user = { kind: "drive#user", displayName: account, me: true, emailAddress: account }
    return project({ kind: "drive#about", user }, parseMask(fields))
  },

  "drive.files.create": (model, { params, body }) => {
    const { name = "Untitled", appProperties = {} } = parseWire(metadata, body ?? {}, "file")
    const file = fileById(model, model.addSpreadsheet(name).spreadsheetId)
    file.appProperties = appProperties
    model.changed()
    return fileView(file, parseWire(listParams, params, "query").fields)
  },

  "drive.files.get": (model, { params }) => {
    const { fileId, fields } = parseWire(fileParams, params, "query")
    return fileView(fileById(model, fileId), fields)
  },

  "drive.files.list": (model, { params }) => {
    const { q = "", fields, orderBy, pageSize = 100 } = parseWire(listParams, params, "query")
    const accepts = parseQuery(q)
    const mask = maskFor(parseMask(fields ?? `files(${FILE_FIELDS})`), "files")
    const files = [...model.state.files.values()].filter(accepts)
    if (orderBy) files.sort((a, b) => (a.createdTime < b.createdTime ? -1 : 1))
    return {
      kind: "drive#fileList",
      incompleteSearch: false,
      files: files.slice(0, pageSize).map(file => project(wholeFile(file), mask)),
    }
  },

  "drive.permissions.list": (model, { params }) => {
    const { fileId, fields } = parseWire(fileParams, params, "query")
    const mask = maskFor(parseMask(fields ?? `permissions(${PERMISSION_FIELDS})`), "permissions")
    const { permissions } = fileById(model, fileId)
    return {
      kind: "drive#permissionList",
      permissions: permissions.map(permission => project(wholePermission(permission), mask)),
    }
  },

  "drive.permissions.create": (model, { params, body }) => {
    const { fileId, fields, transferOwnership } = parseWire(createParams, params, "query")
    const file = fileById(model, fileId)
    const granted = parseWire(permissionBody, body, "permission")
    checkMayChange(model, file)
    if (granted.role === "owner" && transferOwnership !== "true")
      throw invalid("The transferOwnership parameter must be enabled when the permission role is 'owner'.")
    checkTransfer(model, file, granted)
    // A file has one owner: the one before may still write.
    if (granted.role === "owner")
      file.permissions = file.permissions.map(other =>
        other.role === "owner" ? { ...other, role: "writer" } : other,
      )
    // One account has one permission: granting again changes its role, as at Google.
    const known = file.permissions.find(
      other =>
        other.type === granted.type &&
        other.emailAddress === granted.emailAddress &&
        other.domain === granted.domain,
    )
    const permission: Permission = { id: known?.id ?? model.newId(), ...granted }
    if (known?.role !== "owner")
      file.permissions = [...file.permissions.filter(other => other !== known), permission]
    model.changed()
    return project(wholePermission(permission), parseMask(fields ?? PERMISSION_FIELDS))
  },

  "drive.permissions.delete": (model, { params }) => {
    const { fileId, permissionId } = parseWire(permissionParams, params, "query")
    const file = fileById(model, fileId)
    checkMayChange(model, file)
    if (!file.permissions.some(permission => permission.id === permissionId))
      throw notFound(`Permission not found: ${permissionId}.`)
    file.permissions = file.permissions.filter(permission => permission.id !== permissionId)
    model.changed()
    return undefined
  },
} satisfies Record<string, ApiMethod>

/** The scope of single files covers what this log-in made; owning it later adds nothing. */
function checkMayChange(model: GoogleModel, file: DriveFile): void {
  const reason = model.driveRefusals.shift()
  if (reason !== undefined) throw forbidden(reason, "The request was refused.")
  if (!model.isWide && file.madeBy !== undefined && file.madeBy !== model.owner)
    throw forbidden(
      "appNotAuthorizedToFile",
      `The user has not granted the app 123456789012 write access to the file ${file.id}.`,
    )
}

/** Within an organisation at once, between consumers by consent, and never across. */
function checkTransfer(model: GoogleModel, file: DriveFile, granted: z.infer<typeof permissionBody>): void {
  const to = granted.emailAddress ?? ""
  const held = file.permissions.find(({ emailAddress }) => emailAddress === to)
  if (granted.pendingOwner && held?.role !== "writer")
    throw forbidden("pendingOwnerWriterRequired", "The target user does not have a writer role for the file.")
  if (granted.role !== "owner" || held?.role === "owner") return
  const from = file.permissions.find(({ role }) => role === "owner")?.emailAddress ?? ""
  if (model.owner !== from) {
    if (model.owner === to && held?.pendingOwner) return
    throw forbidden(
      "insufficientFilePermissions",
      "The user does not have sufficient permissions for this file.",
    )
  }
  const [own, other] = [from, to].map(address => address.split("@")[1] ?? "")
  if (own !== other)
    throw forbidden(
      "ownershipChangeAcrossDomainNotPermitted",
      "Ownership can only be transferred to another user in the same organization as the current owner.",
    )
  if (own === "gmail.com")
    throw forbidden(
      "consentRequiredForOwnershipTransfer",
      "Consent is required to transfer ownership of a file to another user.",
    )
}

function forbidden(reason: string, message: string): ApiError {
  return new ApiError("PERMISSION_DENIED", message, reason)
}

function fileById(model: GoogleModel, fileId: string): DriveFile {
  const file = model.state.files.get(fileId)
  if (!file) throw notFound(`File not found: ${fileId}.`)
  return file
}

function fileView(file: DriveFile, fields: string | undefined): unknown {
  return project(wholeFile(file), parseMask(fields ?? FILE_FIELDS))
}

function wholeFile({ permissions, ...file }: DriveFile): object {
  const webViewLink = `https://drive.google.com/open?id=${file.id}`
  const owners = permissions
    .filter(permission => permission.role === "owner")
    .map(({ emailAddress }) => ({ kind: "drive#user", emailAddress }))
  return { kind: "drive#file", ...file, webViewLink, owners, permissions: permissions.map(wholePermission) }
}

function wholePermission(permission: Permission): object {
  return { kind: "drive#permission", ...permission }
}

type Accepts = (file: DriveFile) => boolean

const TEXT = String.raw`'((?:[^'\\]|\\.)*)'`
const TERMS: readonly (readonly [RegExp, (...parts: string[]) => Accepts])[] = [
  [
    new RegExp(String.raw`^(name|mimeType)\s*=\s*${TEXT}`),
    (field, text) => file => file[field === "name" ? field : "mimeType"] === unescaped(text),
  ],
  [/^trashed\s*=\s*(true|false)/, truth => file => String(file.trashed) === truth],
  [
    new RegExp(String.raw`^appProperties\s+has\s+\{\s*key\s*=\s*${TEXT}\s+and\s+value\s*=\s*${TEXT}\s*\}`),
    (key, value) => file => file.appProperties[unescaped(key)] === unescaped(value),
  ],
]

/** The search terms that provisioning uses, joined by `and`. A term is read to its own end before an `and` is looked for: both braces and quotes may hold one. */
function parseQuery(q: string): Accepts {
  const accepts: Accepts[] = []
  let rest = q.trim()
  while (rest !== "") {
    const read = readTerm(rest)
    accepts.push(read.accepts)
    rest = rest.slice(read.length).trimStart()
    const and = /^and\s+/.exec(rest)
    if (rest !== "" && !and) throw invalid(`Invalid Value: ${q}`)
    rest = rest.slice(and?.[0].length ?? 0)
    if (and && rest === "") throw invalid(`Invalid Value: ${q}`)
  }
  return file => accepts.every(accept => accept(file))
}

function readTerm(text: string): { readonly accepts: Accepts; readonly length: number } {
  for (const [pattern, acceptsOf] of TERMS) {
    const [whole, ...parts] = pattern.exec(text) ?? []
    if (whole !== undefined) return { accepts: acceptsOf(...parts), length: whole.length }
  }
  throw notInSurface(`The Drive query '${text}'`)
}

function unescaped(text = ""): string {
  return text.replaceAll(/\\(.)/g, "$1")
}
