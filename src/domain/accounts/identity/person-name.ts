import { foldedName, latinLetters } from './latin-letters.ts'

/** A name taken apart, each piece folded to be compared. */
export interface PersonName {
  readonly given: string
  readonly middle: readonly string[]
  /** The whole surname in one, and its parts where it has several ('Meyer-Lund'). */
  readonly family: string
  readonly familyParts: readonly string[]
  /** 'jr', 'sr' or a number: tells parents and children apart. */
  readonly generation: string | null
  readonly letters: string
}

const BEFORE_NAMES = new Set(
  'mr mrs ms miss mx herr frau hr fr m mme mlle sr sra srta dr drs prof professor ing dipl dipling ir mag mba phd msc bsc ma ba lic avv dott dottssa sig sigra pan pani'.split(
    ' ',
  ),
)
const GENERATIONS: Readonly<Record<string, string>> = {
  jr: 'jr',
  jun: 'jr',
  jnr: 'jr',
  junior: 'jr',
  fils: 'jr',
  hijo: 'jr',
  sen: 'sr',
  snr: 'sr',
  senior: 'sr',
  pere: 'sr',
  ii: '2',
  iii: '3',
  iv: '4',
}
const PARTICLES = new Set(
  'van von vom zu zum zur de der den dem des di da del della dello delle la le lo du dos das do ter ten te bin ibn al el y e'.split(
    ' ',
  ),
)

/** A full name as people type it, taken apart: 'Dr. Jürgen van der Meer jun.', 'Meer, Jürgen van der'. */
export function personName(name: string): PersonName {
  const [before = '', ...after] = name.split(',')
  const inOrder = after.length > 0 && !isAddition(after.join(' ')) ? `${after.join(' ')} ${before}` : name
  const words = latinLetters(inOrder)
    .replaceAll(/['’`.]/g, (sign) => (sign === '.' ? '. ' : ''))
    .replaceAll(/[^\p{L}\p{N}\-. ]+/gu, ' ')
    .split(/\s+/)
    .map((word) => word.replaceAll('.', ''))
    .filter((word) => word !== '' && word !== '-')
  const generation = words.length > 2 ? (words.map((word) => GENERATIONS[word]).find(Boolean) ?? null) : null
  const whole = words.filter(
    (word, i) => !(i === 0 && words.length > 2 && BEFORE_NAMES.has(word)) && !(i > 1 && GENERATIONS[word] !== undefined),
  )
  while (whole.length > 2 && BEFORE_NAMES.has(whole[0] ?? '')) whole.shift()
  while (whole.length > 2 && BEFORE_NAMES.has(whole.at(-1) ?? '')) whole.pop()
  const pieces = whole.filter((word, i) => i === 0 || i === whole.length - 1 || !PARTICLES.has(word))
  const given = pieces.length > 1 ? (pieces[0] ?? '') : ''
  const last = pieces.at(-1) ?? ''
  return {
    given: foldedName(given),
    middle: pieces.slice(1, -1).map(foldedName),
    family: foldedName(last),
    familyParts: last
      .split('-')
      .map(foldedName)
      .filter((part) => part.length > 1),
    generation,
    letters: pieces.map(foldedName).join(' '),
  }
}

/** What stands behind a comma and is no given name: 'Anna Berg, PhD'. */
function isAddition(text: string): boolean {
  return latinLetters(text)
    .split(/[\s.]+/)
    .filter((word) => word !== '')
    .every((word) => BEFORE_NAMES.has(word) || GENERATIONS[word] !== undefined)
}
