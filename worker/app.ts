/** The Worker's front: what holds for every request, then the routes by subject. */
import { type Context, Hono, type Next } from "hono"
import { cors } from "hono/cors"
import { createMiddleware } from "hono/factory"
import { matchedRoutes } from "hono/route"
import { LinearRouter } from "hono/router/linear-router"
import { secureHeaders } from "hono/secure-headers"
import { trimTrailingSlash } from "hono/trailing-slash"
import { CHOICE_PATH } from "../shared/due/recipient.ts"
import { LOST_KEY_PATH } from "../shared/log/lost-key.ts"
import { REDACTION_PATH } from "../shared/log/redaction-request.ts"
import { LEASE_PATH } from "../shared/mail/lease.ts"
import { TEST_MAIL_PATH, UNREACHED_PATH } from "../shared/mail/requests.ts"
import { ANSWER_PATH, ANSWERS_PATH } from "../shared/push/answer.ts"
import { PROJECTION_PATH } from "../shared/push/projection-request.ts"
import { answerRoutes } from "./answer/routes-answer.ts"
import { answersRoutes } from "./answer/routes-answers.ts"
import type { AppEnv } from "./app-env.ts"
import { bundleRoutes } from "./bundle/routes-bundle.ts"
import { currentMoment, exactMoment, mayServe } from "./host/clock.ts"
import { configOf } from "./host/env.ts"
import { logFailure, REQUEST_ID_HEADER, requestIdOf } from "./host/log.ts"
import { mayPost, uncountPost } from "./host/post-limit.ts"
import { pushRoutes } from "./ingest/routes.ts"
import { lostKeyRoutes } from "./ingest/routes-lost-key.ts"
import { projectionRoutes } from "./ingest/routes-projection.ts"
import { redactionRoutes } from "./ingest/routes-redaction.ts"
import { disclosureRoutes } from "./log/routes-disclosures.ts"
import { logTreeRoutes } from "./log/routes-log-tree.ts"
import { proofRoutes } from "./log/routes-proof.ts"
import { mailChoiceRoutes } from "./mail/routes-choice.tsx"
import { mailRoutes } from "./mail/routes-lease.ts"
import { operatorMailRoutes } from "./mail/routes-operator.ts"
import { isFramable } from "./pages/embed.tsx"
import { newestYear } from "./pages/newest-year.ts"
import { refusalPage } from "./pages/refusal.tsx"
import { pageRoutes } from "./pages/routes.ts"
import { assetRoutes } from "./pages/routes-assets.ts"
import { sitePageRoutes } from "./pages/routes-site.ts"
import { VERIFY_PATH } from "./pages/verify.tsx"
import { presentRowWriter } from "./pages/year-rows.tsx"
import { notFound, refusal } from "./publish/answer/problem.ts"
import { keepWarm, ownRequest, warmAnswer } from "./publish/answer/warm.ts"
import { links } from "./publish/data/links.ts"
import { dataRoutes } from "./publish/data/routes.ts"
import { calendarRoutes } from "./publish/data/routes-calendar.ts"
import { feedRoutes } from "./publish/data/routes-feeds.ts"
import { logRoutes } from "./publish/data/routes-log.ts"
import { tableRoutes } from "./publish/data/routes-tables.ts"
import { yearRoutes } from "./publish/data/routes-years.ts"
import { isDatabaseBusy, RecordUnreadableError } from "./store/reader.ts"

const READS = ["GET", "HEAD", "OPTIONS"]
const POSTED = [
  "/api/v1/pushes",
  PROJECTION_PATH,
  REDACTION_PATH,
  LOST_KEY_PATH,
  LEASE_PATH,
  TEST_MAIL_PATH,
  UNREACHED_PATH,
  ANSWERS_PATH,
]
/** Below these stands what a mail gave one reader: whoever has the address can act. */
const SECRET = [`${CHOICE_PATH}/`, `${ANSWER_PATH}/`]

/** The tables before the pages: a page's pattern would take the address of a table too. */
const ROUTES = [
  assetRoutes,
  pushRoutes,
  projectionRoutes,
  redactionRoutes,
  lostKeyRoutes,
  mailRoutes,
  mailChoiceRoutes,
  operatorMailRoutes,
  answerRoutes,
  answersRoutes,
  logRoutes,
  logTreeRoutes,
  disclosureRoutes,
  proofRoutes,
  yearRoutes,
  tableRoutes,
  bundleRoutes,
  calendarRoutes,
  feedRoutes,
  dataRoutes,
  pageRoutes,
  sitePageRoutes,
]

export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ router: new LinearRouter() })
  app.use(
    keepWarm,
    readingOwn((...asked) => app.fetch(...asked)),
    identify,
    widerPolicy,
    unreferred,
    securityHeaders,
    allowedMethods,
    openToEverySite,
    // Before the router, which takes an address with a slash more for the same.
    trimTrailingSlash({ alwaysRedirect: true }),
    links,
    admit,
  )
  for (const routes of ROUTES) app.route("/", routes)
  app.notFound(c => notFound(c))
  app.onError((error, c) => {
    logFailure(c.get("requestId"), `${c.req.method} ${matchedRoutes(c).at(-1)?.path}`, error)
    if (!(error instanceof RecordUnreadableError || isDatabaseBusy(error))) return refusal(c, "failed")
    c.header("Retry-After", "10")
    return refusal(c, "databaseDown", "ระบบอ่านข้อมูลไม่ได้ในขณะนี้ โปรดเปิดใหม่ในอีกสักครู่")
  })
  return app
}

/** Names the request, and what of the pages is asked for below them, before anything can refuse. */
const identify = createMiddleware<AppEnv>(async (c, next) => {
  c.set("requestId", requestIdOf(c.req.header("cf-ray")))
  c.set("refusalPage", async refused =>
    refusalPage(refused, refused.elsewhere ? undefined : await newestYear(c)),
  )
  c.set("rowWriter", presentRowWriter)
  await next()
  // Afterwards, so that an answer made without Hono's help has it too.
  c.header(REQUEST_ID_HEADER, c.get("requestId"))
})

/** What other isolates kept is not asked for: whoever makes an answer of many has the record at hand. */
const readingOwn = (fetch: Hono<AppEnv>["fetch"]) =>
  createMiddleware<AppEnv>(async (c, next) => {
    c.set("readOwn", async path => {
      const request = ownRequest(new URL(path, c.req.url))
      return (await warmAnswer(request, c.env)) ?? fetch(request, c.env, c.executionCtx)
    })
    return next()
  })

const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'"],
    // The script of one page asks for the record; auditors look for robots.txt from within any.
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // The data is for every site to read.
  crossOriginResourcePolicy: false,
  referrerPolicy: "strict-origin-when-cross-origin",
  // For programs nobody has any more, or against what the policy above forbids already: each header of an answer
  // costs it one part in sixty.
  xFrameOptions: false,
  originAgentCluster: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  xDnsPrefetchControl: false,
})

/**
 * One page may stand in a frame of any site: what it shows is public, and nothing in it can be done. And one runs a script, of
 * this site and named with its hash.
 */
const widerPolicy = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const policy = c.res.headers.get("Content-Security-Policy") ?? ""
  if (isFramable(c.req.path))
    c.header("Content-Security-Policy", policy.replace("frame-ancestors 'none'", "frame-ancestors *"))
  if (c.req.path === VERIFY_PATH) c.header("Content-Security-Policy", `${policy}; script-src 'self'`)
})

/** An address that is a key is told to no other site, not even in part. */
const unreferred = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  if (isSecret(c.req.path)) c.header("Referrer-Policy", "no-referrer")
})

const allowedMethods = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method === "OPTIONS") c.header("Allow", allowedAt(c.req.path).join(", "))
  return next()
})

const openToEverySite = cors({
  origin: "*",
  allowMethods: READS,
  exposeHeaders: ["ETag", "Link", "Cache-Status", REQUEST_ID_HEADER],
})

/** Lets in what this address takes, with the configuration and the moment it is answered at. */
const admit = createMiddleware<AppEnv>(async (c, next) => {
  c.set("config", configOf(c.env))
  c.set("moment", await (c.req.method === "POST" ? exactMoment : currentMoment)(c.env))
  if (c.env.CLOCK !== undefined && !mayServe(c.env, new URL(c.req.url))) return refusal(c, "simulatedHere")
  const allowed = allowedAt(c.req.path)
  if (!allowed.includes(c.req.method)) {
    c.header("Allow", allowed.join(", "))
    return refusal(c, "methodNotAllowed")
  }
  return c.req.method === "POST" ? limited(c, next) : next()
})

async function limited(c: Context<AppEnv>, next: Next): Promise<Response | undefined> {
  const address = c.req.header("CF-Connecting-IP")
  if (!mayPost(c.env.DB, address, Date.now())) {
    c.header("Retry-After", "60")
    return refusal(c, "tooMany")
  }
  await next()
  // Elsewhere a link of a mail is enough, and links are passed on.
  const isSigned = c.req.path.startsWith("/api/") && c.res.ok && !c.get("isRepeat")
  if (isSigned) uncountPost(c.env.DB, address)
  return undefined
}

function isSecret(path: string): boolean {
  return SECRET.some(prefix => path.startsWith(prefix))
}

function allowedAt(path: string): readonly string[] {
  if (isSecret(path)) return [...READS, "POST"]
  return POSTED.includes(path) ? ["POST", "OPTIONS"] : READS
}
