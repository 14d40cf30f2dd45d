/** The one style sheet, at an address made of its content. */
import { sha256Text } from "../../../shared/push/sd-jwt.ts"
import { BASE } from "./base.ts"
import { PAPER } from "./paper.ts"
import { PARTS } from "./parts.ts"

export const STYLE = BASE + PARTS + PAPER

export const STYLE_FILE = `style.${sha256Text(STYLE).slice(0, 10)}.css`
