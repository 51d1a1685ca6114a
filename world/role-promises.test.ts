import { expect, test } from 'vitest'
import { dossierAt } from '../src/domain/opportunities/replay.ts'
import { roleSuggestions } from '../src/domain/stakeholders/roles/role-suggestions.ts'
import { peopleCompany, PEOPLE_COMPANY_END } from './people-company.ts'

/** Suggested and truly so, by confidence, over companies in which nobody entered a role. */
function judged(seeds: readonly number[]) {
  const found: { confidence: number; right: boolean }[] = []
  for (const seed of seeds) {
    const { deals, truth } = peopleCompany({ seed })
    for (const { past, externalId } of deals) {
      const dossier = dossierAt(past, `${PEOPLE_COMPANY_END}T00:00:00.000Z`)
      if (!dossier) continue
      const [roles, nameOf] = [truth.rolesOn(externalId), new Map(dossier.people.map((one) => [one.contactId, one.externalId]))]
      const champions = new Set(
        truth.all.champions.flatMap(({ opportunityId, contactId }) => (opportunityId === externalId ? contactId : [])),
      )
      const people = dossier.people.map((person) => ({ ...person, roles: [] }))
      for (const { contactId, role, confidence } of roleSuggestions({ ...dossier, people })) {
        const who = nameOf.get(contactId) ?? ''
        found.push({ confidence, right: roles.get(who) === role || (role === 'champion' && champions.has(who)) })
      }
    }
  }
  return found
}

test('where a suggested role is more than 80 % sure it is right in at least 85 of 100 cases', () => {
  const sure = judged([1, 2, 3]).filter(({ confidence }) => confidence > 0.8)
  expect(sure.length).toBeGreaterThan(400)
  expect(sure.filter(({ right }) => right).length / sure.length).toBeGreaterThanOrEqual(0.85)
})

test('a confidence means what it says: half of the suggestions at about a half are right', () => {
  const half = judged([1, 2, 3]).filter(({ confidence }) => confidence < 0.6)
  expect(half.length).toBeGreaterThan(200)
  const share = half.filter(({ right }) => right).length / half.length
  expect(share).toBeGreaterThan(0.4)
  expect(share).toBeLessThan(0.65)
})
