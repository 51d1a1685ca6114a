import { expect, test } from 'vitest'
import { dossierAt, mondayAfter } from '../src/domain/opportunities/replay.ts'
import { DEFAULT_SETTINGS } from '../src/domain/settings/settings.ts'
import { championReport } from '../src/domain/stakeholders/champions/champion-report.ts'
import { departures } from '../src/domain/stakeholders/champions/departures.ts'
import { editsIn } from '../src/domain/stakeholders/champions/edit-signs.ts'
import { threadsOf } from '../src/domain/stakeholders/threads.ts'
import { MS_PER_DAY } from '../src/domain/values/instant.ts'
import { peopleCompany, PEOPLE_COMPANY_END } from './people-company.ts'

const END = `${PEOPLE_COMPANY_END}T00:00:00.000Z`
const SURE = 0.6
const companies = [1, 2].map((seed) => peopleCompany({ seed }))

test('of departures that a mail or an edit shows, 95 in 100 are known within a day of the first sign', () => {
  let [due, inTime] = [0, 0]
  for (const { deals, truth } of companies) {
    for (const departure of truth.departures) {
      const sign = truth.firstSign(departure)
      if (!sign || departure.opportunityIds.length === 0) continue
      due += 1
      const asOf = new Date(Date.parse(sign.at) + MS_PER_DAY).toISOString()
      const known = deals.some(({ externalId, past }) => {
        const dossier = departure.opportunityIds.includes(externalId) ? dossierAt(past, asOf) : undefined
        if (!dossier) return false
        const threads = threadsOf(dossier, DEFAULT_SETTINGS.threading)
        return departures(threads, { ...dossier, edits: editsIn(past.events, dossier.asOf) }, SURE).some(
          ({ thread, departed }) => departed && truth.isSame(thread.person.externalId ?? '', departure.contactId),
        )
      })
      if (known) inTime += 1
    }
  }
  expect(due).toBeGreaterThan(30)
  expect(inTime / due).toBeGreaterThanOrEqual(0.95)
})

test('looked at every four weeks of two years, nobody is taken for gone who is there', () => {
  const wrong: string[] = []
  for (const { deals, truth } of companies.slice(0, 1)) {
    const leftOn = new Map(truth.departures.map((one) => [truth.personOf(one.contactId), one.leftOn]))
    for (const { past } of deals) {
      const first = Date.parse(past.events.find(({ noun }) => noun === 'opportunity')?.recordedAt ?? END)
      for (let week = mondayAfter(first); week <= Date.parse(END); week += 28 * MS_PER_DAY) {
        const asOf = new Date(week).toISOString()
        const dossier = dossierAt(past, asOf)
        if (!dossier) continue
        const threads = threadsOf(dossier, DEFAULT_SETTINGS.threading)
        for (const { thread, departed, sentence } of departures(
          threads,
          { ...dossier, edits: editsIn(past.events, dossier.asOf) },
          SURE,
        )) {
          const left = leftOn.get(truth.personOf(thread.person.externalId ?? ''))
          if (departed && (left === undefined || left > asOf)) wrong.push(`${asOf} ${sentence}`)
        }
      }
    }
  }
  expect(wrong).toEqual([])
})

test('what champions did for us is found, and nobody else is credited with it', () => {
  let [true_, found, credited] = [0, 0, 0]
  for (const { deals, truth, stored } of companies) {
    const acts = new Map(truth.all.championActs.map((act) => [stored('activities', act.emailId), act.kind]))
    true_ += acts.size
    for (const { past } of deals) {
      const dossier = dossierAt(past, END)
      if (!dossier) continue
      const { people } = championReport(dossier, {
        events: past.events,
        tests: [],
        influence: new Map(),
        threading: DEFAULT_SETTINGS.threading,
        departureCertainty: SURE,
      })
      for (const act of people.flatMap((one) => one.acts)) {
        if (act.kind !== 'shared' && act.kind !== 'answered') continue
        if (acts.get(act.activityId) === act.kind) found += 1
        else credited += 1
      }
    }
  }
  expect(found / true_).toBeGreaterThan(0.9)
  expect(credited / (found + credited)).toBeLessThan(0.05)
})
