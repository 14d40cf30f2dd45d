import { describe, expect, it } from "vitest"
import {
  bundleBytes,
  entriesOfBundle,
  hasTile,
  parseTilePath,
  type Tile,
  tileAt,
  tileBytes,
  tilePath,
  tilesOf,
} from "../../../shared/log/tile.ts"

describe("a tile's path", () => {
  it.each<[Tile, string]>([
    [{ level: 0, number: 0, width: 256 }, "tile/0/000"],
    [{ level: 0, number: 1, width: 5 }, "tile/0/001.p/5"],
    [{ level: 1, number: 1234067, width: 256 }, "tile/1/x001/x234/067"],
    [{ level: "entries", number: 999, width: 255 }, "tile/entries/999.p/255"],
    [{ level: "entries", number: 1000, width: 256 }, "tile/entries/x001/000"],
    [{ level: 63, number: 0, width: 1 }, "tile/63/000.p/1"],
  ])("%j is %s", (tile, path) => {
    expect(tilePath(tile)).toBe(path)
    expect(parseTilePath(path)).toEqual(tile)
  })

  it.each([
    "tile/0/0",
    "tile/0/0000",
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/x000/001",
    "tile/0/001/234",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/05",
    "tile/0/000.p/5/",
    "tile/entry/000",
    "tile/0/x999/x999/x999/x999/x999/999",
    "/tile/0/000",
    "tile/0/000\n",
  ])("%j is none", path => expect(parseTilePath(path)).toBeUndefined())
})

describe("the tiles of a tree", () => {
  it("are those of the specification's examples", () => {
    const kinds = tilesOf(70_000).map(({ level, width }) => `${level} ${width}`)
    expect([...new Set(kinds)].map(kind => [kind, kinds.filter(each => each === kind).length])).toEqual([
      ["0 256", 273],
      ["0 112", 1],
      ["1 256", 1],
      ["1 17", 1],
      ["2 1", 1],
    ])
    expect(tilesOf(256).map(tilePath)).toEqual(["tile/0/000", "tile/1/000.p/1"])
    expect(tilesOf(0)).toEqual([])
  })

  it("are there, and none wider or further", () => {
    for (const size of [1, 255, 256, 257, 70_000])
      for (const tile of tilesOf(size)) {
        expect(hasTile(tile, size)).toBe(true)
        expect(hasTile({ ...tile, number: tile.number + 2000 }, size)).toBe(false)
      }
    expect(hasTile({ level: 0, number: 0, width: 6 }, 5)).toBe(false)
    expect(hasTile({ level: "entries", number: 0, width: 5 }, 5)).toBe(true)
    expect(tileAt("entries", 300, 301)).toEqual({ level: "entries", number: 1, width: 45 })
  })
})

describe("bytes", () => {
  it("of a tile are its hashes", () => {
    const hashes = [1, 2, 3].map(fill => new Uint8Array(32).fill(fill))
    expect([...tileBytes(hashes)]).toEqual(hashes.flatMap(hash => [...hash]))
  })

  it("of a bundle are entries behind two bytes of length", () => {
    const entries = [new Uint8Array(), Uint8Array.of(7), new Uint8Array(65_535).fill(9)]
    const bytes = bundleBytes(entries)
    expect([...bytes.slice(0, 7)]).toEqual([0, 0, 0, 1, 7, 255, 255])
    expect(entriesOfBundle(bytes, 3)).toEqual(entries)
    expect(entriesOfBundle(bytes, 2)).toBeUndefined()
    expect(entriesOfBundle(bytes.slice(0, -1), 3)).toBeUndefined()
    expect(entriesOfBundle(bytes.slice(0, 3), 1)).toBeUndefined()
    expect(() => bundleBytes([new Uint8Array(65_536)])).toThrow(RangeError)
  })
})
