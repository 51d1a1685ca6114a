import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { NO_BROWSER, SCREENS, useBrowser, type Screen, type Visit } from './harness.ts'

/** Three accounts of nobody else's; one revenue is no number. */
const ACCOUNTS = [
  'customer,zt_kind,revenue,employees,Notes',
  'Wintergreen Ferries,shipping,12500000,310,met at the fair',
  'Larkspur Metals,metal,about nine million,95,',
  'Ochre Valley Foods,food,7400000,180,asks for references',
].join('\r\n')

async function upload({ page, go }: Visit, name: string): Promise<void> {
  await go('/data?tab=imports&import=new')
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      { name, mimeType: 'text/csv', buffer: Buffer.from(ACCOUNTS) },
      { name: 'LICENSE', mimeType: 'text/plain', buffer: Buffer.from('free') },
    ])
  await page.getByRole('link', { name: 'Look at the mapping' }).waitFor({ timeout: 60_000 })
}

async function throwAway({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Throw away' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click()
  await page.getByText('Import thrown away').waitFor()
}

describe.skipIf(NO_BROWSER)('data quality', () => {
  const browser = useBrowser()

  test('the work list leads from a count to a deal that shows it', async () => {
    const { page, go } = await browser.visit('revops')
    await go('/data')
    await page.getByRole('button', { name: 'Open deals past their close date' }).click()
    const issue = page.getByRole('complementary', { name: 'Open deals past their close date' })
    expect(page.url()).toContain('type=past-close-date')
    const deal = issue.getByRole('listitem').getByRole('link').first()
    const name = await deal.innerText()
    await deal.click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
  })

  test('an export goes from files to stored accounts: mapped, checked, its bad row handed back, and nothing before the button', async () => {
    const visit = await browser.visit('revops')
    const { page, go } = visit
    await upload(visit, 'customers.csv')
    expect(await page.getByRole('heading', { name: 'customers.csv' }).count()).toBe(1)
    await page.getByRole('link', { name: 'Look at the mapping' }).click()

    // A header that says nothing is put right by hand, and that survives a reload.
    const field = page.getByRole('button', { name: 'Field for zt_kind' })
    await field.dblclick()
    await page.getByRole('combobox', { name: 'Field for zt_kind' }).selectOption('industry')
    await page.keyboard.press('Enter')
    await page.getByText('Edited, not checked yet').waitFor()
    await page.reload()
    await page.getByText('Edited, not checked yet').waitFor()
    expect(await field.innerText()).toContain('Industry')
    await page.getByRole('button', { name: 'Check with this mapping' }).click()

    const rejected = page.getByRole('grid', { name: 'Rejected rows' })
    await rejected.waitFor({ timeout: 60_000 })
    expect(await rejected.getByRole('row').nth(1).innerText()).toMatch(/customers\.csv\s+3\s+revenue\s+about nine million/)
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download as CSV' }).click()
    const file = await (await downloading).path()
    expect(await readFile(file, 'utf8')).toContain('customers.csv,3,revenue,about nine million')

    const strict = page.getByRole('checkbox', { name: 'Store nothing if any row is rejected' })
    await strict.check()
    expect(await page.getByRole('button', { name: 'Store', exact: true }).getAttribute('aria-disabled')).toBe('true')
    await strict.uncheck()
    const found = async () => {
      const answer = await page.context().request.get('/api/accounts?q=Wintergreen')
      return ((await answer.json()) as { items: { industry: string | null }[] }).items.map((account) => account.industry)
    }
    expect(await found()).toEqual([])
    await page.getByRole('button', { name: 'Store without the rejected rows' }).click()
    await page.getByRole('link', { name: 'Go to the pipeline' }).waitFor({ timeout: 60_000 })
    expect(await found()).toEqual(['shipping'])
    await go('/data?tab=imports')
    expect(await page.getByRole('grid', { name: 'Imports' }).getByRole('row').nth(1).innerText()).toMatch(/Stored/)
  })

  test('a mapping saved under a name reads the next file of the same columns', async () => {
    const visit = await browser.visit('revops')
    const { page } = visit
    await upload(visit, 'customers-november.csv')
    await page.getByRole('link', { name: 'Look at the mapping' }).click()
    await page.getByRole('button', { name: 'Field for Notes' }).dblclick()
    await page.getByRole('combobox', { name: 'Field for Notes' }).selectOption('skip')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Saved mappings' }).click()
    await page.getByRole('menuitem', { name: 'Save this mapping' }).click()
    await page.getByLabel('Name, required').fill('Monthly customers')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Save the mapping|Replace)/ })
      .click()
    await page.getByText('Mapping Monthly customers saved').waitFor()
    await throwAway(visit)
    await upload(visit, 'customers-december.csv')
    await page.getByRole('link', { name: 'Look at the mapping' }).click()
    await expect.poll(() => page.getByRole('button', { name: 'Field for Notes' }).innerText()).toContain('Left out')
    await throwAway(visit)
  })

  test('a file in which nothing is recognised is mapped by hand', async () => {
    const visit = await browser.visit('revops')
    const { page, go } = visit
    await go('/data?tab=imports&import=new')
    const odd = { name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from('zt1,zt2\nPerrywinkle Dyes,12\nQuillon Glass,9\n') }
    await page.locator('input[type="file"]').first().setInputFiles([odd])
    await page.getByText('The import failed').waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: 'Look at the mapping' }).click()
    await page.getByLabel('What odd.csv holds').selectOption('accounts')
    await page.getByText('odd.csv has no column for Name').waitFor()
    await page.getByRole('button', { name: 'Field for zt1' }).dblclick()
    await page.getByRole('combobox', { name: 'Field for zt1' }).selectOption('name')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Check with this mapping' }).click()
    const counts = page.getByRole('grid', { name: 'What the import comes to, by kind' })
    await counts.waitFor({ timeout: 60_000 })
    expect(await counts.getByRole('row', { name: /^Accounts/ }).innerText()).toMatch(/Accounts\s+2\s+2\s+0\s+0\s+0/)
    await throwAway(visit)
  })

  test('what is no table is refused before anything is sent', async () => {
    const { page, go } = await browser.visit('revops')
    await go('/data?tab=imports&import=new')
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles([{ name: 'deck.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') }])
    expect(await page.getByRole('alert').innerText()).toContain('None of these is a CSV, TSV or ZIP file')
  })

  test('a rep is told that the page is not for them', async () => {
    const { page, go } = await browser.visit('rep')
    await go('/data')
    await page.getByText('Not visible to you').waitFor()
    expect(await page.getByRole('link', { name: 'Data quality' }).count()).toBe(0)
  })

  test.each(Object.keys(SCREENS) as Screen[])(
    'every state is for everybody, %s',
    async (screen) => {
      const visit = await browser.visit('revops', screen)
      const { page, go, expectAccessible, expectNoSideScroll } = visit
      const look = async () => {
        await page.locator('.skeleton').first().waitFor({ state: 'detached' })
        await expectAccessible()
        await expectNoSideScroll()
      }
      for (const path of [
        '/data',
        '/data?type=past-close-date',
        '/data?tab=people',
        '/data?tab=imports',
        '/data?tab=imports&import=new',
      ]) {
        await go(path)
        await look()
      }
      await upload(visit, 'customers.csv')
      await look()
      const id = new URL(page.url()).searchParams.get('import')
      for (const step of ['mapping', 'check']) {
        await go(`/data?tab=imports&import=${id}&step=${step}`)
        await look()
      }
      await throwAway(visit)
    },
    180_000,
  )
})
