import { expect, it } from "vitest"
import { parseSmtpUrl } from "../../../worker/mail/smtp.ts"

it.each([
  [
    "smtps://me:p%40ss@mail.example.go.th",
    { host: "mail.example.go.th", port: 465, secure: true, password: "p@ss" },
  ],
  ["smtps://me:pass@mail.example.go.th:2465/", { port: 2465, secure: true, user: "me" }],
  ["smtp://me:pass@127.0.0.1:2525", { port: 2525, secure: false }],
])("%s is an office's mail server", (url, server) => {
  expect(parseSmtpUrl(url)).toMatchObject(server)
})

it.each([
  "",
  "mail.example.go.th",
  "smtps://mail.example.go.th",
  "smtps://me@mail.example.go.th",
  "smtps://:pass@mail.example.go.th",
  "smtps://me:pass@mail.example.go.th/box",
  "smtp://me:pass@mail.example.go.th",
  "https://me:pass@mail.example.go.th",
])("%j is none: no TLS, no log-in, or another thing", url => {
  expect(parseSmtpUrl(url)).toBeUndefined()
})
