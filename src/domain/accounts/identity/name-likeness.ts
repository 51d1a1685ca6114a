import { editDistance } from '../../imports/similar-text.ts'
import { isKnownVariant, readsShortened } from './given-names.ts'
import type { PersonName } from './person-name.ts'

/** How two names are alike, from the same to nothing in common. */
export type NameLikeness =
  | 'same'
  | 'order'
  | 'nickname'
  | 'typo'
  | 'short'
  | 'initial'
  | 'surname-part'
  | 'given-only'
  | 'different'

/** How alike two names are; where several hold, the one that says most. */
export function nameLikeness(one: PersonName, other: PersonName): NameLikeness {
  if (one.family === '' || other.family === '') return 'different'
  if (one.letters === other.letters) return 'same'
  const sameFamily = one.family === other.family
  const givens = givenLikeness(one, other)
  if (sameFamily) {
    if (givens !== 'different') return givens
    return one.given === '' || other.given === '' ? 'initial' : 'different'
  }
  if (one.given !== '' && one.given === other.family && one.family === other.given) return 'order'
  if (givens === 'same' || givens === 'nickname') {
    if (isTypo(one.family, other.family, 4)) return givens === 'same' ? 'typo' : 'short'
    if (one.familyParts.some((part) => other.familyParts.includes(part))) return 'surname-part'
    // Where a middle name was taken for the surname.
    if (one.middle.includes(other.family) || other.middle.includes(one.family)) return 'surname-part'
  }
  if (givens === 'initial' && isTypo(one.family, other.family, 6)) return 'initial'
  return givens === 'same' && one.given.length > 1 ? 'given-only' : 'different'
}

function givenLikeness(one: PersonName, other: PersonName): 'same' | 'nickname' | 'typo' | 'short' | 'initial' | 'different' {
  const [a, b] = [one.given, other.given]
  if (a === '' || b === '') return 'different'
  if (a === b) return 'same'
  if (a.length === 1 || b.length === 1) return a[0] === b[0] || goesBy(one, other) ? 'initial' : 'different'
  if (isKnownVariant(a, b)) return 'nickname'
  // 'Anna Maria' who goes by 'Maria', 'J. Peter' who goes by 'Peter'.
  if (one.middle.includes(b) || other.middle.includes(a)) return 'nickname'
  if (isTypo(a, b, 5) && !endsOtherwise(a, b)) return 'typo'
  return readsShortened(a, b) ? 'short' : 'different'
}

function goesBy(one: PersonName, other: PersonName): boolean {
  return one.middle.includes(other.given) || other.middle.includes(one.given)
}

/** One letter more, less, other, or two that changed places. */
function isTypo(a: string, b: string, least: number): boolean {
  return Math.max(a.length, b.length) >= least && editDistance(a, b, 1) === 1
}

/** Whether only the last letters differ: with given names that often makes another ('Julia', 'Julian'). */
function endsOtherwise(a: string, b: string): boolean {
  const stem = Math.max(a.length, b.length) - 1
  return a.slice(0, stem) === b.slice(0, stem)
}
