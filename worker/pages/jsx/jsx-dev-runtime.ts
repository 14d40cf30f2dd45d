/** The same under the name by which it is asked for while the source is watched, as the tests do. */
export { Fragment, type JSX, jsx as jsxDEV } from "./jsx-runtime.ts"
