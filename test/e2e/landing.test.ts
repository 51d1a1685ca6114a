import { describe, expect, test } from 'vitest'
import { NO_BROWSER, useBrowser } from './harness.ts'

describe.skipIf(NO_BROWSER)('a day with the product', () => {
  const browser = useBrowser()

  test('begins with the number for those who answer for one, with the data for those who keep it, else with the deals', async () => {
    for (const [role, path] of [
      ['rep', '/pipeline'],
      ['manager', '/forecast'],
      ['revops', '/data'],
    ] as const) {
      const { page, go } = await browser.visit(role)
      await go('/')
      expect(new URL(page.url()).pathname).toBe(path)
    }
  })

  test('ends on a phone, where the navigation has no place for it, in the profile', async () => {
    const { page, go, expectNoSideScroll } = await browser.visit('executive', 'light phone')
    await go('/settings/profile')
    await expectNoSideScroll()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in as' }).waitFor()
    await page.goto('/pipeline')
    await page.waitForURL(/sign-in\?next=/)
  })

  test('counts the open deals beside the pipeline as the list does', async () => {
    const { page, go } = await browser.visit('manager')
    await go('/pipeline')
    const { total } = (await (await page.request.get('/api/opportunities?limit=1')).json()) as { total: number }
    const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Pipeline/ })
    await expect.poll(() => link.textContent(), { timeout: 15_000 }).toBe(`Pipeline${total.toLocaleString('en')} open deals`)
  })
})
