/** Marks of pictures: each is drawn once in a page, and used wherever it stands. A disc of the page keeps lines from running through it. */
import { raw } from "./jsx/jsx-runtime.ts"
import { SHAPES, type Shape } from "./state.tsx"

type MarkDefsProps = { readonly shapes: Iterable<Shape>; readonly more?: string }

/** `more` is SVG that goes with them; never a text that somebody typed. */
export function MarkDefs({ shapes, more = "" }: MarkDefsProps) {
  return (
    <svg class="mark-defs" width="0" height="0" aria-hidden="true">
      <defs>
        {[...shapes].map(shape => (
          <g id={`k-${shape}`} class={`key-${shape}`} fill="none" stroke="currentColor" stroke-width="2">
            <circle class="halo" r="10" />
            <g transform="translate(-9 -9) scale(1.125)">{SHAPES[shape]}</g>
          </g>
        ))}
        <g id="k-moved" class="b-moved">
          <path d="M0-16V16" stroke-dasharray="3 3" />
          <path d="M-5-5 5 5M5-5-5 5" />
        </g>
        <path id="post" class="b-post" d="M0-16V16" />
        {raw(more)}
      </defs>
    </svg>
  )
}

/** One of them by itself; the word it stands for is beside it. */
export function Mark({ shape }: { shape: Shape | "moved" }) {
  return raw(`<svg class="mark" viewBox="-10 -10 20 20" aria-hidden="true"><use href="#k-${shape}"/></svg>`)
}
