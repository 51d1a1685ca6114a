import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { asked, EVERY_PLACE_MS, NO_BROWSER, SCREENS, toast, useBrowser, type Screen, type Visit } from './harness.ts'

interface Deal {
  readonly id: string
  readonly name: string
  readonly contacts: number
}
interface Threading {
  readonly active: number
  readonly total: number
  readonly people: readonly { readonly contact: { readonly id: string; readonly name: string } }[]
}
interface StakeholderMap {
  readonly nodes: readonly { readonly contact: { readonly id: string; readonly name: string } }[]
  readonly ghosts: readonly { readonly id: string }[]
  readonly days: readonly string[]
}

describe.skipIf(NO_BROWSER)('the people of a deal', () => {
  const browser = useBrowser()

  /** Opens the people of the open deal with most of them. */
  async function people(search = '', screen?: Screen): Promise<Visit & { deal: Deal }> {
    const visit = await browser.visit('manager', screen)
    const { items } = await asked<{ items: Deal[] }>(visit.page, '/opportunities?limit=200')
    const most = items.toSorted((a, b) => b.contacts - a.contacts)[0]
    if (!most) throw new Error('The demo has no open deal in sight of the manager')
    await visit.go(`/deals/${most.id}/people${search}`)
    await visit.settled()
    return { ...visit, deal: most }
  }

  const stat = (page: Page, label: string) =>
    page.getByRole('list', { name: 'People of the deal' }).getByRole('button', { name: new RegExp(`^${label}`) })

  test('the figures are those of the server, and pressing one keeps whom it counts', async () => {
    const { page, deal } = await people('?view=list')
    const threading = await asked<Threading>(page, `/opportunities/${deal.id}/threading`)
    await stat(page, `Active threads ?${threading.active}`).waitFor()
    await stat(page, `People known ?${threading.total}`).waitFor()
    await stat(page, 'Active threads').click()
    expect(page.url()).toContain('show=active')
    const table = page.getByRole('table', { name: /People on/ }).or(page.getByRole('grid', { name: /People on/ }))
    await expect.poll(() => table.locator('tr[data-row]').count()).toBe(threading.active)
  })

  test('the map holds everybody of the server in reading order, and Enter opens somebody', async () => {
    const { page, deal } = await people('?view=map')
    const map = await asked<StakeholderMap>(page, `/opportunities/${deal.id}/map`)
    const cards = page.locator('[data-person]')
    await cards.first().waitFor()
    expect(await cards.count()).toBe(map.nodes.length)
    expect(await page.locator('.map-ghost').count()).toBe(map.ghosts.length)
    const tops = await cards.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)))
    expect(tops).toEqual(tops.toSorted((a, b) => a - b))
    await cards.first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('complementary').getByText('Recency').or(page.getByText('No contact')).first().waitFor()
    expect(page.url()).toContain('person=')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url()).not.toContain('person=')
  })

  test('a line between two people is added, shown on the map, and taken back', async () => {
    const { page, deal } = await people('?view=map')
    const lines = async () => {
      const { edges } = await asked<{ edges: { kind: string; source: string }[] }>(page, `/opportunities/${deal.id}/map`)
      return edges.filter((edge) => edge.kind === 'conflicts' && edge.source === 'entered').length
    }
    const before = await lines()
    await page.locator('[data-person]').first().click()
    await page.getByRole('button', { name: 'Add a line' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').first().selectOption('conflicts out')
    await dialog.getByLabel('Whom, required').click()
    await page.locator('.combo-option').first().click()
    await dialog.getByRole('button', { name: 'Add line' }).click()
    await toast(page, /argues against/)
    expect(await lines()).toBe(before + 1)
    await page.keyboard.press('Control+z')
    await toast(page, /^Undone/)
    expect(await lines()).toBe(before)
  })

  test('the map stands as it was on a day on which something had just changed, read-only, and comes back', async () => {
    const { page, deal } = await people('?view=map')
    await page.getByRole('button', { name: 'Change before' }).click()
    await expect.poll(() => page.url()).toContain('asOf=')
    const asOf = new URL(page.url()).searchParams.get('asOf') ?? ''
    const then = await asked<StakeholderMap>(page, `/opportunities/${deal.id}/map?asOf=${asOf}`)
    await expect.poll(() => page.locator('[data-person]').count()).toBe(then.nodes.length)
    expect(await page.getByRole('button', { name: 'Add person' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Back to today' }).click()
    await expect.poll(() => page.url()).not.toContain('asOf=')
  })

  test('the map is saved as a picture that needs nothing else', async () => {
    const { page } = await people('?view=map')
    await page.locator('[data-person]').first().waitFor()
    for (const [item, ending] of [
      ['Map as SVG', '.svg'],
      ['Map as PNG', '.png'],
    ] as const) {
      await page.getByRole('button', { name: 'Export' }).click()
      const saved = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: item }).click()
      const file = await saved
      expect(file.suggestedFilename().endsWith(ending)).toBe(true)
      const chunks: Buffer[] = []
      for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
      const content = Buffer.concat(chunks)
      if (ending === '.svg') expect(content.toString()).not.toContain('var(')
      else expect(content.subarray(1, 4).toString()).toBe('PNG')
    }
  })

  test('somebody locked against contact has no way to be written to, here or on the map', async () => {
    const { page, deal } = await people('?view=list')
    const threading = await asked<Threading>(page, `/opportunities/${deal.id}/threading`)
    const { name } = threading.people[0]!.contact
    await page.getByRole('button', { name, exact: true }).click()
    const inspector = page.getByRole('complementary', { name })
    await inspector.getByRole('link', { name: 'Write' }).waitFor()
    await inspector.getByRole('switch', { name: /Do not contact/ }).click()
    await toast(page, /locked/)
    await inspector.getByRole('link', { name: 'Write' }).waitFor({ state: 'detached' })
    expect(await inspector.getByRole('button', { name: 'Meet' }).count()).toBe(0)
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('img', { name: 'Do not contact' })
      .waitFor()
    await page.keyboard.press('z')
    await toast(page, /^Undone/)
    await inspector.getByRole('link', { name: 'Write' }).waitFor()
  })

  test('what the deal is decided by is entered, and where somebody stands on it', async () => {
    const { page, deal } = await people('?view=criteria')
    const name = `Cut-over weekend ${Date.now()}`
    await page.getByRole('button', { name: 'Add criterion' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('They decide by, required').fill(name)
    await dialog.getByRole('button', { name: 'Add criterion' }).click()
    const stance = page.getByRole('combobox', { name: new RegExp(`on ${name}$`) }).first()
    await stance.selectOption('-2')
    await toast(page, /stands on .* changed/)
    const criterion = async () => {
      const { criteria } = await asked<{ criteria: { name: string; positions: { stance: number }[] }[] }>(
        page,
        `/opportunities/${deal.id}/criteria`,
      )
      return criteria.find((one) => one.name === name)
    }
    expect((await criterion())?.positions.map((one) => one.stance)).toEqual([-2])
    await page.getByRole('button', { name: `Remove ${name}` }).click()
    await toast(page, /removed/)
    expect(await criterion()).toBeUndefined()
  })

  test('a phone shows the list first', async () => {
    const { page } = await people('', 'light phone')
    await page.getByRole('list', { name: /People on/ }).waitFor()
    expect(await page.locator('.people-map').count()).toBe(0)
  })

  test.each(Object.keys(SCREENS) as Screen[])(
    'can be used by everybody, %s',
    async (screen) => {
      const { go, settled, expectAccessible, expectNoSideScroll, deal } = await people('?view=map', screen)
      for (const view of ['map', 'list', 'criteria', 'pack']) {
        await go(`/deals/${deal.id}/people?view=${view}`)
        await settled()
        await expectAccessible()
        await expectNoSideScroll()
      }
    },
    EVERY_PLACE_MS,
  )
})
