import { withTeamsBelow, type TeamOnDay } from './sight.ts'

export type TeamMove = { readonly allowed: true } | { readonly allowed: false; readonly because: 'no-such-team' | 'below-itself' }

/** Whether a team may be put under another (null: at the top), given the hierarchy of one day. */
export function teamMove(teams: readonly TeamOnDay[], teamId: string, parentId: string | null): TeamMove {
  const team = teams.find((one) => one.id === teamId)
  if (!team) return { allowed: false, because: 'no-such-team' }
  if (parentId === null) return { allowed: true }
  if (!teams.some((one) => one.id === parentId)) return { allowed: false, because: 'no-such-team' }
  const below = withTeamsBelow([team], teams)
  return below.some((one) => one.id === parentId) ? { allowed: false, because: 'below-itself' } : { allowed: true }
}
