import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { api } from '../../src/contract/api.ts'
import type { Client } from '../../src/contract/operation.ts'
import { moneyText } from '../../src/web/ui/money-text.ts'
import { NO_BROWSER, SCREENS, useBrowser, type Screen } from './harness.ts'

type Accuracy = Awaited<ReturnType<Client<typeof api>['accuracy']['report']>>
type Models = Awaited<ReturnType<Client<typeof api>['accuracy']['models']>>

/** Eight quarters are forecast week by week before the first report stands. */
const GRADED_WITHIN_MS = 400_000

describe.skipIf(NO_BROWSER)('how right the forecasts were', () => {
  const browser = useBrowser()
  const read = async <T>(page: Page, path: string): Promise<T> => (await (await page.request.get(path)).json()) as T
  const strip = (page: Page) => page.getByRole('list', { name: 'Accuracy', exact: true })

  test(
    'is found out by itself when somebody first looks, told while it is being computed, and shown as computed',
    { timeout: GRADED_WITHIN_MS },
    async () => {
      const { page, go } = await browser.visit('executive')
      await go('/forecast/accuracy')
      await strip(page).waitFor({ timeout: GRADED_WITHIN_MS - 10_000 })
      const { report } = await read<Accuracy>(page, '/api/accuracy')
      const first = report!.revenue.find(({ method, week }) => method === 'model' && week === 0)!
      expect(await strip(page).textContent()).toContain(`${Math.round(first.withinTenth! * first.n)} of ${first.n}`)
      const last = report!.periods.at(-1)!
      const periods = page.getByRole('region', { name: 'Period by period' })
      expect(await periods.textContent()).toContain(moneyText(last.actual))
      const naive = page.getByRole('region', { name: 'Against naive methods' }).getByRole('table').getByRole('row')
      expect(await naive.count()).toBe(6)
    },
  )

  test('opens a period week by week, each leading to the forecast of that day, and closes with Esc', async () => {
    const { page, go, expectAccessible } = await browser.visit('executive')
    const { report } = await read<Accuracy>(page, '/api/accuracy')
    const last = report!.periods.at(-1)!
    await go(`/forecast/accuracy?at=${last.name}`)
    const inspector = page.getByRole('complementary', { name: last.name.replace('-', ' ') })
    await inspector.waitFor()
    const links = inspector.getByRole('table').getByRole('link')
    expect(await links.count()).toBe(last.weeks.length)
    expect(await links.first().getAttribute('href')).toBe(`/forecast?period=${last.name}&asOf=${last.weeks[0]!.on}`)
    await expectAccessible()
    await page.keyboard.press('Escape')
    await inspector.waitFor({ state: 'detached' })
  })

  test('a rep sees how right the forecasts are, and nobody else’s figures', async () => {
    const { page, go } = await browser.visit('rep')
    const { report } = await read<Accuracy>(page, '/api/accuracy')
    expect(report!.periods).toEqual([])
    await go('/forecast/accuracy?trait=owner')
    await strip(page).waitFor()
    expect(await page.getByRole('region', { name: 'Period by period' }).count()).toBe(0)
    expect(report!.groups.length).toBeLessThanOrEqual(1)
  })

  test('the models page says which model serves, or what has to happen first', async () => {
    const { page, go } = await browser.visit('revops')
    await go('/insights/models')
    const { items, next } = await read<Models>(page, '/api/accuracy/models')
    expect(await page.locator('main').textContent()).toContain(items.length === 0 ? 'No model has been chosen yet' : 'in use')
    expect(await page.getByText(next).first().isVisible()).toBe(true)
    expect(await page.getByRole('region', { name: 'Watched every week' }).first().isVisible()).toBe(true)
  })

  for (const screen of Object.keys(SCREENS) as Screen[])
    test(`both pages are usable by everybody: ${screen}`, async () => {
      const { page, go, expectAccessible, expectNoSideScroll } = await browser.visit('revops', screen)
      for (const path of ['/forecast/accuracy', '/insights/models']) {
        await go(path)
        await page.getByRole('region').last().waitFor()
        await expectAccessible()
        await expectNoSideScroll()
        // Every figure of a grade lies within the screen; a table beyond its edge is only found by those who look for it.
        if (screen.endsWith('phone'))
          expect(
            await page.locator('.grades').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length),
          ).toBe(0)
      }
    })
})
