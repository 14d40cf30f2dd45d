import { expect, test } from "vitest"
import { merge, parseMask, project } from "../../../local/google/wire/field-mask.ts"

const VALUE = { a: 1, b: { c: 2, d: { e: 3, f: 4 } }, list: [{ x: 1, y: 2 }, { y: 3 }] }

test.each([
  ["a", { a: 1 }],
  ["*", VALUE],
  ["b.c", { b: { c: 2 } }],
  ["b/d/e", { b: { d: { e: 3 } } }],
  ["b(c,d(f))", { b: { c: 2, d: { f: 4 } } }],
  ["b/d(e,f),a", { a: 1, b: { d: { e: 3, f: 4 } } }],
  ["b.c,b.d.e", { b: { c: 2, d: { e: 3 } } }],
  ["list/x", { list: [{ x: 1 }, {}] }],
  ["b(*)", { b: VALUE.b }],
  ["none", {}],
])("%s chooses its fields", (mask, expected) => {
  expect(project(VALUE, parseMask(mask))).toEqual(expected)
})

test("an empty mask is told in Google's words", () => {
  expect(() => parseMask("")).toThrow("At least one field must be listed in 'fields'.")
})

test.each(["a, b", "a,", "a(b", "a)b", "a..b", "a b", "(a)", "ก"])("%j is not a mask", mask => {
  expect(() => parseMask(mask)).toThrow("Invalid field: ")
})

test.each([
  ["a", { a: 9, b: VALUE.b, list: VALUE.list }],
  ["b.d.e", { a: 1, b: { c: 2, d: { e: 8, f: 4 } }, list: VALUE.list }],
  ["b", { a: 1, b: { d: { e: 8 } }, list: VALUE.list }],
  ["list", { a: 1, b: VALUE.b }],
  ["*", { a: 9, b: { d: { e: 8 } } }],
])("an update by %s replaces those fields, removing what is not given", (mask, expected) => {
  expect(merge<object>(VALUE, { a: 9, b: { d: { e: 8 } } }, parseMask(mask))).toEqual(expected)
})
