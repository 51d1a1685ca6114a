import { expect, test } from 'vitest'
import { madeMap, madeNode } from './made-map.ts'
import type { Position } from '../deal-queries.ts'
import { peopleRows } from './people-rows.ts'

function madePosition(id: string, name: string, mailbox: string, given: Partial<Position> & { locked?: boolean } = {}): Position {
  const { locked = false, ...rest } = given
  return {
    contact: {
      id,
      externalId: null,
      name,
      title: null,
      department: null,
      mailbox,
      doNotContact: locked,
    } as Position['contact'],
    isPrimary: false,
    roles: [],
    influence: null,
    authority: null,
    advocacy: null,
    note: null,
    ...rest,
  }
}

const champion = { role: 'champion', source: 'entered', confidence: 1, state: 'confirmed', sourceLabel: null } as const
const user = { ...champion, role: 'user' } as const

test('a person with two records on the deal stands in the list once, with the other as an alias', () => {
  const map = madeMap({ nodes: [{ ...madeNode('anna', { name: 'Anna Berg' }), sameAs: ['anna-2'] }, madeNode('jonas')] })
  const positions = [
    madePosition('anna-2', 'A. Berg', 'a.berg@halden.example', { roles: [user], isPrimary: true, locked: true }),
    madePosition('anna', 'Anna Berg', 'anna@halden.example', { roles: [champion] }),
    madePosition('jonas', 'Jonas Lindqvist', 'jonas@halden.example'),
  ]
  const rows = peopleRows({ positions, threading: undefined, map })
  expect(rows.map(({ id, records }) => [id, records])).toEqual([
    ['anna', ['anna', 'anna-2']],
    ['jonas', ['jonas']],
  ])
  expect(rows[0]).toMatchObject({
    name: 'Anna Berg',
    aliases: [{ id: 'anna-2', mailbox: 'a.berg@halden.example' }],
    roles: ['champion', 'user'],
    isPrimary: true,
    // Whatever record says so locks the person.
    locked: true,
  })
})

test('an alias that alone is on the deal can be changed, and stands for the person', () => {
  const map = madeMap({ nodes: [{ ...madeNode('anna', { name: 'Anna Berg' }), sameAs: ['anna-2'] }] })
  const rows = peopleRows({ positions: [madePosition('anna-2', 'A. Berg', 'a.berg@halden.example')], threading: undefined, map })
  expect(rows.map(({ id, name, position }) => [id, name, position?.contact.id])).toEqual([['anna-2', 'A. Berg', 'anna-2']])
})
