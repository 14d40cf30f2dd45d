/** The methods of the Apps Script API that deployment (clasp) uses. */
import * as z from "zod"
import type { ScriptFile, ScriptProject } from "../model/model.ts"
import { invalid } from "../wire/errors.ts"
import { parseWire } from "../wire/wire.ts"
import type { ApiMethod } from "./sheets-api.ts"

const project = z.strictObject({ title: z.string().min(1), parentId: z.string().optional() })
const content = z.object({
  files: z.array(
    z.object({ name: z.string().min(1), type: z.enum(["SERVER_JS", "JSON", "HTML"]), source: z.string() }),
  ),
})
const params = z.object({ scriptId: z.string() })

export const SCRIPT_METHODS = {
  "script.projects.create": (model, { body }) => {
    const { title, parentId } = parseWire(project, body, "project")
    const made = model.addProject(title, parentId)
    // A manifest names services and does not switch them on: a person does, in a Cloud project linked to the script.
    if (!model.isLinked) made.enabledServices = []
    return projectView(made, model.owner)
  },

  "script.projects.getContent": (model, call) => {
    const { scriptId, files } = model.project(parseWire(params, call.params, "query").scriptId)
    return { scriptId, files: files.map(readBack) }
  },

  /** Replaces the whole project: a file that is not sent is gone. */
  "script.projects.updateContent": (model, call) => {
    const found = model.project(parseWire(params, call.params, "query").scriptId)
    const { files } = parseWire(content, call.body, "content")
    if (!files.some(file => file.name === "appsscript" && file.type === "JSON"))
      throw invalid("The project must contain a manifest file: appsscript.json")
    if (new Set(files.map(file => file.name)).size < files.length)
      throw invalid("A file with this name already exists in the current project.")
    found.files = files
    found.updateTime = new Date(model.now()).toISOString()
    model.changed()
    return { scriptId: found.scriptId, files: files.map(fileView) }
  },
} satisfies Record<string, ApiMethod>

function projectView(
  { scriptId, title, parentId, createTime, updateTime }: ScriptProject,
  owner: string,
): object {
  const creator = { email: owner }
  return { scriptId, title, ...(parentId && { parentId }), createTime, updateTime, creator }
}

function fileView({ name, type, source }: ScriptFile): object {
  return { name, type, source }
}

/** Nothing promises that a file is read back in the bytes that were sent: the manifest is written anew, ends are trimmed. */
function readBack(file: ScriptFile): object {
  const source = file.type === "JSON" ? rewritten(file.source) : file.source
  return { ...fileView(file), source: source.trimEnd() }
}

function rewritten(manifest: string): string {
  const fields = Object.entries(Object(JSON.parse(manifest)))
  return JSON.stringify(Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))), undefined, 2)
}
