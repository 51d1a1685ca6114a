import type { Dossier } from '../../opportunities/dossier.ts'
import { isClosed } from '../../opportunities/stage.ts'
import { epochMs } from '../../values/instant.ts'
import type { DealEvent } from '../../opportunities/replay.ts'
import type { ThreadingSettings } from '../../settings/threading-settings.ts'
import type { Score } from '../../values/score.ts'
import type { Influence } from '../map/standing.ts'
import { mayContact } from '../outreach.ts'
import { threading, type ThreadingPerson } from '../threading.ts'
import type { ChampionAct, Rung } from './champion-act.ts'
import { championActs, isAbove } from './champion-acts.ts'
import { championLadder, highestRung, type ChampionTest, type LadderRung } from './champion-ladder.ts'
import { championScore } from './champion-score.ts'
import { championState, type ChampionState } from './champion-state.ts'
import { contradictionOf, contradictions, type Contradiction } from './contradictions.ts'
import { departures, type Departure, type SaidOfDeparture } from './departures.ts'
import { editsIn } from './edit-signs.ts'
import { development, type DevelopmentStep } from './development.ts'

export interface ReportedChampion {
  readonly person: ThreadingPerson
  readonly called: boolean
  readonly locked: boolean
  readonly score: Score
  readonly acts: readonly ChampionAct[]
  readonly ladder: readonly LadderRung[]
  readonly rung: 0 | Rung
  readonly contradictions: readonly Contradiction[]
  readonly contradiction: string | null
  readonly departure: Departure<ThreadingPerson> | null
  readonly development: readonly DevelopmentStep[]
}

export interface ChampionReport extends ChampionState {
  readonly people: readonly ReportedChampion[]
}

/** What the report is made of beside the dossier. */
export interface ChampionRecords {
  /** Of the deal and its contacts; those recorded before the dossier's instant count. */
  readonly events: readonly DealEvent[]
  readonly tests: readonly ChampionTest[]
  readonly influence: ReadonlyMap<string, Influence | null>
  readonly departureCertainty: number
  readonly said?: readonly SaidOfDeparture[]
}

/** Who champions a deal, how far that is proven, and what speaks against it, as of the dossier's instant. */
export function championReport(
  given: Dossier,
  records: ChampionRecords & { readonly threading: ThreadingSettings },
): ChampionReport {
  const dossier = whileOpen(given)
  return championsAmong(threading(dossier, records.threading).people, dossier, records)
}

/** The same of people whose threads are known already, on a deal that is open. */
export function championsAmong(
  people: readonly ThreadingPerson[],
  dossier: Pick<Dossier, 'asOf' | 'activities'>,
  records: ChampionRecords,
): ChampionReport {
  const { asOf, activities } = dossier
  const acts = championActs(people, dossier)
  const left = departures(
    people,
    { asOf, activities, edits: editsIn(records.events, asOf), said: records.said ?? [] },
    records.departureCertainty,
  )
  const reported = people
    .map((person): ReportedChampion => {
      const ids = new Set([person.person, ...person.sameAs].map(({ contactId }) => contactId))
      const own = acts.get(person.person.contactId) ?? []
      const departure = left.find(({ thread }) => thread.person.contactId === person.person.contactId) ?? null
      const ladder = championLadder(
        own,
        records.tests.filter(({ contactId }) => ids.has(contactId)),
      )
      const called = person.roles.includes('champion')
      const against = called ? contradictions({ asOf, person, acts: own, ladder, departure, activities }) : []
      const locked = !mayContact([person.person, ...person.sameAs])
      const boss = people.find((one) => isBoss(one, person) && isAbove(one))
      return {
        person,
        called,
        locked,
        score: championScore({
          asOf,
          person,
          acts: own,
          influence: [...ids].map((id) => records.influence.get(id) ?? null).find((level) => level !== null) ?? null,
          reports: people.filter((one) => isBoss(person, one)).length,
          reportsAbove: boss?.person.name ?? null,
        }),
        acts: own,
        ladder,
        rung: highestRung(ladder),
        contradictions: against,
        contradiction: contradictionOf(against),
        departure,
        development: locked || departure?.departed ? [] : development(person, ladder, people),
      }
    })
    .toSorted(byStanding)
  return { ...championState(reported), people: reported }
}

/** Nobody falls silent on a deal that is closed: it is judged as it stood at its close. */
export function whileOpen(dossier: Dossier): Dossier {
  const { stage, closedAt } = dossier.opportunity
  if (stage === undefined || !isClosed(stage) || closedAt == null || epochMs(closedAt) >= epochMs(dossier.asOf)) return dossier
  return { ...dossier, asOf: closedAt }
}

function isBoss(one: ThreadingPerson, of: ThreadingPerson): boolean {
  const bosses = [of.person, ...of.sameAs].flatMap(({ reportsToId }) => reportsToId ?? [])
  return [one.person, ...one.sameAs].some(({ contactId }) => bosses.includes(contactId))
}

function byStanding(a: ReportedChampion, b: ReportedChampion): number {
  return (
    Number(b.called) - Number(a.called) ||
    (b.score.value ?? -1) - (a.score.value ?? -1) ||
    (a.person.person.contactId < b.person.person.contactId ? -1 : 1)
  )
}
