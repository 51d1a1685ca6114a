import type { BuyingRole } from '../../domain/accounts/contact.ts'
import type { Ctx } from '../platform/context.ts'

/** Writes down what somebody said of a suggested role. */
export async function decide(
  ctx: Ctx,
  stakeholder: string,
  role: BuyingRole,
  state: 'confirmed' | 'rejected',
  confidence: number,
): Promise<void> {
  const said = { source: 'suggested', confidence, state, confirmed_by: ctx.principal?.userId ?? null } as const
  await ctx.db
    .insertInto('stakeholder_roles')
    .values({ stakeholder_id: stakeholder, role, ...said })
    .onConflict((conflict) => conflict.columns(['stakeholder_id', 'role']).doUpdateSet(said))
    .execute()
}
