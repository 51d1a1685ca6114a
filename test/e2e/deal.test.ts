import { describe, expect, test } from 'vitest'
import { asked, EVERY_PLACE_MS, NO_BROWSER, SCREENS, toast, useBrowser, type Screen, type Visit } from './harness.ts'

interface Deal {
  readonly id: string
  readonly name: string
  readonly contacts: number
  readonly nextAction: string | null
}
interface Threading {
  readonly total: number
  readonly active: number
  readonly people: readonly { contact: { id: string; name: string } }[]
}

interface Outlook {
  readonly basis: string
  readonly course: readonly unknown[]
  readonly model: { readonly version: string }
  readonly now: {
    readonly winBy: number
    readonly winChance: number
    readonly reference: { readonly stage: string }
    readonly effects: readonly { readonly words: string }[]
    readonly whatIfs: readonly unknown[]
    readonly similar: { readonly wins: number } | null
  }
}

describe.skipIf(NO_BROWSER)('a deal', () => {
  const browser = useBrowser()

  /** Opens a tab of the open deal with most people on it. */
  async function deal(tab = '', screen?: Screen): Promise<Visit & { deal: Deal }> {
    const visit = await browser.visit('manager', screen)
    const { items } = await asked<{ items: Deal[] }>(visit.page, '/opportunities?limit=200')
    const most = items.toSorted((a, b) => b.contacts - a.contacts)[0]
    if (!most) throw new Error('The demo has no open deal in sight of the manager')
    await visit.go(`/deals/${most.id}${tab}`)
    await visit.settled()
    return { ...visit, deal: most }
  }

  test('tells why it has its chance: with a horizon, factors, and what it rests on', async () => {
    const { page, deal: shown } = await deal()
    const { now, basis } = await asked<Outlook>(page, `/forecast/deal?deal=${shown.id}`)
    await page.keyboard.press('w')
    const why = page.getByRole('complementary', { name: 'Why this win chance' })
    await why.getByText(`${Math.round(now.winBy * 100)}% chance to win by`).waitFor()
    await why.getByText(`Typical deal in ${now.reference.stage}`).waitFor()
    const largest = now.effects[0]?.words ?? ''
    await why.getByText(largest, { exact: true }).waitFor()
    await why.getByText(basis).waitFor()
    const points = await why.locator('.why-factors .why-points, .why-reference .value').allTextContents()
    const sum = points.reduce((all, text) => all + Number(text.replace('−', '-')), 0)
    expect(sum).toBe(Math.round(100 * now.winChance))
    expect(page.url()).toContain('why=win')
    await page.keyboard.press('Escape')
    await why.waitFor({ state: 'detached' })
  })

  test('a claim is called wrong in a few words; it stays with them, and is taken back in one step', async () => {
    const { page } = await deal()
    await page.keyboard.press('w')
    const why = page.getByRole('complementary', { name: 'Why this win chance' })
    const wrong = why
      .locator('.why-factors')
      .getByRole('button', { name: /^Wrong: / })
      .first()
    await wrong.click()
    await page.getByRole('textbox', { name: 'Why' }).fill('They told us otherwise')
    await page.getByRole('button', { name: 'Call it wrong' }).click()
    await toast(page, /^Called wrong: /)
    const called = why.getByText(/^you, .*: They told us otherwise/)
    await called.waitFor()
    expect(await wrong.getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.press('Control+z')
    await called.waitFor({ state: 'detached' })
  })

  test('the next step is written where it stands, and the history says who wrote it', async () => {
    const { page, deal: shown } = await deal()
    await page.getByRole('button', { name: `Next step of ${shown.name}` }).dblclick()
    await page.getByRole('textbox', { name: `Next step of ${shown.name}` }).fill('Ask for the signature list')
    await page.keyboard.press('Enter')
    await toast(page, /next step set to/)
    await page.keyboard.press('5')
    const row = page.getByRole('row', { name: /Ask for the signature list/ }).first()
    await row.waitFor()
    const { user } = await asked<{ user: { name: string } }>(page, '/session')
    expect(await row.textContent()).toContain(user.name)
    await page.keyboard.press('Control+z')
    await toast(page, /^Undone/)
    expect((await asked<Deal>(page, `/opportunities/${shown.id}`)).nextAction).toBe(shown.nextAction)
  })

  test('the people are those of the server, with the risk of hanging on too few; one opens with the parts of the engagement', async () => {
    const { page, deal: shown } = await deal('/people?view=list')
    const threading = await asked<Threading>(page, `/opportunities/${shown.id}/threading`)
    await page.getByRole('button', { name: new RegExp(`^People known ?${threading.total}`) }).waitFor()
    const name = threading.people[0]?.contact.name ?? ''
    await page.getByRole('button', { name, exact: true }).click()
    const inspector = page.getByRole('complementary', { name })
    expect(page.url()).toContain(`person=${threading.people[0]?.contact.id}`)
    for (const part of ['Recency', 'Frequency', 'Depth', 'Sentiment']) await inspector.getByText(part, { exact: true }).waitFor()
    for (const share of ['30%', '25%', '20%']) await inspector.getByText(share).first().waitFor()
  })

  test('a role is given and taken back, and a person locked against contact shows the lock', async () => {
    const { page, deal: shown } = await deal('/people?view=list')
    const threading = await asked<Threading>(page, `/opportunities/${shown.id}/threading`)
    const { id, name } = threading.people[0]!.contact
    const roles = async () => {
      const { items } = await asked<{ items: { contact: { id: string }; roles: { role: string; state: string }[] }[] }>(
        page,
        `/opportunities/${shown.id}/people`,
      )
      return items
        .find((one) => one.contact.id === id)
        ?.roles.filter((role) => role.state === 'confirmed')
        .map((role) => role.role)
    }
    const before = await roles()
    await page.getByRole('button', { name: `Roles of ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Procurement' }).click()
    await toast(page, /Roles of/)
    expect(await roles()).toContain('procurement')
    await page.keyboard.press('z')
    await toast(page, /^Undone/)
    expect((await roles())?.toSorted()).toEqual(before?.toSorted())

    await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('switch', { name: /Do not contact/ }).click()
    await toast(page, /locked/)
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('img', { name: 'Do not contact' })
      .waitFor()
    await page.keyboard.press('z')
    await toast(page, /^Undone/)
  })

  test('an update is logged with C and stands first in the activity', async () => {
    const { page } = await deal('/activity')
    await page.keyboard.press('c')
    const dialog = page.getByRole('dialog', { name: 'Log update' })
    await dialog.getByLabel('Kind').selectOption('note')
    await dialog.getByLabel('What happened, required').fill('Legal has the last open point')
    await dialog.getByRole('button', { name: 'Log update' }).click()
    await toast(page, /Note logged/)
    await page
      .getByRole('list', { name: 'Activity' })
      .getByRole('listitem')
      // Meetings that are only planned lie ahead and stand above what has happened.
      .filter({ hasNotText: 'planned' })
      .first()
      .getByText('Legal has the last open point')
      .waitFor()
    await page.getByRole('button', { name: 'Notes' }).click()
    expect(page.url()).toContain('type=note')
    await page.getByText('Legal has the last open point').waitFor()
  })

  test('tells of its future and how it came about: chances, dates, reasons and past deals like it', async () => {
    const { page, deal: shown } = await deal('/forecast')
    const { now, course, model } = await asked<Outlook>(page, `/forecast/deal?deal=${shown.id}`)
    const panel = (name: string) => page.getByRole('region', { name })
    await expect.poll(() => panel('Now').textContent()).toContain(`${Math.round(100 * now.winChance)}%`)
    expect(await panel('What it rests on').textContent()).toContain(model.version)
    expect(await panel('Similar deals').textContent()).toContain(`${now.similar?.wins} were won`)
    expect(await panel('What would change it').getByRole('listitem').count()).toBe(now.whatIfs.length + 1)
    await page.getByRole('button', { name: 'Win chance over time as table' }).click()
    expect(await panel('Win chance over time').getByRole('row').count()).toBe(course.length + 1)
  })

  test('stands as it was known on an earlier day, which the address keeps', async () => {
    const { page, deal: shown } = await deal('/history')
    const slider = page.getByRole('slider', { name: 'Day' })
    await slider.focus()
    await page.keyboard.press('Home')
    await expect.poll(() => page.url()).toContain('asOf=')
    const asOf = new URL(page.url()).searchParams.get('asOf') ?? ''
    const then = await asked<{ opportunity: { stageName: string }; activities: unknown[] }>(
      page,
      `/opportunities/${shown.id}/dossier?asOf=${asOf}`,
    )
    const panel = page.getByRole('region', { name: 'As it was known' })
    await panel.getByText(then.opportunity.stageName, { exact: true }).first().waitFor()
    await panel.getByText(new RegExp(`${then.activities.length} activit`)).waitFor()
    await page.getByRole('button', { name: 'Back to today' }).click()
    await expect.poll(() => page.url()).not.toContain('asOf=')
  })

  test('] goes to the next deal of the list one came from', async () => {
    const visit = await browser.visit('manager')
    await visit.go('/pipeline?group=none')
    const rows = visit.page.locator('tr[data-row]')
    await rows.nth(1).waitFor()
    const names = await rows.locator('a.name').allTextContents()
    await rows.first().focus()
    await visit.page.keyboard.press('Enter')
    await visit.page.getByRole('heading', { level: 1, name: names[0] ?? '' }).waitFor()
    await visit.page.keyboard.press(']')
    await visit.page.getByRole('heading', { level: 1, name: names[1] ?? '' }).waitFor()
    expect(await visit.page.getByText(`2 of ${names.length}`).count()).toBe(1)
  })

  test('one that is not there, or not for one to see, is said to be missing', async () => {
    const visit = await browser.visit('manager')
    const context = visit.page.context()
    // The refusal itself is logged by the browser; a page of its own keeps it out of what must stay quiet.
    const page = await context.newPage()
    await page.goto('/deals/00000000-0000-4000-8000-000000000000')
    await page.getByText('There is no such deal').waitFor()
    expect(await page.getByRole('link', { name: 'Go to the pipeline' }).count()).toBe(1)
  })

  test.each(Object.keys(SCREENS) as Screen[])(
    'can be used by everybody, %s, with a person open and while an update is written too',
    async (screen) => {
      const { page, go, settled, expectAccessible, expectNoSideScroll, deal: shown } = await deal('', screen)
      for (const tab of ['', '?why=win', '/people', '/activity', '/forecast', '/history']) {
        await go(`/deals/${shown.id}${tab}`)
        await settled()
        await expectAccessible()
        await expectNoSideScroll()
      }
      const threading = await asked<Threading>(page, `/opportunities/${shown.id}/threading`)
      await go(`/deals/${shown.id}/people?person=${threading.people[0]?.contact.id}`)
      await page.getByRole('complementary').getByText('Recency').waitFor()
      await expectAccessible()
      await page.keyboard.press('Escape')
      await page.keyboard.press('c')
      await page.getByRole('dialog').waitFor()
      await expectAccessible()
    },
    EVERY_PLACE_MS,
  )
})
