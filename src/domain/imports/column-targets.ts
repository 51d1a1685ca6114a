import { datesOf, isBoolean, numbersOf, valuesOf, type ColumnProfile, type FileProfile } from './column-profile.ts'
import { dayOrderOf, formatFor } from './column-format.ts'
import { saidOf, type Dictionary } from './data-dictionary.ts'
import { HEADER_WORDS } from './header-words.ts'
import { fieldsOf, type FieldKind, type ImportNoun } from './import-field.ts'
import type { ColumnMapping } from './import-mapping.ts'
import { stageMeaning } from './stage-meaning.ts'
import { headerKey } from './vendor-object.ts'

/** Each column to the field whose usual names fit its header best and whose kind its contents bear out. */
export function columnTargets(file: FileProfile, noun: ImportNoun, dictionary: Dictionary): ColumnMapping[] {
  const kinds = fieldsOf(noun)
  const hint = dayOrderOf(file)
  const offers: { column: ColumnProfile; target: string; score: number }[] = []
  for (const column of file.columns)
    for (const [target, words] of Object.entries(HEADER_WORDS[noun] ?? {})) {
      if (NOT_MEANT[target]?.test(headerKey(column.header))) continue
      const header = column.header.replace(OBJECT_PREFIX, '')
      const score = headerScore(header, words.split(' ')) * contentScore(column, kinds[target])
      if (score > 0.3) offers.push({ column, target, score })
    }
  offers.sort((a, b) => b.score - a.score)
  const chosen = new Map<ColumnProfile, { target: string; score: number }>()
  const taken = new Set<string>()
  for (const offer of offers) {
    if (chosen.has(offer.column) || taken.has(offer.target)) continue
    chosen.set(offer.column, offer)
    taken.add(offer.target)
  }
  if (noun === 'opportunities' && !taken.has('stage')) {
    const stage = file.columns.find(
      (column) =>
        !chosen.has(column) &&
        column.counts.size >= 2 &&
        column.counts.size <= 20 &&
        valuesOf(column).filter((value) => /won|lost/i.test(value)).length >= 1 &&
        valuesOf(column).filter((value) => stageMeaning(value)).length >= column.counts.size * 0.6,
    )
    if (stage) chosen.set(stage, { target: 'stage', score: 0.6 })
  }
  if (noun === 'opportunities') {
    const outcome = outcomeBeside(file.columns, chosen)
    if (outcome) chosen.set(outcome, { target: 'outcome', score: 0.9 })
  }
  return file.columns.map((column): ColumnMapping => {
    const choice = chosen.get(column)
    if (!choice)
      return {
        column: column.header,
        target: null,
        format: null,
        confidence: 0.5,
        why: 'No field of ours fits; kept with the record under its own name',
      }
    const said = saidOf(dictionary, file.file, column.header)
    return {
      column: column.header,
      target: choice.target,
      format: formatFor(column, kinds[choice.target], hint, said),
      confidence: Math.round(choice.score * 100) / 100,
      why: said ? `By its header; described as "${said}"` : 'By its header',
    }
  })
}

/** Pipedrive puts the object before each of its headers ('Deal - Title'). */
export const OBJECT_PREFIX = /^(deal|person|organi[sz]ation|activity|lead|product|note) - /i

/** Headers that only sound like a field. */
const NOT_MEANT: Readonly<Record<string, RegExp>> = {
  lostReason: /^status/,
  dealType: /size/,
  name: /^donotmodify/,
  contactEmail: /^(user|owner|rep|agent|seller)/,
}

/** 1 for a header that is one of the words (the first words a little better), less where it only contains one. */
function headerScore(header: string, words: readonly string[]): number {
  const key = headerKey(header)
  const exact = words.indexOf(key)
  if (exact >= 0) return 1 - exact * 0.004
  const parts = header
    .trim()
    .toLowerCase()
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const unit = parts.filter((part) => !/^(usd|eur|gbp|in|of|the|k|currency|utc)$/.test(part)).join('')
  const bare = words.indexOf(unit)
  if (bare >= 0) return 0.95 - bare * 0.004
  let best = 0
  for (const word of words)
    if (
      word.length >= 5 &&
      (key.endsWith(word) ||
        (key.startsWith(word) && /^(name|id|code|no|nr|number|date|value|usd|eur|gbp|title|key)+$/.test(key.slice(word.length))))
    )
      best = Math.max(best, 0.45 + 0.35 * (word.length / key.length))
  return best
}

/** How well the contents bear out a kind: 0 forbids it. An empty column forbids nothing. */
function contentScore(column: ColumnProfile, kind: FieldKind | undefined): number {
  if (column.filled === 0) return 0.9
  switch (kind) {
    case 'date':
    case 'instant':
      return datesOf(column)?.share ?? 0
    case 'money':
    case 'number':
    case 'integer':
    case 'percent':
      return datesOf(column)?.format === 'ISO' ? 0 : (numbersOf(column)?.share ?? 0)
    case 'boolean':
      return isBoolean(column) ? 1 : 0
    case 'addresses':
      return valuesOf(column).some((value) => value.includes('@')) ? 1 : 0
    default:
      return isBoolean(column) && column.counts.size === 2 && kind === 'ref'
        ? 0
        : datesOf(column)?.format === 'ISO' && kind === 'ref'
          ? 0
          : 1
  }
}

/** A column of won and lost beside one of stages that never say so, as where a closed deal keeps the stage that it was in. */
function outcomeBeside(
  columns: readonly ColumnProfile[],
  chosen: ReadonlyMap<ColumnProfile, { target: string }>,
): ColumnProfile | undefined {
  const ends = (column: ColumnProfile) => valuesOf(column).filter((value) => /_/.test(stageMeaning(value) ?? '')).length
  const stage = [...chosen].find(([, { target }]) => target === 'stage')?.[0]
  if (!stage || ends(stage) > 0) return undefined
  return columns.find((column) => !chosen.has(column) && column.counts.size <= 6 && ends(column) > 0)
}
