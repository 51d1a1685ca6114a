import type { Role } from '../../domain/access/right.ts'

export const ROLE_LABELS = {
  rep: 'Rep',
  manager: 'Manager',
  executive: 'Executive',
  revops: 'RevOps',
  'deal-desk': 'Deal desk',
  'customer-success': 'Customer success',
  admin: 'Admin',
} as const satisfies Record<Role, string>

export const ROLE_OPTIONS = Object.entries(ROLE_LABELS).map(([value, label]) => ({ value, label }))
