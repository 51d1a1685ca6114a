import type { Period } from './period.ts'

const MS_PER_DAY = 86_400_000

/** The period of as many months right before one: the quarter before a quarter. One that is not of whole months goes back by its days. */
export function previousPeriod({ name, start, end }: Period): Period {
  const from = new Date(start)
  const after = new Date(Date.parse(end) + MS_PER_DAY)
  const last = new Date(Date.parse(start) - MS_PER_DAY).toISOString().slice(0, 10)
  const months = (after.getUTCFullYear() - from.getUTCFullYear()) * 12 + after.getUTCMonth() - from.getUTCMonth()
  if (from.getUTCDate() !== 1 || after.getUTCDate() !== 1 || months < 1) {
    const first = new Date(2 * from.getTime() - after.getTime()).toISOString().slice(0, 10)
    return { name: `${first} to ${last}`, start: first, end: last }
  }
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() - months, 1)).toISOString().slice(0, 10)
  return { name: nameBefore(name, months), start: first, end: last }
}

function nameBefore(name: string, months: number): string {
  const quarter = /^((?:FY)?)(\d+)-Q([1-4])$/.exec(name)
  if (quarter) {
    const [, fiscal = '', year = '', n = ''] = quarter
    return n === '1' ? `${fiscal}${yearBefore(year)}-Q4` : `${fiscal}${year}-Q${Number(n) - 1}`
  }
  const month = /^(\d{4})-(\d{2})$/.exec(name)
  if (month) {
    const [, year = '', n = ''] = month
    return n === '01' ? `${Number(year) - 1}-12` : `${year}-${String(Number(n) - 1).padStart(2, '0')}`
  }
  const whole = /^((?:FY)?)(\d+)$/.exec(name)
  return whole && months === 12 ? `${whole[1]}${yearBefore(whole[2] ?? '')}` : `before ${name}`
}

function yearBefore(year: string): string {
  return String((Number(year) + 10 ** year.length - 1) % 10 ** year.length).padStart(year.length, '0')
}
