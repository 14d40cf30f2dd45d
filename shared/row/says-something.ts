/** Whether a text says anything: what a person wrote in words, whatever the alphabet. */

/** True of a text with at least so many letters or marks: dots, dashes, digits and spaces say nothing. */
export function saysSomething(text: string, letters: number): boolean {
  return (text.match(/[\p{L}\p{M}]/gu) ?? []).length >= letters
}
