import { expect, test } from 'vitest'
import { alertStep, toldLife, type AlertLife } from '../src/domain/alerts/alert-life.ts'
import { dealSituation } from '../src/domain/alerts/deal-situation.ts'
import { causesOf, DEAL_RULES } from '../src/domain/alerts/rules.ts'
import { replay } from '../src/domain/opportunities/replay.ts'
import { DEFAULT_SETTINGS } from '../src/domain/settings/settings.ts'
import { mayContact } from '../src/domain/stakeholders/outreach.ts'
import { epochMs, MS_PER_DAY } from '../src/domain/values/instant.ts'
import { peopleCompany, PEOPLE_COMPANY_END } from './people-company.ts'

const UNTIL = `${PEOPLE_COMPANY_END}T00:00:00.000Z`
const SINCE = '2025-11-24T00:00:00.000Z'
const RECORDS = {
  tests: [],
  influence: new Map(),
  threading: DEFAULT_SETTINGS.threading,
  departureCertainty: DEFAULT_SETTINGS.champions.departureCertainty,
}
const QUIET = new Map(DEAL_RULES.map((rule) => [rule.id, rule.quietDays]))

test('over a year no alert is sent twice for the same cause, and none is about a person who is not to be contacted', () => {
  const company = peopleCompany({ seed: 3 })
  expect(company.deals.length).toBeGreaterThan(100)
  let tellings = 0
  let spared = 0
  const byRule = new Map<string, number>()
  for (const deal of company.deals) {
    const lives = new Map<string, AlertLife>()
    const sent = new Map<string, number>()
    for (const dossier of replay(deal.past, UNTIL)) {
      if (dossier.asOf < SINCE) continue
      const situation = dealSituation(deal.id, dossier, {
        ...RECORDS,
        events: deal.past.events,
        amountMinor: dossier.opportunity.amount?.minor ?? null,
      })
      const closed = new Set(dossier.people.filter((person) => !mayContact(person)).map(({ contactId }) => contactId))
      const found = situation ? causesOf(situation, () => true) : []
      const causes = new Map(found.map((cause) => [`${cause.rule} ${cause.key}`, cause]))
      expect(causes.size).toBe(found.length)
      spared += closed.size
      for (const cause of causes.values()) expect(cause.people.filter((person) => closed.has(person))).toEqual([])
      for (const name of new Set([...lives.keys(), ...causes.keys()])) {
        const quietDays = QUIET.get(name.split(' ')[0] ?? '') ?? 0
        const step = alertStep(lives.get(name), causes.get(name), { now: dossier.asOf, quietDays })
        if (!step) continue
        lives.set(name, step.life)
        if (!step.life.waiting) continue
        lives.set(name, toldLife(step.life, dossier.asOf))
        tellings += 1
        byRule.set(name.split(' ')[0] ?? '', (byRule.get(name.split(' ')[0] ?? '') ?? 0) + 1)
        const what = `${name} ${step.life.recipientId} ${step.life.causeState}`
        const last = sent.get(what)
        // The same may be news again only after it was gone, and for longer than the quiet time.
        if (last !== undefined) expect(epochMs(dossier.asOf) - last).toBeGreaterThanOrEqual(quietDays * MS_PER_DAY)
        sent.set(what, epochMs(dossier.asOf))
      }
    }
  }
  expect([...byRule.keys()].toSorted()).toEqual(DEAL_RULES.map(({ id }) => id).toSorted())
  expect(tellings).toBeGreaterThan(50)
  expect(spared).toBeGreaterThan(0)
})
