import { z } from 'zod'
import { ROLE_LABELS, type BuyingRole } from '../accounts/contact.ts'

/** One role of the catalogue: how the company calls it, whom to engage first (1) and last (9), and whether it is used at all. */
function role(name: BuyingRole, priority: number) {
  return z.object({
    label: z.string().trim().min(1).max(60).default(ROLE_LABELS[name]),
    priority: z.int().min(1).max(9).default(priority),
    active: z.boolean().default(true),
  })
}

/** The roles that a company tells apart in a purchase. A role that is switched off stays on whoever has it and is suggested to nobody. */
export const RoleSettings = z.object({
  'economic-buyer': role('economic-buyer', 1).prefault({}),
  champion: role('champion', 2).prefault({}),
  'decision-maker': role('decision-maker', 3).prefault({}),
  'technical-evaluator': role('technical-evaluator', 4).prefault({}),
  procurement: role('procurement', 5).prefault({}),
  legal: role('legal', 6).prefault({}),
  influencer: role('influencer', 7).prefault({}),
  user: role('user', 8).prefault({}),
  blocker: role('blocker', 9).prefault({}),
})
export type RoleSettings = z.infer<typeof RoleSettings>

const change = z.object({
  label: z.string().trim().min(1).max(60).optional(),
  priority: z.int().min(1).max(9).optional(),
  active: z.boolean().optional(),
})

/** A change of some roles of the catalogue, field by field. */
export const RoleSettingsPatch = z.object({
  'economic-buyer': change.optional(),
  champion: change.optional(),
  'decision-maker': change.optional(),
  'technical-evaluator': change.optional(),
  procurement: change.optional(),
  legal: change.optional(),
  influencer: change.optional(),
  user: change.optional(),
  blocker: change.optional(),
})

/** The catalogue with a change of it carried out. */
export function changedRoles(before: RoleSettings, patch: z.infer<typeof RoleSettingsPatch>): unknown {
  const named = Object.entries(before).map(([name, entry]) => [name, { ...entry, ...patch[name as BuyingRole] }] as const)
  return Object.fromEntries(named)
}
