import type { Role } from '../../domain/access/right.ts'
import { paths } from './paths.ts'

/** Where a day begins: with the number for those who answer for one, with the data for those who keep it, else with the deals. */
const LANDINGS: Partial<Record<Role, string>> = {
  manager: paths.forecast(),
  executive: paths.forecast(),
  revops: paths.data(),
}

export function landingOf(role: Role | undefined): string {
  return (role && LANDINGS[role]) ?? paths.pipeline()
}
