import { z } from 'zod'

export const ROLES = ['rep', 'manager', 'executive', 'revops', 'deal-desk', 'customer-success', 'admin'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/**
 * What an operation may ask for. `public` needs no sign-in; `signed-in` needs nothing more than a person.
 * Writing what belongs to one deal or account also needs sight of it (see sight.ts).
 */
export const RIGHTS = [
  'public',
  'signed-in',
  'deals:read',
  'deals:write',
  'deals:assign',
  'accounts:read',
  'accounts:write',
  'activities:read',
  'activities:write',
  'forecast:read',
  'people:read',
  'settings:read',
  'settings:write',
  'users:write',
  'data:read',
  'data:import',
  'journal:read',
  'keys:own',
] as const
export const Right = z.enum(RIGHTS)
export type Right = z.infer<typeof Right>

const EVERYONE = [
  'public',
  'signed-in',
  'deals:read',
  'accounts:read',
  'activities:read',
  'people:read',
  'settings:read',
  'keys:own',
] as const
const SELLING = ['deals:write', 'accounts:write', 'activities:write', 'forecast:read'] as const

export const RIGHTS_OF = {
  rep: [...EVERYONE, ...SELLING],
  manager: [...EVERYONE, ...SELLING, 'deals:assign'],
  executive: [...EVERYONE, 'forecast:read'],
  revops: [...EVERYONE, ...SELLING, 'deals:assign', 'settings:write', 'data:read', 'data:import', 'journal:read'],
  'deal-desk': [...EVERYONE, 'deals:write', 'activities:write', 'forecast:read'],
  'customer-success': [...EVERYONE, 'accounts:write', 'activities:write'],
  admin: [...RIGHTS],
} as const satisfies Record<Role, readonly Right[]>

export function may(role: Role, right: Right): boolean {
  return (RIGHTS_OF[role] as readonly Right[]).includes(right)
}
