import axe from 'axe-core'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Role } from '../../src/domain/access/right.ts'

/** Where no browser is found the tests are skipped; npm test says so, and CI fails instead. */
export const NO_BROWSER = process.env['CHROMIUM_PATH'] === undefined

export const SCREENS = {
  'light desk': { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  'dark desk': { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  'light phone': { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  'dark phone': { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
} as const
export type Screen = keyof typeof SCREENS

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A page of the demo company, watched: what it logs, where it asks, and whether everybody can use it. */
export interface Visit {
  readonly page: Page
  /** Opens an address of the app and waits until it has something of it to show. */
  go(path: string): Promise<void>
  /** Waits until the page asks for nothing any more and every part of it has come. */
  settled(): Promise<void>
  /** Fails with the first rule that axe finds broken. */
  expectAccessible(): Promise<void>
  expectNoSideScroll(): Promise<void>
}

/** The engine answers one question after the other; on a busy machine the one before may take its time. */
export const COMPUTED = { timeout: 90_000 }

/** For a test that goes through every place of a page in one visit. */
export const EVERY_PLACE_MS = 180_000

/** One browser for a test file; a visit is closed with its test, and fails its file if the page complained or asked elsewhere. */
export function useBrowser() {
  let browser: Browser
  const open: (() => Promise<void>)[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '', args: QUIET })
  })
  // A page that nobody looks at any more would go on listening, and ask the server again with every change of a later test.
  afterEach(async () => {
    for (const close of open.splice(0)) await close()
  })
  afterAll(async () => {
    await browser?.close()
    // Whole, unlike in an assertion's message, which cuts long lists short.
    if (complaints.length > 0) throw new Error(`Pages complained:\n${complaints.join('\n')}`)
  })

  return {
    /** Signs in as a person of the demo with a click, the way a visitor does; null stays outside. */
    async visit(role: Role | null, screen: Screen = 'light desk'): Promise<Visit> {
      const base = process.env['QUARTERDECK_E2E_URL'] ?? ''
      const context = await browser.newContext({ ...SCREENS[screen], baseURL: base, locale: 'en-GB', reducedMotion: 'reduce' })
      const page = await context.newPage()
      const heard: string[] = []
      watch(page, base, heard)
      open.push(async () => {
        // What a page says while it is torn down in the middle of a request is no fault of the page.
        complaints.push(...heard)
        await context.close()
      })
      if (role !== null) await signIn(context, role)
      return {
        page,
        async go(path) {
          await page.goto(path)
          await page.locator('main h1').first().waitFor()
          await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: COMPUTED.timeout })
        },
        settled: () => page.locator(BUSY).first().waitFor({ state: 'detached', timeout: COMPUTED.timeout }),
        expectAccessible: () => expectAccessible(context, page),
        async expectNoSideScroll() {
          expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
        },
      }
    },
  }
}

/** What a page shows while it asks for something or part of it is still to come. */
const BUSY = '[aria-busy="true"], .skeleton, .fetching-bar-on'

async function signIn(context: BrowserContext, role: Role): Promise<void> {
  const session = await context.request.get('/api/session')
  const { demo } = (await session.json()) as { demo: { people: { id: string; role: Role }[] } | null }
  const person = demo?.people.find((one) => one.role === role)
  if (!person) throw new Error(`Nobody in the demo is ${role}.`)
  const answer = await context.request.post('/api/demo/sign-in', { data: { id: person.id } })
  expect(answer.ok()).toBe(true)
}

/** Whatever the page logs as wrong, and every request to another host, is a fault. */
function watch(page: Page, base: string, complaints: string[]): void {
  page.on('console', (message) => {
    // What the rules refuse is said in words on the page; that the browser notes it as well is no fault.
    if (message.text().includes('status of 422')) return
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(base) && !url.startsWith('data:') && !url.startsWith('blob:')) complaints.push(`asked ${url}`)
  })
}

/** The content policy lets no script of a test in, so axe enters the way a debugger does. */
async function expectAccessible(context: BrowserContext, page: Page): Promise<void> {
  const debug = await context.newCDPSession(page)
  await debug.send('Runtime.evaluate', { expression: axe.source })
  const run =
    'axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => node.html)])))'
  const { result } = await debug.send('Runtime.evaluate', { expression: run, awaitPromise: true })
  await debug.detach()
  expect(JSON.parse(String(result.value)), page.url()).toEqual([])
}

/** What the server itself says, asked with the visitor's own sign-in. */
export async function asked<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`/api${path}`)
  expect(answer.ok()).toBe(true)
  return (await answer.json()) as T
}

/** Waits until the page has told of something done. */
export async function toast(page: Page, text: RegExp): Promise<void> {
  await page.locator('.toast', { hasText: text }).waitFor()
}
