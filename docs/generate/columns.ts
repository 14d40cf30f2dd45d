/** `docs/columns.md`, written from `shared/columns.ts`. */
import { type Column, type Owner, TABS, type Tab } from "../../shared/columns.ts"
import { SETTINGS } from "../../shared/row/setting.ts"

const OWNERS: Record<Owner, string> = {
  planner: "planner",
  lead: "the row's lead section, planner",
  section: "that section, planner",
  director: "director, planner",
  anyone: "anyone",
  script: "script",
}

export function columnsMarkdown(): string {
  return `# Tabs and columns

Written from \`shared/columns.ts\` by \`npm run generate\`; do not edit by hand. A column is found by its key (column metadata) or its header, never by its place. Keys are also the names in JSON and CSV. Private columns are never published.

${TABS.map(tabMarkdown).join("\n")}
## Settings

Rows of the tab \`ตั้งค่า\`. Private settings travel apart and are never served.

| key | setting | begins as | public |
|---|---|---|---|
${SETTINGS.map(({ key, label, initial, public: isPublic }) => `| \`${key}\` | ${label} | ${initial} | ${isPublic ? "yes" : "no"} |`).join("\n")}
`
}

function tabMarkdown(tab: Tab): string {
  const title = tab.key === "report" ? `${tab.title} <ฝ่าย>` : tab.title
  return `## ${title}

\`${tab.key}\`${tab.hidden ? ", hidden" : ""}. ${tab.help}

| header | key | filled by | rule | required | public |
|---|---|---|---|---|---|
${tab.columns.map(columnMarkdown).join("\n")}
`
}

function columnMarkdown({ header, key, by, rule, required, public: isPublic }: Column): string {
  const cells = [header, `\`${key}\``, OWNERS[by], rule.type, required ? "yes" : "", isPublic ? "yes" : "no"]
  return `| ${cells.join(" | ")} |`
}
