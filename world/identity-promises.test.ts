import { expect, test } from 'vitest'
import { mailboxKey } from '../src/domain/accounts/contact.ts'
import { identityCandidates } from '../src/domain/accounts/identity/identity-candidates.ts'
import { CERTAINTIES, type Certainty } from '../src/domain/accounts/identity/person-record.ts'
import { peopleCompany } from './people-company.ts'

const SEEDS = [1, 2, 3, 4]

test('of people who are there twice 95 in 100 are found, and of pairs called certain hardly one is wrong', () => {
  let [pairs, found] = [0, 0]
  const right: Record<Certainty, number> = { certain: 0, probable: 0, possible: 0 }
  const wrong: Record<Certainty, number> = { certain: 0, probable: 0, possible: 0 }
  for (const seed of SEEDS) {
    const { contacts, truth } = peopleCompany({ seed })
    const candidates = identityCandidates(
      contacts.map(({ externalId, mailbox, ...rest }) => ({
        ...rest,
        id: externalId,
        mailboxes: mailbox === null ? [] : [mailboxKey(mailbox)],
      })),
    )
    const proposed = new Set(candidates.map(({ keep, other }) => [keep, other].toSorted().join()))
    for (const { keep, other, certainty } of candidates) (truth.isSame(keep, other) ? right : wrong)[certainty]++
    for (const same of truth.sameRecords)
      for (const [i, one] of same.entries())
        for (const other of same.slice(i + 1)) {
          pairs++
          if (proposed.has([one, other].toSorted().join())) found++
        }
  }
  expect(pairs).toBeGreaterThan(250)
  expect(found / pairs).toBeGreaterThanOrEqual(0.95)
  expect(right.certain).toBeGreaterThan(80)
  expect(wrong.certain / (wrong.certain + right.certain)).toBeLessThanOrEqual(0.01)
  expect(wrong.probable / (wrong.probable + right.probable)).toBeLessThanOrEqual(0.05)
  expect(CERTAINTIES.reduce((sum, one) => sum + wrong[one], 0)).toBeLessThan(found / 20)
})
