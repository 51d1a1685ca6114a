import { Problem } from '../../../contract/problem.ts'
import { ownersBelow } from '../../../domain/forecasting/revenue/rollup.ts'
import { teamsOn } from '../../platform/access/read-sight.ts'
import type { Ctx } from '../../platform/context.ts'
import { ownersAsked } from '../question.ts'
import { resolveTeam } from '../store.ts'

/** Whose deals a scenario is about, said so that it is the same for everybody who opens it. Both null: all of the company. */
export interface Scope {
  readonly teamId: string | null
  readonly personId: string | null
}

export async function scopeOf(ctx: Ctx, asked: { team: string | undefined; owner: string | undefined }): Promise<Scope> {
  const teams = await teamsOn(ctx.db, ctx.today)
  if (asked.owner !== undefined) {
    ownersAsked(ctx, teams, null, asked.owner)
    return { teamId: null, personId: asked.owner }
  }
  const { sight } = ctx
  const sees = (team: (typeof teams)[number]) => {
    const owners = ownersBelow(team, teams)
    return sight.kind === 'all' || (owners.length > 0 && owners.every((owner) => sight.owners.includes(owner)))
  }
  if (asked.team !== undefined) {
    const teamId = await resolveTeam(ctx.db, asked.team)
    const team = teams.find((one) => one.id === teamId)
    if (!team || !sees(team)) throw new Problem('not-found', 'There is no such team, or not all of its deals are yours to see.')
    return { teamId, personId: null }
  }
  if (sight.kind === 'all') return { teamId: null, personId: null }
  const [only] = sight.owners
  if (only !== undefined && sight.owners.length === 1) return { teamId: null, personId: only }
  const whole = teams.find((team) => sees(team) && ownersBelow(team, teams).length === sight.owners.length)
  if (!whole) throw new Problem('invalid', 'Say of which team or person the scenario is.')
  return { teamId: whole.id, personId: null }
}
