import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NO_BROWSER, SCREENS, useBrowser, type Screen } from './harness.ts'

describe.skipIf(NO_BROWSER)('the kit', () => {
  let folder: string
  let server: PreviewServer
  const before = process.env['QUARTERDECK_E2E_URL']

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quarterdeck-kit-'))
    process.env['VITE_KIT'] = '1'
    // Under the test runner the build would otherwise be one for development.
    const mode = process.env['NODE_ENV']
    process.env['NODE_ENV'] = 'production'
    await build({ build: { outDir: folder }, logLevel: 'error' })
    process.env['NODE_ENV'] = mode
    server = await preview({ build: { outDir: folder }, preview: { host: '127.0.0.1', port: 0 }, logLevel: 'error' })
    process.env['QUARTERDECK_E2E_URL'] = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? ''
  })
  afterAll(async () => {
    delete process.env['VITE_KIT']
    if (before === undefined) delete process.env['QUARTERDECK_E2E_URL']
    else process.env['QUARTERDECK_E2E_URL'] = before
    await server?.close()
    await rm(folder, { recursive: true, force: true })
  })
  const browser = useBrowser()

  test.each(Object.keys(SCREENS) as Screen[])('shows every part for everybody, %s', async (screen) => {
    const { page, go, expectAccessible, expectNoSideScroll } = await browser.visit(null, screen)
    await go('/kit')
    await page.locator('figure svg').first().waitFor()
    await expectAccessible()
    await expectNoSideScroll()
  })

  test('an amount is edited in its cell, moves on to the next row, and is taken back with Ctrl Z', async () => {
    const { page, go } = await browser.visit(null)
    await go('/kit')
    await page.locator('tr[data-row="d2"]').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('395k')
    await page.keyboard.press('Enter')
    const amount = page.locator('tr[data-row="d2"] td[data-column="amount"]')
    await expect.poll(() => amount.innerText()).toContain('$395K')
    expect(await page.evaluate('document.activeElement.closest("tr").dataset.row')).toBe('d3')
    await page.keyboard.press('Control+z')
    await expect.poll(() => amount.innerText()).toContain('$246K')
  })

  test('a parameter that nobody understands disappears from the address, one that opens a record stays', async () => {
    const { page, go } = await browser.visit(null)
    await go('/kit?peek=d1&colour=blue')
    await page.getByRole('complementary', { name: 'Halden Bank, core payments' }).waitFor()
    await expect.poll(() => page.url()).toMatch(/\/kit\?peek=d1$/)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url()).toMatch(/\/kit$/)
  })

  test('the shell is at most 130 kB of compressed JavaScript, and charts are not in it', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8')
    const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((found) =>
      readFileSync(join(folder, found[1] ?? '')),
    )
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0)).toBeLessThanOrEqual(130_000)
    expect(scripts.some((script) => script.includes('zrender'))).toBe(false)
  })
})
