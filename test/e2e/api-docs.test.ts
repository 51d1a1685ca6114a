import axe from 'axe-core'
import type { FastifyInstance } from 'fastify'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../src/server/platform/context.ts'
import { createHttp } from '../../src/server/platform/http/server.ts'

const executablePath = process.env['CHROMIUM_PATH']
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

describe.skipIf(executablePath === undefined)('the page that browses the contract', () => {
  let http: FastifyInstance
  let browser: Browser
  let address: string

  beforeAll(async () => {
    const app = { signIn: { principalOf: async () => null }, log: { error: () => undefined } } as unknown as App
    http = await createHttp(
      app,
      async () => ({}),
      { perMinute: 1_000, trustProxy: false, https: false, maxUploadBytes: 1_000 },
      [],
    )
    address = await http.listen({ host: '127.0.0.1', port: 0 })
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: QUIET })
  })

  afterAll(async () => {
    await browser?.close()
    await http?.close()
  })

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('can be read by everyone and obeys its content policy, %s and %i wide', async (colorScheme, width) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(error.message))
    await page.goto(`${address}/api/docs#opportunities.list`)
    expect(await page.locator('details[id="opportunities.list"]').getAttribute('open')).not.toBeNull()
    await page.evaluate('[...document.querySelectorAll("details")].slice(0, 12).forEach((item) => { item.open = true })')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    // The content policy lets no page script in, so axe enters the way a debugger does.
    const debug = await context.newCDPSession(page)
    await debug.send('Runtime.evaluate', { expression: axe.source })
    const run = 'axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes[0].html])))'
    const { result } = await debug.send('Runtime.evaluate', { expression: run, awaitPromise: true })
    expect(JSON.parse(String(result.value))).toEqual([])
    expect(said).toEqual([])
    await context.close()
  })

  test('finds an operation by any words of it', async () => {
    const page = await browser.newPage()
    await page.goto(`${address}/api/docs`)
    await page.getByLabel('Find an operation or a schema').fill('deal owner')
    expect(await page.getByRole('status').textContent()).toMatch(/^\d+ found$/)
    expect(await page.locator('details[id="opportunities.assign"]').isVisible()).toBe(true)
    expect(await page.locator('details[id="users.create"]').isVisible()).toBe(false)
    await page.close()
  })
})
