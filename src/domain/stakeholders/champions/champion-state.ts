import type { ReportedChampion } from './champion-report.ts'

export interface ChampionState {
  readonly state: 'bad' | 'unknown' | 'fine'
  readonly sentence: string
}

type Judged = Pick<ReportedChampion, 'person' | 'called' | 'rung' | 'departure' | 'contradictions'>

/** Below this share of people whose side we have heard, nobody can say that nobody carries the deal. */
const READABLE = 0.6
const LEAST_PEOPLE = 2
/** Who has had so little to do with us cannot be said to do nothing. */
const LEAST_HEARD = 3

/**
 * Whether somebody inside carries the deal. Fine: a champion who acts and is there. Bad only where it is known: whoever was
 * called champion left, fell silent or failed, or most people were heard often enough and none of them does anything for us.
 * Unknown otherwise: silence of the records is not silence of the people.
 */
export function championState(people: readonly Judged[]): ChampionState {
  const there = people.filter(({ departure }) => !departure?.departed)
  const carries = there.find((one) => one.called && one.rung > 0 && !isGrave(one))
  if (carries) return { state: 'fine', sentence: `${nameOf(carries)} carries it: ${RUNG_WORDS[carries.rung]}.` }
  const called = people.filter((one) => one.called)
  const acting = there.filter((one) => !one.called && one.rung >= 2)
  const also = acting[0] ? ` ${nameOf(acting[0])} acts for us and is not called champion.` : ''
  if (called.length > 0 && called.every((one) => one.departure?.departed || isGrave(one)))
    return { state: 'bad', sentence: `${lost(called)}.${also}` }
  if (acting[0]) return { state: 'unknown', sentence: `Nobody is proven as champion.${also}` }
  const heard = there.filter(({ person }) => person.inbound >= LEAST_HEARD)
  if (there.length < LEAST_PEOPLE || heard.length / there.length < READABLE)
    return {
      state: 'unknown',
      sentence: `Too little is recorded to tell: ${heard.length} of ${there.length} people were heard often enough.`,
    }
  return {
    state: 'bad',
    sentence:
      called.length > 0
        ? `${called.map(nameOf).join(' and ')} is called champion and has not acted for us.`
        : 'Nobody inside carries it.',
  }
}

const RUNG_WORDS = { 0: '', 1: 'gives us access', 2: 'acts for us', 3: 'sells when we are not in the room' } as const

const GRAVE = ['departed', 'silent', 'one-way', 'failed-test', 'negative']

function isGrave({ contradictions }: Judged): boolean {
  return contradictions.some(({ kind }) => GRAVE.includes(kind))
}

function lost(called: readonly Judged[]): string {
  return called
    .map((one) => `${nameOf(one)} ${one.contradictions.find(({ kind }) => GRAVE.includes(kind))?.sentence ?? 'is gone'}`)
    .join('; ')
}

function nameOf({ person }: Judged): string {
  return person.person.name
}
