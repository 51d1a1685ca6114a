import { z } from 'zod'
import type { BuyingRole } from '../accounts/contact.ts'

const role = z.object({ active: z.boolean().default(true) }).prefault({})

/** The roles that a company tells apart in a purchase. A role that is switched off stays on whoever has it and is suggested to nobody. */
export const RoleSettings = z.object({
  'economic-buyer': role,
  champion: role,
  'decision-maker': role,
  'technical-evaluator': role,
  procurement: role,
  legal: role,
  influencer: role,
  user: role,
  blocker: role,
})
export type RoleSettings = z.infer<typeof RoleSettings>

const change = z.object({ active: z.boolean() }).optional()

/** A change of some roles of the catalogue. */
export const RoleSettingsPatch = z.object({
  'economic-buyer': change,
  champion: change,
  'decision-maker': change,
  'technical-evaluator': change,
  procurement: change,
  legal: change,
  influencer: change,
  user: change,
  blocker: change,
})

/** The catalogue with a change of it carried out. */
export function changedRoles(before: RoleSettings, patch: z.infer<typeof RoleSettingsPatch>): unknown {
  const named = Object.entries(before).map(([name, entry]) => [name, { ...entry, ...patch[name as BuyingRole] }] as const)
  return Object.fromEntries(named)
}
