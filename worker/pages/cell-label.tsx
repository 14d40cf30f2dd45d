/** Seen on a phone alone, where the header row is out of sight; a screen reader has the header itself. */
export function CellLabel({ text }: { text: string }) {
  return (
    <span class="cell-label" aria-hidden="true">
      {text}
    </span>
  )
}
