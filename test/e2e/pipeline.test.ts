import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asked, EVERY_PLACE_MS, NO_BROWSER, SCREENS, toast, useBrowser, type Screen, type Visit } from './harness.ts'

interface Deal {
  readonly id: string
  readonly name: string
  readonly amount: { minor: number; currency: string } | null
  readonly forecastCategory: string
  readonly stage: string
}

const rows = (page: Page) => page.locator('tr[data-row]')

/** The deal of the first row, by the server. */
async function firstDeal(page: Page): Promise<Deal> {
  await rows(page).first().waitFor()
  return asked<Deal>(page, `/opportunities/${await rows(page).first().getAttribute('data-row')}`)
}

describe.skipIf(NO_BROWSER)('the pipeline', () => {
  const browser = useBrowser()

  async function pipeline(role: Parameters<typeof browser.visit>[0], path = '/pipeline'): Promise<Visit> {
    const visit = await browser.visit(role)
    await visit.go(path)
    return visit
  }

  test('a figure of the strip shows the deals that it counts, and another press takes it back', async () => {
    const { page } = await pipeline('manager')
    type Sum = { count: number }
    const summary = await asked<{ open: Sum; commit: Sum; changes: Record<'movedOut' | 'lost', Sum> }>(
      page,
      '/opportunities/summary',
    )
    await rows(page).first().waitFor()
    expect(await rows(page).count()).toBe(summary.open.count)
    for (const [name, count, search] of [
      [/^Commit/, summary.commit.count, 'fc=commit'],
      [/^Moved out/, summary.changes.movedOut.count, 'metric=movedOut'],
      [/^Lost/, summary.changes.lost.count, 'metric=lost'],
    ] as const) {
      const stat = page.getByRole('list', { name: 'Pipeline' }).getByRole('button', { name })
      await stat.click()
      await expect.poll(() => rows(page).count()).toBe(count)
      expect(page.url()).toContain(search)
      await stat.click()
      await expect.poll(() => rows(page).count()).toBe(summary.open.count)
    }
  })

  test('an amount edited in the table is saved at once, and Z takes it back', async () => {
    const { page } = await pipeline('manager')
    const deal = await firstDeal(page)
    const cell = rows(page)
      .first()
      .getByRole('button', { name: `Amount of ${deal.name}` })
    await cell.dblclick()
    await page.getByRole('textbox', { name: `Amount of ${deal.name}` }).fill('77,000')
    await page.keyboard.press('Enter')
    await toast(page, /amount set to \$77,000/)
    expect((await asked<Deal>(page, `/opportunities/${deal.id}`)).amount).toEqual({ minor: 7_700_000, currency: 'USD' })
    await page.keyboard.press('z')
    await toast(page, /^Undone/)
    expect((await asked<Deal>(page, `/opportunities/${deal.id}`)).amount).toEqual(deal.amount)
  })

  test('an amount that cannot be read keeps the field open with the reason', async () => {
    const { page } = await pipeline('manager')
    const deal = await firstDeal(page)
    await rows(page)
      .first()
      .getByRole('button', { name: `Amount of ${deal.name}` })
      .dblclick()
    await page.getByRole('textbox', { name: `Amount of ${deal.name}` }).fill('a lot')
    await page.keyboard.press('Enter')
    await page.getByText('Write an amount such as').waitFor()
    await page.keyboard.press('Escape')
    expect((await asked<Deal>(page, `/opportunities/${deal.id}`)).amount).toEqual(deal.amount)
  })

  test('a change made elsewhere shows by itself, and no row jumps until one asks for it', async () => {
    const visit = await browser.visit('manager')
    const { page } = visit
    const listening = page.waitForResponse((answer) => answer.url().endsWith('/api/stream'))
    await visit.go('/pipeline?sort=-amount&group=none')
    const deal = await firstDeal(page)
    await listening
    const order = () => rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-row')))
    const before = await order()
    const put = (amount: Deal['amount']) =>
      page.request.patch(`/api/opportunities/${deal.id}`, {
        data: { amount },
        headers: { 'idempotency-key': crypto.randomUUID() },
      })
    expect((await put({ minor: 100_00, currency: 'USD' })).ok()).toBe(true)
    await rows(page).first().getByText('$100', { exact: true }).waitFor({ timeout: 5_000 })
    expect(await order()).toEqual(before)
    await page.getByRole('button', { name: '1 change, refresh' }).click()
    await expect.poll(async () => (await order()).indexOf(deal.id)).toBeGreaterThan(0)
    expect((await put(deal.amount)).ok()).toBe(true)
  })

  test('deals selected with X get another forecast together, and are given back the one they had', async () => {
    const { page } = await pipeline('manager', '/pipeline?group=none')
    const first = await firstDeal(page)
    await rows(page).first().focus()
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('Shift+X')
    await page.getByText('2 selected').waitFor()
    await page.getByRole('button', { name: 'Change forecast' }).click()
    await page.getByRole('menuitem', { name: 'Left out' }).click()
    await toast(page, /Forecast of 2 deals set to Left out/)
    expect((await asked<Deal>(page, `/opportunities/${first.id}`)).forecastCategory).toBe('omitted')
    await page.keyboard.press('Control+z')
    await toast(page, /^Undone/)
    expect((await asked<Deal>(page, `/opportunities/${first.id}`)).forecastCategory).toBe(first.forecastCategory)
  })

  test('the groups show what people entered beside what the model expects until the end of the quarter', async () => {
    const { page } = await pipeline('manager')
    const summary = await asked<{ commit: { count: number } }>(page, '/opportunities/summary')
    const group = page.locator('.row-group').first()
    // The first to ask waits until the model has been fitted, which takes as long as the machine is busy.
    await group.getByText(/Model expects \$/).waitFor({ timeout: 50_000 })
    expect(await group.textContent()).toContain(`Commit${summary.commit.count} deals`)
    expect(await page.getByRole('columnheader', { name: /^Win by \d{1,2} (Mar|Jun|Sep|Dec)/ }).count()).toBe(1)
  })

  test('a view is saved under a name, is edited by another filter, and is deleted again', async () => {
    const { page } = await pipeline('manager', '/pipeline?warn=pushed')
    const menu = page.getByRole('button', { name: /^View:/ })
    await menu.click()
    await page.getByRole('menuitem', { name: 'Save as a new view' }).click()
    await page.getByLabel('Name, required').fill('Pushed, for the test')
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.getByRole('button', { name: 'View: Pushed, for the test', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Remove filter Warning Close date pushed 2 times or more' }).click()
    await page.getByRole('button', { name: /Pushed, for the test\s*edited/ }).waitFor()
    await menu.click()
    await page.getByRole('menuitem', { name: 'Back to how it was saved' }).click()
    await expect.poll(() => page.url()).toContain('warn=pushed')
    await menu.click()
    await page.getByRole('menuitem', { name: 'Delete Pushed, for the test' }).click()
    await toast(page, /View Pushed, for the test deleted/)
    const { items } = await asked<{ items: { name: string }[] }>(page, '/views?page=pipeline')
    expect(items.map((view) => view.name)).not.toContain('Pushed, for the test')
  })

  test('a card is moved by its menu and by dragging, where the place names the move; losing a deal asks when and why', async () => {
    const { page, settled } = await pipeline('manager', '/pipeline?view=board')
    const lane = (name: string) => page.getByRole('region', { name })
    const card = lane('Discovery').locator('[data-card]').first()
    await card.waitFor()
    const id = await card.getAttribute('data-card')
    const deal = await asked<Deal>(page, `/opportunities/${id}`)
    const stage = async () => (await asked<Deal>(page, `/opportunities/${id}`)).stage

    await card.getByRole('link').focus()
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: 'Qualification' }).click()
    await toast(page, /moved to Qualification/)
    expect(await stage()).toBe('qualification')
    await page.keyboard.press('z')
    await toast(page, /^Undone/)
    expect(await stage()).toBe('discovery')

    await settled()
    const from = (await lane('Discovery').locator(`[data-card="${id}"]`).boundingBox())!
    const to = (await lane('Proposal').boundingBox())!
    await page.mouse.move(from.x + 60, from.y + 40)
    await page.mouse.down()
    await page.mouse.move(from.x + 90, from.y + 60, { steps: 4 })
    await page.mouse.move(to.x + 100, to.y + 120, { steps: 8 })
    await page.getByText(`Move ${deal.name} to Proposal`).waitFor()
    await page.mouse.up()
    await toast(page, /moved to Proposal/)
    expect(await stage()).toBe('proposal')
    await page.keyboard.press('z')
    await toast(page, /^Undone/)

    await lane('Discovery').locator(`[data-card="${id}"]`).getByRole('link').focus()
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: /Lost/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Why it was lost, optional').fill('Budget went elsewhere')
    await dialog.getByRole('button', { name: 'Mark as lost' }).click()
    await toast(page, new RegExp(`${deal.name} lost`))
    expect(await asked<Deal>(page, `/opportunities/${id}`)).toMatchObject({
      stage: 'closed_lost',
      lostReason: 'Budget went elsewhere',
    })
    await page.keyboard.press('z')
    await toast(page, /^Undone/)
    expect(await stage()).toBe('discovery')
  })

  test('a new deal needs a name only, opens, and can be deleted by a manager', async () => {
    const { page } = await pipeline('manager')
    await page.getByRole('button', { name: 'New deal' }).click()
    const dialog = page.getByRole('dialog', { name: 'New deal' })
    await dialog.getByLabel('Name, required').fill('Made by a test, as it were')
    await dialog.getByLabel('Amount, USD').fill('12k')
    await dialog.getByRole('button', { name: 'Create deal' }).click()
    await page.getByRole('heading', { level: 1, name: 'Made by a test, as it were' }).waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await page.getByRole('button', { name: /^Amount of Made by a test, as it were:\s*\$12,000/ }).waitFor()
    await page.getByRole('button', { name: 'Actions for Made by a test, as it were' }).click()
    await page.getByRole('menuitem', { name: 'Delete deal' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete deal' }).click()
    await toast(page, /deleted/)
    const { items } = await asked<{ items: Deal[] }>(page, `/opportunities?state=all&q=${encodeURIComponent('Made by a test')}`)
    expect(items.map((deal) => deal.id)).not.toContain(id)
  })

  test('the list is saved as a file with the same deals', async () => {
    const { page } = await pipeline('manager', '/pipeline?fc=commit')
    await rows(page).first().waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()])
    expect(download.suggestedFilename()).toMatch(/^deals-\d{4}-\d{2}-\d{2}\.csv$/)
  })

  test('who may not write sees no way to, and who may not read the forecast sees a dash with its reason', async () => {
    const executive = await pipeline('executive')
    await rows(executive.page).first().waitFor()
    expect(await executive.page.getByRole('button', { name: 'New deal' }).count()).toBe(0)
    expect(await executive.page.getByRole('button', { name: /^Amount of/ }).count()).toBe(0)
    const support = await pipeline('customer-success')
    if ((await rows(support.page).count()) > 0)
      expect(await support.page.getByRole('img', { name: 'Not visible to you' }).count()).toBeGreaterThan(0)
    const rep = await pipeline('rep')
    const own = await asked<{ items: { owner: { id: string } }[] }>(rep.page, '/opportunities?limit=500')
    expect(new Set(own.items.map((deal) => deal.owner.id)).size).toBe(1)
  })

  const PLACES = [
    '/pipeline',
    '/pipeline?view=board',
    '/pipeline?q=there is no such deal',
    '/pipeline?fc=commit&close=this-quarter&new=deal',
  ]

  test.each(Object.keys(SCREENS) as Screen[])(
    'can be used by everybody, %s',
    async (screen) => {
      const { page, go, settled, expectAccessible, expectNoSideScroll } = await browser.visit('manager', screen)
      for (const path of PLACES) {
        await go(path)
        await settled()
        await expectAccessible()
        await expectNoSideScroll()
      }
      await go('/pipeline')
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      await page.getByRole('group', { name: 'Choose filters' }).waitFor()
      await expectAccessible()
    },
    EVERY_PLACE_MS,
  )
})
