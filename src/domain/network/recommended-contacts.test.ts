import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Activity, Participant } from '../activities/activity.ts'
import type { DealPerson } from '../opportunities/dossier.ts'
import { DEFAULT_SETTINGS } from '../settings/settings.ts'
import { AS_OF, madeDossier, madePerson, mailFrom, mailTo, meetingWith } from '../stakeholders/made-people.ts'
import { threading } from '../stakeholders/threading.ts'
import type { NetworkPerson } from './network-person.ts'
import { NETWORK_SOURCES } from './network-source.ts'
import { recommendedContacts } from './recommended-contacts.ts'

const ALL = new Set(NETWORK_SOURCES)
const jonas = madePerson('jonas', {
  name: 'Jonas Lind',
  title: 'Head of Payments',
  roles: ['champion'],
  mailboxKeys: ['jonas@acme.example'],
})
const talk = [mailTo('jonas', 6), mailFrom('jonas', 5), meetingWith('jonas', 4)]
const copied = (address: string, name: string | null, on: Activity): Activity => ({
  ...on,
  participants: [...on.participants, outsider(address, name, 'cc')],
})
const outsider = (
  address: string | null,
  name: string | null,
  part: Participant['part'],
  contactId: string | null = null,
): Participant => ({
  part,
  contactId,
  userId: null,
  name,
  address,
  response: null,
})
const listed = (over: Partial<NetworkPerson>): NetworkPerson => ({
  id: 'n',
  name: 'Petra Holm',
  title: null,
  company: 'Acme',
  mailbox: null,
  connectedTo: null,
  connectedUserId: null,
  recordedAt: AS_OF,
  ...over,
})

function found(
  given: {
    onDeal?: DealPerson[]
    account?: DealPerson[]
    elsewhere?: DealPerson[]
    activities?: Activity[]
    network?: NetworkPerson[]
  },
  sources = ALL,
) {
  const { onDeal = [jonas], account = [], elsewhere = [], activities = talk, network = [] } = given
  const dossier = madeDossier(onDeal, activities)
  return recommendedContacts(
    {
      asOf: AS_OF,
      contacts: [...onDeal, ...account, ...elsewhere],
      atAccount: new Set([...onDeal, ...account].map(({ contactId }) => contactId)),
      activities: dossier.activities,
      network,
      domains: new Set(['acme.example']),
    },
    threading(dossier, DEFAULT_SETTINGS.threading),
    sources,
  )
}
const names = (given: Parameters<typeof found>[0], sources = ALL) => found(given, sources).items.map(({ name }) => name)

describe('recommended contacts', () => {
  test('are ranked by the gap that they close, with the reason', () => {
    const account = [
      madePerson('uwe', { name: 'Uwe Alt', title: 'Accountant' }),
      madePerson('cfo', { name: 'Marta Kowal', title: 'CFO' }),
      madePerson('arch', { name: 'Sofia Dahl', title: 'Solutions Architect' }),
    ]
    const { items } = found({ account })
    expect(items.map(({ name, closes }) => [name, closes?.roles[0], closes?.severity])).toEqual([
      ['Marta Kowal', 'economic-buyer', 'critical'],
      ['Sofia Dahl', 'technical-evaluator', 'high'],
      ['Uwe Alt', undefined, undefined],
    ])
    expect(items[0]).toMatchObject({
      reason: 'CFO: could be the economic buyer, who is not identified.',
      sources: ['crm_account'],
    })
  })

  test('are found on copy of mail and as guests of meetings, by address alone, unless the address is elsewhere or a desk', () => {
    const mail = copied('petra.holm@acme.example', null, mailFrom('jonas', 3))
    expect(found({ activities: [...talk, mail] }).items[0]).toMatchObject({
      contactId: null,
      name: 'Petra Holm',
      mailbox: 'petra.holm@acme.example',
      sources: ['email_cc'],
      wayIn: [{ kind: 'person', id: 'jonas', how: 'Together in 1 mail' }, { kind: 'colleague' }],
    })
    expect(names({ activities: [...talk, copied('ben@elsewhere.example', 'Ben Ash', mailFrom('jonas', 3))] })).toEqual([])
    expect(names({ activities: [...talk, copied('invoices@acme.example', 'Invoices', mailFrom('jonas', 3))] })).toEqual([])
  })

  test('are one person however many sources name them', () => {
    const petra = madePerson('petra', { name: 'Petra Holm', title: 'CFO', mailboxKeys: ['petra.holm@acme.example'] })
    const mail = copied('Petra.Holm@acme.example', 'P. Holm', mailFrom('jonas', 3))
    const { items } = found({ account: [petra], activities: [...talk, mail], network: [listed({ connectedTo: 'Rosa' })] })
    expect(items).toHaveLength(1)
    expect(items[0]?.sources.toSorted()).toEqual(['crm_account', 'email_cc', 'network'])
    expect(items[0]?.wayIn.map(({ name }) => name)).toContain('Rosa')
  })

  test('are nobody who is on the deal already, under whatever address or name', () => {
    expect(
      names({
        network: [listed({ name: 'Lind, Jonas' })],
        activities: [...talk, copied('jonas+x@acme.example', null, mailFrom('jonas', 2))],
      }),
    ).toEqual([])
  })

  test('are nobody whose title says that they have left', () => {
    const account = [
      madePerson('emre', { name: 'Emre Walsh', title: 'Former Director of Treasury' }),
      madePerson('ida', { name: 'Ida Berg', title: 'Director of Treasury' }),
    ]
    expect(names({ account })).toEqual(['Ida Berg'])
  })

  test('come from the sources asked for', () => {
    const account = [madePerson('cfo', { name: 'Marta Kowal', title: 'CFO' })]
    expect(names({ account, network: [listed({})] }, new Set(['network']))).toEqual(['Petra Holm'])
  })

  test('are reached through whoever reports to them before anybody else', () => {
    const boss = madePerson('boss', { name: 'Claes Vik', title: 'COO' })
    const { items } = found({ onDeal: [{ ...jonas, reportsToId: 'boss' }], account: [boss] })
    expect(items[0]?.wayIn[0]).toEqual({ kind: 'person', id: 'jonas', name: 'Jonas Lind', how: 'Reports to them' })
  })
})

test('nobody who must not be contacted is ever named: not as a contact, an address, a listed name or a way in', () => {
  const who = fc.record({
    first: fc.constantFrom('Ada', 'Bo', 'Cy', 'Di'),
    last: fc.constantFrom('Ash', 'Berg'),
    title: fc.constantFrom('CFO', 'CIO', 'Buyer', null),
    doNotContact: fc.boolean(),
    allOut: fc.boolean(),
    onDeal: fc.boolean(),
    atAccount: fc.boolean(),
    hidden: fc.constantFrom('none', 'address', 'listed', 'twin'),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(who, { minLength: 1, maxLength: 8, selector: ({ first, last }) => `${first} ${last}` }),
      (crowd) => {
        const record = (
          { first, last, title, doNotContact, allOut }: (typeof crowd)[number],
          id = `${first}-${last}`.toLowerCase(),
        ) =>
          madePerson(id, {
            name: `${first} ${last}`,
            title,
            doNotContact,
            optedOutChannels: allOut ? ['email', 'phone', 'meeting', 'message'] : [],
            mailboxKeys: [`${first}.${last}@acme.example`.toLowerCase()],
          })
        const onDeal = crowd.filter((one) => one.onDeal).map((one) => record(one))
        const rest = crowd.filter((one) => !one.onDeal)
        const twins = rest
          .filter(({ hidden }) => hidden === 'twin')
          .map((one) => ({ ...record(one, `twin-${one.first}-${one.last}`), doNotContact: false, optedOutChannels: [] }))
        const activities = crowd.flatMap((one) => {
          const address = `${one.first}.${one.last}@acme.example`
          const mail = onDeal[0] ? mailFrom(onDeal[0].contactId, 4) : mailTo('nobody', 4)
          return one.hidden === 'address' ? [copied(address, null, mail)] : []
        })
        const network = crowd
          .filter(({ hidden }) => hidden === 'listed')
          .map((one, i) => listed({ id: `n${i}`, name: `${one.last}, ${one.first}`, title: one.title }))
        const { items } = found({
          onDeal,
          account: [...rest.filter(({ atAccount }) => atAccount).map((one) => record(one)), ...twins],
          elsewhere: rest.filter(({ atAccount }) => !atAccount).map((one) => record(one)),
          activities: [...onDeal.flatMap(({ contactId }) => [mailTo(contactId, 6), mailFrom(contactId, 5)]), ...activities],
          network,
        })
        const silent = new Set(
          crowd
            .filter(({ doNotContact, allOut }) => doNotContact || allOut)
            .map(({ first, last }) => `${last} ${first}`.toLowerCase().split(' ').sort().join(' ')),
        )
        const named = items.flatMap(({ name, wayIn }) => [
          name,
          ...wayIn.filter(({ kind }) => kind === 'person').map((way) => way.name),
        ])
        for (const name of named) expect(silent.has((name.toLowerCase().match(/\w+/g) ?? []).sort().join(' '))).toBe(false)
      },
    ),
    { numRuns: 300 },
  )
})
