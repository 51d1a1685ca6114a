import { Money } from '../domain/values/money.ts'
import { moneyText } from './money-text.ts'

const NOTHING = '–'
/** Fields that hold a probability or a share of one. */
const SHARES = new Set(['winChance', 'winBy', 'chanceOfQuota', 'confidence', 'done'])
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** One value as a person reads it on one line; `field` says what kind of number it is. */
export function cell(value: unknown, field = ''): string {
  if (value === null || value === undefined || value === '') return NOTHING
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return SHARES.has(field) ? shareText(value) : numberText(value)
  if (typeof value === 'string') return INSTANT.test(value) ? `${value.slice(0, 10)} ${value.slice(11, 16)}` : plain(value)
  if (Array.isArray(value))
    return value.length === 0 ? NOTHING : isRows(value) ? namesOf(value) : value.map((one) => cell(one, field)).join(', ')
  return objectText(value as Record<string, unknown>)
}

/** Text without what a terminal would obey: names and notes come from outside. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ')
}

export function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 2 && Money.safeParse(value).success
}

export function isRows(value: unknown): value is Record<string, unknown>[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
  )
}

const POINTS = new Set(['p10', 'p25', 'p50', 'p75', 'p90', 'best'])

/** A range and nothing beside it: a forecast that also has a period or a basis is more than that. */
export function isRange(value: object): boolean {
  return 'p10' in value && 'p90' in value && Object.keys(value).every((name) => POINTS.has(name))
}

/** 'p10 – p90', with the middle where there is one: a forecast is never one number. */
export function rangeText(range: { readonly p10?: unknown; readonly p50?: unknown; readonly p90?: unknown }): string {
  return `${cell(range.p10)} – ${cell(range.p90)}${range.p50 === undefined ? '' : ` (middle ${cell(range.p50)})`}`
}

function objectText(value: Record<string, unknown>): string {
  if (isMoney(value)) return moneyText(value)
  if (isRange(value)) return rangeText(value)
  if (typeof value['name'] === 'string') return plain(value['name'])
  if ('value' in value && 'factors' in value) return cell(value['value'])
  if ('count' in value && isMoney(value['amount'])) return `${moneyText(value['amount'])} (${cell(value['count'])})`
  const parts = Object.entries(value).map(([name, part]) => `${label(name)} ${cell(part, name)}`)
  return parts.length === 0 ? NOTHING : parts.join(', ')
}

function namesOf(rows: readonly Record<string, unknown>[]): string {
  return rows.every((row) => typeof row['name'] === 'string') ? rows.map((row) => cell(row)).join(', ') : String(rows.length)
}

/** 'expectedCloseOn' as a heading: 'Expected close on'. */
export function label(name: string): string {
  if (name === 'id') return 'Id'
  const words = name
    .replaceAll(/[_-]/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, (_match, end: string, start: string) => `${end} ${start.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
}

function shareText(value: number): string {
  const percent = value * 100
  return `${percent < 10 && !Number.isInteger(percent) ? percent.toFixed(1) : Math.round(percent)}%`
}
