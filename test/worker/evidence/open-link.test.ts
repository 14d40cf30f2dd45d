import { describe, expect, it } from "vitest"
import { type OpenDeps, openLink } from "../../../worker/evidence/open-link.ts"
import { day } from "../rows.ts"
import { linkTo, standIn } from "./stand-in.ts"

const TODAY = day("2023-06-10")

function deps(changes: Partial<OpenDeps> = {}): OpenDeps & { readonly asked: string[] } {
  const web = standIn(() => TODAY)
  const limits = { patienceMs: 2000, maxBytes: 1_000_000, userAgent: "test" }
  return { ...limits, fetch: web.fetch, ...changes, asked: web.asked }
}

const answering = (status: number, headers: Record<string, string> = {}, body: BodyInit | null = null) =>
  deps({ fetch: async () => new Response(body, { status, headers }) })

describe("opened as anybody would", () => {
  it("a file is open: its type, its size and its SHA-256", async () => {
    const abc = answering(200, { "Content-Type": "Application/PDF; name=a" }, "abc")
    expect(await openLink(linkTo("/a"), abc)).toEqual({
      outcome: "open",
      status: 200,
      type: "application/pdf",
      size: 3,
      // FIPS 180-2, appendix B.1.
      sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      isCut: false,
    })
  })

  it.each([
    ["/report.pdf", "open"],
    ["/page", "open"],
    ["/corner", "open"],
    ["/far", "open"],
    ["/private", "login"],
    ["/locked", "login"],
    ["/forbidden", "login"],
    ["/members", "login"],
    ["/shared-on/2023-06-11", "login"],
    ["/shared-on/2023-06-10", "open"],
    ["/gone", "gone"],
    ["/gone-on/2023-06-10", "gone"],
    ["/down", "down"],
    ["/loop", "down"],
    ["/inside", "down"],
  ])("%s is %s", async (path, outcome) => {
    expect(await openLink(linkTo(path), deps())).toMatchObject({ outcome })
  })

  it("a log-in in the old Thai encoding is read", async () => {
    // เข้าสู่ระบบ in TIS-620: each letter is one byte, 0xD60 before its code point.
    const title = Uint8Array.from("เข้าสู่ระบบ", letter => letter.charCodeAt(0) - 0xd60)
    const parts = ["<title>", title, '</title><input type="password">']
    const headers = { "Content-Type": "text/html; charset=TIS-620" }
    const found = await openLink(linkTo("/a"), answering(200, headers, new Blob(parts)))
    expect(found).toMatchObject({ outcome: "login", status: 200 })
  })

  it("a host without a name is down", async () => {
    const found = await openLink("https://nowhere.example/a", deps())
    expect(found).toMatchObject({ outcome: "down", status: null, sha256: null })
  })

  it.each([
    "https://accounts.google.com/v3/signin/identifier?continue=x",
    "https://login.microsoftonline.com/common/oauth2/authorize",
    "https://intra.example.go.th/login.php?back=x",
    "https://intra.example.go.th/wp-login.php",
    "https://sso.example.go.th/adfs/ls/?wa=1",
  ])("sent on to %s, it asks for a log-in, and that page is not asked", async location => {
    const asked: string[] = []
    const fetch = async ({ url }: Request) => {
      asked.push(url)
      return new Response(null, { status: 302, headers: { Location: location } })
    }
    expect(await openLink(linkTo("/a"), deps({ fetch }))).toMatchObject({ outcome: "login", status: 302 })
    expect(asked).toEqual([linkTo("/a")])
  })
})

describe("bounded", () => {
  it("follows five redirects and no more", async () => {
    const loop = deps()
    expect(await openLink(linkTo("/loop"), loop)).toMatchObject({ outcome: "down" })
    expect(loop.asked).toHaveLength(6)
  })

  it.each([
    "http://evidence.bangsommut.example/a",
    "https://127.0.0.1/",
    "https://10.1.2.3/",
    "https://192.168.1.10/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::1]/",
    "https://[fd00::1]/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://%31%32%37.0.0.1/",
    "https://127%E3%80%820%E3%80%820%E3%80%821/",
    "https://localhost/",
    "https://nas.local/",
    "https://metadata.google.internal/",
    "https://user:secret@example.go.th/",
    "https://example.go.th:8443/",
    "ftp://example.go.th/",
    "javascript:alert(1)",
    "//127.0.0.1/",
    "https://",
  ])("is never led to %s", async location => {
    const asked: string[] = []
    const fetch = async ({ url }: Request) => {
      asked.push(url)
      return new Response(null, { status: 307, headers: { Location: location } })
    }
    expect(await openLink(linkTo("/a"), deps({ fetch }))).toMatchObject({ outcome: "down" })
    expect(asked).toEqual([linkTo("/a")])
    expect(await openLink(location, deps({ fetch }))).toMatchObject({ outcome: "down" })
    expect(asked).toEqual([linkTo("/a")])
  })

  it("reads of a file without an end its beginning, and says so", async () => {
    const found = await openLink(linkTo("/huge"), deps())
    expect(found).toMatchObject({ outcome: "open", size: null, isCut: true, sha256: expect.any(String) })
    expect(await openLink(linkTo("/huge"), deps())).toEqual(found)
  })

  it("says how long a cut file says it is, and whether all of it was read", async () => {
    const body = "a".repeat(100)
    const cut = answering(200, { "Content-Length": "100" }, body)
    expect(await openLink(linkTo("/a"), { ...cut, maxBytes: 99 })).toMatchObject({ size: 100, isCut: true })
    expect(await openLink(linkTo("/a"), { ...answering(200, {}, body), maxBytes: 100 })).toMatchObject({
      size: 100,
      isCut: false,
    })
  })

  it("gives up on what comes too slowly, or never", async () => {
    // As the platform's own: it ends when it is told to, and else never.
    const never = ({ signal }: Request) =>
      new Promise<Response>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
    for (const made of [deps({ patienceMs: 100 }), deps({ fetch: never, patienceMs: 100 })])
      expect(await openLink(linkTo("/slow"), made)).toMatchObject({ outcome: "down" })
  })

  it("an answer that breaks off is down", async () => {
    const body = new ReadableStream({ pull: () => Promise.reject(new Error("reset")) })
    expect(await openLink(linkTo("/a"), answering(200, {}, body))).toMatchObject({ outcome: "down" })
  })
})

it("says who asks, takes no cookie along and follows nothing by itself", async () => {
  const requests: Request[] = []
  const fetch = async (request: Request) => {
    requests.push(request)
    const headers = { Location: "/b", "Set-Cookie": "session=1" }
    return requests.length === 1 ? new Response(null, { status: 301, headers }) : new Response("b")
  }
  expect(await openLink(linkTo("/a"), deps({ fetch }))).toMatchObject({ outcome: "open" })
  expect(requests.map(({ url }) => url)).toEqual([linkTo("/a"), linkTo("/b")])
  for (const { method, redirect, cache, headers } of requests) {
    expect([method, redirect, cache]).toEqual(["GET", "manual", "no-store"])
    expect(headers.get("User-Agent")).toBe("test")
    expect([headers.get("Cookie"), headers.get("Authorization")]).toEqual([null, null])
  }
})
