import { describe, expect, test } from 'vitest'
import type { Activity } from '../../activities/activity.ts'
import type { DealPerson } from '../../opportunities/dossier.ts'
import { madePerson } from '../made-people.ts'
import { roleSuggestions } from './role-suggestions.ts'

const ASOF = '2026-06-01T00:00:00.000Z'
const ours = { userId: 'rosa', contactId: null, name: 'Rosa', address: null, response: null }

let next = 0
function mail(from: string, body: string, given: { subject?: string; to?: string; cc?: string; on?: string } = {}): Activity {
  const theirs = (contactId: string) => ({ userId: null, contactId, name: null, address: null, response: null })
  const at = `${given.on ?? '2026-03-01'}T10:00:00.000Z`
  return {
    id: `mail-${++next}`,
    kind: 'email',
    subject: given.subject ?? 'On the project',
    body,
    direction: 'inbound',
    sentiment: null,
    state: null,
    occurredAt: at,
    recordedAt: at,
    dueOn: null,
    durationMinutes: null,
    opportunityId: null,
    accountId: null,
    owner: null,
    automated: false,
    participants: [
      { part: 'from', ...theirs(from) },
      given.to === undefined ? { part: 'to', ...ours } : { part: 'to', ...theirs(given.to) },
      ...(given.to === undefined ? [] : [{ part: 'cc' as const, ...ours }]),
      ...(given.cc === undefined ? [] : [{ part: 'cc' as const, ...theirs(given.cc) }]),
    ],
  }
}

const suggested = (people: DealPerson[], activities: Activity[] = []) => roleSuggestions({ asOf: ASOF, people, activities })

describe('a role is suggested', () => {
  test('by title, with the title as the reason', () => {
    expect(suggested([madePerson('ann', { title: 'CFO' })])).toMatchObject([
      { contactId: 'ann', role: 'economic-buyer', reasons: [{ text: 'Title: CFO', evidence: [] }] },
    ])
  })
  test('by what somebody does: whoever hands on papers from inside and answers colleagues for us is a champion', () => {
    const acts = [
      mail('ben', 'For your eyes: the paper that goes to our board.'),
      mail('ben', 'I can answer that.', { subject: 'Re: Open questions', to: 'ann' }),
      mail('ann', 'Thank you.'),
    ]
    const [first, ...rest] = suggested([madePerson('ann'), madePerson('ben', { title: 'Treasury Manager' })], acts)
    expect(first).toMatchObject({ contactId: 'ben', role: 'champion' })
    expect(first?.confidence).toBeGreaterThan(0.8)
    expect(first?.reasons.flatMap(({ evidence }) => evidence)).toEqual([acts[0]?.id, acts[1]?.id])
    expect(rest).toEqual([])
  })
  test('and behaviour moves what the title makes likely', () => {
    const manager = madePerson('ann', { title: 'Treasury Manager' })
    const chance = (acts: Activity[]) => suggested([manager], acts).find(({ role }) => role === 'champion')?.confidence ?? 0
    expect(chance([mail('ann', 'For your eyes, between us.')])).toBeGreaterThan(chance([]))
  })
})

describe('a role is not suggested', () => {
  test('to whoever has it', () => {
    expect(suggested([madePerson('ann', { title: 'CFO', roles: ['economic-buyer'] })])).toEqual([])
  })
  test('where neither title nor behaviour says anything', () => {
    expect(suggested([madePerson('ann'), madePerson('ben', { title: 'Manager' })], [mail('ann', 'Thank you.')])).toEqual([])
  })
  test('for one mail about a price that everybody writes about', () => {
    const acts = ['ann', 'ben', 'cem'].flatMap((who) => [mail(who, 'The price?'), mail(who, 'Thanks.')])
    expect(suggested([madePerson('ann'), madePerson('ben'), madePerson('cem')], acts)).toEqual([])
  })
  test('from what had not happened yet', () => {
    const later = [mail('ann', 'For your eyes: internal paper.', { on: '2026-06-02' })]
    expect(suggested([madePerson('ann')], later)).toEqual([])
  })
})

test('confidences of one person’s roles never add up to more than one', () => {
  const acts = [mail('ann', 'For your eyes: our price list, the contract and its liability clause.')]
  const all = suggested([madePerson('ann', { title: 'Buyer' })], acts)
  expect(all.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThanOrEqual(1)
})
