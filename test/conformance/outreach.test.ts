import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../../src/contract/api.ts'
import { jsonSchema } from '../../src/contract/json-schema.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { BUYING_ROLES, CHANNELS } from '../../src/domain/accounts/contact.ts'
import { stream, uniform } from '../../src/stats/random/stream.ts'
import { SYSTEM } from '../../src/server/platform/context.ts'
import { testApp, type TestApp } from '../../src/server/test-app.ts'
import { NOT_OUTREACH, OUTREACH, SPEAKS_OF_OUTREACH } from './outreach-table.ts'

const NOW = '2026-03-02T09:00:00.000Z'
const TITLES = [
  'CFO',
  'CEO',
  'Head of Treasury',
  'Enterprise Architect',
  'Procurement Manager',
  'General Counsel',
  'Accountant',
  'COO',
  null,
]
const PEOPLE = 9

let t: TestApp
const deals: string[] = []
const accounts: string[] = []
/** Who may not be contacted at all, by id and by a name that nobody else has. */
const locked = new Map<string, string>()
const noMail = new Set<string>()

beforeAll(async () => {
  t = await testApp({ now: NOW })
  for (let number = 0; number < 3; number++) await foundDeal(number)
}, 120_000)
afterAll(() => t.close())

/** A deal with people of random titles, roles and wishes, some only at the account, and a past of random exchanges. */
async function foundDeal(number: number): Promise<void> {
  const source = stream(7, `outreach/${number}`)
  const rng = () => uniform(source)
  const account = (await t.system.accounts.create({ name: `Customer ${number}`, segment: 'enterprise' })).id
  const deal = (
    await t.system.opportunities.create({
      name: `Deal ${number}`,
      accountId: account,
      amount: { minor: 40_000_000, currency: 'USD' },
    })
  ).id
  accounts.push(account)
  deals.push(deal)
  for (let i = 0; i < PEOPLE; i++) {
    const name = `Pq${number}x${i} Zw${number}y${i}`
    const wish = rng()
    const { id } = await t.system.contacts.create({
      name,
      accountId: account,
      title: TITLES[Math.floor(rng() * TITLES.length)] ?? null,
      mailbox: `p${number}x${i}@c${number}.example`,
      doNotContact: wish < 0.35,
      optedOutChannels: wish < 0.35 ? [] : wish < 0.5 ? [...CHANNELS] : wish < 0.7 ? ['email'] : [],
    })
    if (wish < 0.5) locked.set(id, name)
    else if (wish < 0.7) noMail.add(id)
    if (rng() < 0.7) {
      const role = BUYING_ROLES[Math.floor(rng() * BUYING_ROLES.length)]
      await t.system.stakeholders.add({ deal, contact: id, roles: rng() < 0.7 && role ? [role] : [] })
    }
    for (let n = Math.floor(rng() * 5); n > 0; n--)
      await t.system.activities.log({
        deal,
        kind: rng() < 0.5 ? 'email' : 'meeting',
        direction: rng() < 0.5 ? 'inbound' : 'outbound',
        subject: 'On the project',
        occurredAt: new Date(Date.parse(NOW) - Math.floor(rng() * 90 + 1) * 86_400_000).toISOString(),
        contacts: [id],
      })
  }
}

const OPERATIONS = Object.entries(api).flatMap(([noun, resource]) =>
  Object.entries(resource as Record<string, Operation>).map(([verb, op]) => ({ id: `${noun}.${verb}`, op })),
)

describe('operations whose answers may name somebody to contact', () => {
  test('are all in the table, or say why they do not', () => {
    const speaking = OPERATIONS.filter(({ op }) =>
      fieldsOf(jsonSchema(op.output, 'output')).some((field) => SPEAKS_OF_OUTREACH.test(field)),
    )
    expect(speaking.map(({ id }) => id).filter((id) => !(id in OUTREACH) && !(id in NOT_OUTREACH))).toEqual([])
    const ids = new Set(OPERATIONS.map(({ id }) => id))
    expect([...Object.keys(OUTREACH), ...Object.keys(NOT_OUTREACH)].filter((id) => !ids.has(id))).toEqual([])
  })

  test('name them where the table says: every path of it leads to a field', () => {
    const lost = Object.entries(OUTREACH).flatMap(([id, { at }]) => {
      const schema = jsonSchema(OPERATIONS.find((one) => one.id === id)?.op.output ?? api.session.current.output, 'output')
      return at.filter((path) => !leadsSomewhere(schema, path.split('.'))).map((path) => `${id}: ${path}`)
    })
    expect(lost).toEqual([])
  })

  test('are asked about a company in which many may be contacted and many may not', () => {
    expect(locked.size).toBeGreaterThan(6)
    expect(noMail.size).toBeGreaterThan(1)
    expect(PEOPLE * deals.length - locked.size).toBeGreaterThan(6)
  })

  test.each(Object.entries(OUTREACH))('%s names nobody who may not be contacted', async (id, { about, at }) => {
    const inputs =
      about === 'deal' ? deals.map((deal) => ({ deal })) : about === 'account' ? accounts.map((account) => ({ account })) : [{}]
    const [noun = '', verb = ''] = id.split('.')
    const wrong: string[] = []
    for (const input of inputs) {
      const answer = await t.dispatch({ noun, verb, input, principal: SYSTEM, source: 'test' })
      for (const path of at) {
        const said = JSON.stringify(valuesAt(answer, path))
        for (const [contact, name] of locked)
          if (said.includes(contact) || said.includes(name)) wrong.push(`${path}: ${name} in ${said.slice(0, 300)}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('somebody is named at all: silence would prove nothing', async () => {
    const named = await Promise.all(deals.map((deal) => t.system.champions.plans({ deal })))
    expect(named.flatMap(({ items }) => items.filter(({ nextStep }) => nextStep !== null)).length).toBeGreaterThan(2)
  })

  test('no plan writes to whoever opted out of mail by mail, or to the locked at all', async () => {
    const plans = (await Promise.all(deals.map((deal) => t.system.champions.plans({ deal })))).flatMap(({ items }) => items)
    const ofLocked = plans.filter(({ contact }) => locked.has(contact.id))
    expect(ofLocked.length).toBeGreaterThan(0)
    expect(ofLocked.filter((plan) => !plan.locked || plan.channel !== null || plan.nextStep !== null)).toEqual([])
    expect(plans.filter(({ contact, channel }) => noMail.has(contact.id) && channel === 'email')).toEqual([])
  })

  test('whoever merged into a record that must not be contacted is not contacted under the other name', async () => {
    const deal = deals[0] ?? ''
    const account = accounts[0] ?? ''
    const kept = (await t.system.contacts.create({ name: 'Qqfree Xxname', accountId: account, title: 'CFO' })).id
    const recommended = async () => JSON.stringify((await t.system.network.recommend({ deal, limit: 100 })).items)
    expect((await recommended()).includes(kept)).toBe(true)
    const closed = (await t.system.contacts.create({ name: 'Vvshut Xxname', accountId: account, doNotContact: true })).id
    await t.system.identity.merge({ contact: closed, into: kept })
    expect((await recommended()).includes(kept)).toBe(false)
    await t.system.identity.unmerge({ contact: closed })
    expect((await recommended()).includes(kept)).toBe(true)
  })
})

/** Every name of a field in a schema, however deep. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own =
    'properties' in schema && typeof schema.properties === 'object' && schema.properties ? Object.keys(schema.properties) : []
  return [...own, ...Object.values(schema).flatMap(fieldsOf)]
}

function leadsSomewhere(schema: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return true
  if (typeof schema !== 'object' || schema === null) return false
  if ('anyOf' in schema) return Object.values(schema.anyOf as object).some((one) => leadsSomewhere(one, [step, ...rest]))
  const fields = 'properties' in schema ? (schema.properties as Record<string, unknown>) : {}
  const field = fields[step.replace('[]', '')] as { readonly items?: unknown } | undefined
  return field !== undefined && leadsSomewhere(step.endsWith('[]') ? field.items : field, rest)
}

function valuesAt(answer: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>(
    (found, step) => {
      const key = step.replace('[]', '')
      const next = found.flatMap((one) =>
        typeof one === 'object' && one !== null && key in one ? [(one as Record<string, unknown>)[key]] : [],
      )
      return step.endsWith('[]') ? next.flatMap((one) => (Array.isArray(one) ? (one as unknown[]) : [])) : next
    },
    [answer],
  )
}
