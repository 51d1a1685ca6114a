import { BUYING_ROLES, ROLE_LABELS, type BuyingRole } from '../../domain/accounts/contact.ts'
import type { RoleRule } from '../../domain/settings/threading-settings.ts'
import { STAGE_LABELS } from '../../domain/opportunities/stage.ts'
import { SEGMENT_LABELS } from '../deals/deal-words.ts'
import { moneyText } from '../ui/money-text.ts'

/** "Technical evaluator or User": any of these roles fills the seat. */
export function seatText(anyOf: readonly BuyingRole[]): string {
  return anyOf.map((role) => ROLE_LABELS[role]).join(' or ')
}

export function seatsText(seats: readonly (readonly BuyingRole[])[]): string {
  return seats.map(seatText).join(', ')
}

export type ReadSeats = { ok: true; value: BuyingRole[][] } | { ok: false; problem: string }

/** Reads "Champion, Technical evaluator or User" as written by `seatsText`; capitals do not matter, and an empty text is no seat. */
export function readSeats(text: string): ReadSeats {
  if (text.trim() === '') return { ok: true, value: [] }
  const seats: BuyingRole[][] = []
  for (const seat of text.split(',')) {
    const roles: BuyingRole[] = []
    for (const word of seat.split(/\bor\b/i)) {
      const name = word.trim()
      const role = BUYING_ROLES.find((one) => ROLE_LABELS[one].toLowerCase() === name.toLowerCase())
      if (!role) return { ok: false, problem: name === '' ? 'A role is missing between two commas.' : noRole(name) }
      if (!roles.includes(role)) roles.push(role)
    }
    seats.push(roles)
  }
  return { ok: true, value: seats }
}

function noRole(name: string): string {
  return `“${name}” is no role. Roles are ${BUYING_ROLES.map((role) => ROLE_LABELS[role]).join(', ')}.`
}

/** Of which deals a role is needed, and how grave it is where nobody has it. */
export function ruleText({ critical, segments, fromStage, fromAmountMinor }: Omit<RoleRule, 'anyOf'>, currency: string): string {
  const of = segments === null ? 'All deals' : segments.map((segment) => SEGMENT_LABELS[segment]).join(', ')
  const amount = fromAmountMinor === null ? '' : `, from ${moneyText({ minor: fromAmountMinor, currency }, 'short')}`
  return `${of}, from ${STAGE_LABELS[fromStage].toLowerCase()}${amount}. ${critical ? 'Critical' : 'High risk'} where nobody has it`
}
