import { companyJournal, type CompanyJournal, type JournalDeal } from './journal/company-journal.ts'
import type { JournalPeople } from './journal/journal-people.ts'
import { storedId } from './journal/stored-id.ts'
import { peopleTruth, type PeopleTruth } from './people-truth.ts'
import type { WorldSettings } from './settings.ts'

/** A company whose people have lives, as the product would know it, and what is true of them. */
export interface PeopleCompany
  extends Omit<JournalPeople, 'society'>, Pick<CompanyJournal, 'settings' | 'rates' | 'teamOf' | 'names'> {
  readonly deals: readonly JournalDeal[]
  /** Speaks of ids of the export; `stored` gives those of the journal. */
  readonly truth: PeopleTruth
  readonly stored: (noun: 'contacts' | 'accounts' | 'opportunities' | 'activities' | 'users', externalId: string) => string
}

export const PEOPLE_COMPANY_END = '2026-11-23'

/**
 * A small company for claims about people: 200 deals in two years, with champions who leave more often than usual and
 * deals that are won more often where more people may take part. Made without
 * files and database in about a second.
 */
export function peopleCompany(given: Partial<WorldSettings> = {}): PeopleCompany {
  const journal = companyJournal({
    end: PEOPLE_COMPANY_END,
    deals: 200,
    years: 2,
    sellers: 6,
    teams: 2,
    championLeaves: 0.03,
    breadth: 0.5,
    replicates: 0,
    ...given,
    lives: true,
  })
  const deals: JournalDeal[] = []
  let next = journal.deals.next()
  for (; !next.done; next = journal.deals.next()) deals.push(next.value)
  if (next.value === null) throw new Error('a company whose people have lives tells of them')
  const { society, ...people } = next.value
  const { settings, rates, teamOf, names } = journal
  return { ...people, settings, rates, teamOf, names, deals, truth: peopleTruth(society.lived), stored: storedId }
}
