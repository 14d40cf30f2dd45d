/** The lines that mend: commands as they are typed, and what a person does at Google. */
import type { FoundState } from "./found-state.ts"

export type Mends = ReturnType<typeof mendsFor>

export function mendsFor({ folder, installation }: Pick<FoundState, "folder" | "installation">) {
  const data = `--data ${quoted(folder)}`
  const project = `https://script.google.com/home/projects/${installation.scriptId ?? ""}/edit`
  return {
    setup: (fiscalYear: number) => `npx sujarit setup ${data} --year ${fiscalYear}`,
    paste: (fiscalYear: number) => `npx sujarit setup ${data} --year ${fiscalYear} --steps`,
    newKey: `npx sujarit deploy ${data} --new-key`,
    deploy: `npx sujarit deploy --script ${data}`,
    install: `เรียก install ด้วยบัญชี ${installation.owner} ที่ ${project} / run install as that account`,
    uninstall: (account: string) =>
      `เรียก uninstall ด้วยบัญชี ${account} ที่ ${project} / run uninstall as that account`,
  }
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
