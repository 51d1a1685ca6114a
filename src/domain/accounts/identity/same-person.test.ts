import { describe, expect, test } from 'vitest'
import { mailboxKey } from '../contact.ts'
import { identityCandidates } from './identity-candidates.ts'
import type { IdentityCandidate, PersonRecord } from './person-record.ts'

let next = 0
function record(name: string, given: Partial<PersonRecord> & { mailbox?: string } = {}): PersonRecord {
  const { mailbox, ...rest } = given
  next++
  return {
    id: `r${next}`,
    name,
    accountId: 'acme',
    title: null,
    phone: null,
    mailboxes: mailbox === undefined ? [] : [mailboxKey(mailbox)],
    createdAt: `2026-01-01T00:00:${String(next % 60).padStart(2, '0')}.000Z`,
    ...rest,
  }
}

function pair(one: PersonRecord, other: PersonRecord): IdentityCandidate | undefined {
  return identityCandidates([one, other])[0]
}

describe('certain', () => {
  test('are two records with one mailbox of the person’s own, however it is written', () => {
    expect(
      pair(
        record('Anna Berg', { mailbox: 'anna.berg@acme.example' }),
        record('A. Berg', { mailbox: 'Anna.Berg+offers@ACME.example' }),
      ),
    ).toMatchObject({
      certainty: 'certain',
      reasons: [{ text: 'Both write from anna.berg@acme.example' }, { text: 'The same surname and initial' }],
    })
  })
  test('is nobody for sharing the address of a desk', () => {
    expect(
      pair(record('Anna Berg', { mailbox: 'office@acme.example' }), record('Tom Reiter', { mailbox: 'office@acme.example' })),
    ).toBeUndefined()
  })
  test('is nobody who shares a mailbox under another name: an assistant may have been entered with it', () => {
    expect(
      pair(
        record('Anna Berg', { mailbox: 'anna.berg@acme.example' }),
        record('Tom Reiter', { mailbox: 'anna.berg@acme.example' }),
      ),
    ).toMatchObject({ certainty: 'possible' })
  })
})

describe('probable are two records at one account under names that mean one', () => {
  test.each([
    ['Robert Quinn', 'Bob Quinn'],
    ['Jürgen Krüger', 'Juergen Krueger'],
    ['Jürgen Krüger', 'Jurgen Kruger'],
    ['Łukasz Zieliński', 'Lukasz Zielinski'],
    ['Иван Петров', 'Ivan Petrov'],
    ['Berg, Anna', 'Anna Berg'],
    ['Berg Anna', 'Anna Berg'],
    ['Dr. Anna Berg', 'Anna Berg, PhD'],
    ['Anna Maria Berg', 'Anna Berg'],
    ['Jan van der Meer', 'Jan Meer'],
  ])('%s and %s', (one, other) => {
    const like = { phone: '+49 30 123456 17' }
    expect(pair(record(one, like), record(other, like))).toMatchObject({ certainty: 'probable' })
  })
  test('and who changed their surname and kept the telephone and title', () => {
    const like = { phone: '+49 30 123456 17', title: 'Head of Treasury' }
    expect(pair(record('Anna Berg', like), record('Anna Reiter-Berg', like))).toMatchObject({ certainty: 'probable' })
    expect(pair(record('Anna Berg', like), record('Anna Reiter', like))).toMatchObject({ certainty: 'possible' })
  })
})

describe('not the same are', () => {
  test('parent and child', () => {
    expect(
      pair(
        record('Karl Berg', { mailbox: 'karl.berg@acme.example' }),
        record('Karl Berg jun.', { mailbox: 'karl.berg.jr@acme.example' }),
      ),
    ).toBeUndefined()
  })
  test('two of one name, to whom their company gave numbered mailboxes', () => {
    expect(
      pair(
        record('Karl Berg', { mailbox: 'karl.berg@acme.example' }),
        record('Karl Berg', { mailbox: 'karl.berg2@acme.example' }),
      ),
    ).toBeUndefined()
  })
  test('siblings, each with a mailbox of their own name', () => {
    expect(
      pair(
        record('Daniel Berg', { mailbox: 'daniel.berg@acme.example' }),
        record('Dana Berg', { mailbox: 'dana.berg@acme.example' }),
      ),
    ).toBeUndefined()
  })
  test('people of one name at different companies', () => {
    expect(
      pair(
        record('Anna Berg', { mailbox: 'anna.berg@acme.example' }),
        record('Anna Berg', { accountId: 'other', mailbox: 'anna.berg@other.example' }),
      ),
    ).toBeUndefined()
  })
  test('people at one switchboard', () => {
    const names = ['Anna Berg', 'Anna Reiter', 'Anna Vogel', 'Anna Krause']
    expect(identityCandidates(names.map((name) => record(name, { phone: '+49 30 123456 0' })))).toEqual([])
  })
})

test('the record that says more of the name is the one to keep', () => {
  const [full, short] = [record('Anna Berg', { phone: '030 1234567' }), record('A. Berg', { phone: '030 1234567' })]
  expect(pair(short, full)).toMatchObject({ keep: full.id, other: short.id })
})

test('a company of one name is not compared one by one', () => {
  const many = Array.from({ length: 3_000 }, (_, i) => record(`Given${i} Lee`, { mailbox: `g${i}@acme.example` }))
  expect(identityCandidates(many)).toEqual([])
})
