import type { TruePeople } from './true-people.ts'

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer One)[] ? One[] : T[K] }
export type Lived = Growing<TruePeople>

export function nothingLived(): Lived {
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
