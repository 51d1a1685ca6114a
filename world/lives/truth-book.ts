import type { TruePeople } from './true-people.ts'

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer One)[] ? One[] : T[K] }
export type TruthBook = Growing<TruePeople>

export function emptyTruth(): TruthBook {
  return {
    contacts: [],
    lookAlikes: [],
    roles: [],
    champions: [],
    championActs: [],
    habits: [],
    bosses: [],
    influences: [],
    introductions: [],
    bystanders: [],
    departures: [],
    roleChanges: [],
    absences: [],
    machineMail: [],
    sponsors: [],
    reviews: [],
    reorganisations: [],
    contracts: [],
  }
}
