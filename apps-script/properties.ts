/** What the script keeps between runs: nobody who only edits the sheet can read it or write in it. */
export function scriptProperties() {
  return PropertiesService.getScriptProperties()
}
