import { datesOf, numbersOf, valuesOf, type ColumnProfile, type FileProfile } from './column-profile.ts'
import { dateFormatFrom, type DateFormat } from './date-text.ts'
import type { FieldKind } from './import-field.ts'
import { readNumber } from './number-text.ts'

/** How the values of a column are to be read as a kind of field, as people would write it; null where text is taken as it is. */
export function formatFor(
  column: ColumnProfile,
  kind: FieldKind | undefined,
  hint: DateFormat | undefined,
  said: string | undefined,
): string | null {
  if (kind === 'date' || kind === 'instant') return datesOf(column, hint)?.shown ?? 'ISO'
  if (kind === 'money' || kind === 'number' || kind === 'integer' || kind === 'percent') {
    const numbers = numbersOf(column)
    const unit = /\b(million|thousand|billion)s?\b/i.exec(`${said ?? ''} ${column.header}`)?.[1]?.toLowerCase()
    const currency =
      kind === 'money'
        ? (numbers?.currency ??
          /\b(USD|EUR|GBP|CHF|JPY|INR|CAD|AUD)\b/.exec(`${said ?? ''} ${column.header.toUpperCase().replaceAll('_', ' ')}`)?.[1])
        : undefined
    const fraction =
      kind === 'percent' &&
      numbers !== undefined &&
      column.filled > 0 &&
      valuesOf(column).every((value) => !value.includes('%') && (readNumber(value, numbers.format) ?? 0) <= 1)
    return [numbers?.format ?? '1,234.56', unit && `${unit}s`, fraction && 'fraction', currency].filter(Boolean).join(' ')
  }
  return null
}

/** Day or month first, from the columns of the file that leave no doubt. */
export function dayOrderOf(file: FileProfile): DateFormat | undefined {
  for (const column of file.columns) {
    const choice = datesOf(column)
    if (choice && !choice.ambiguous && choice.share === 1 && (choice.format === 'MM/DD/YYYY' || choice.format === 'DD/MM/YYYY'))
      return dateFormatFrom(choice.format)
  }
  return undefined
}
