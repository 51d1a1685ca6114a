import type { DealRule } from '../cause.ts'
import { aboutDeal, isNew } from './about-deal.ts'

/** A role that a deal of its segment, amount and stage must have, and that nobody on it has. */
export const criticalRoleGap: DealRule = {
  id: 'critical-role-gap',
  title: 'Critical role missing',
  about:
    'Nobody on an open deal has a role that its segment, amount and stage require as critical. New deals have two weeks to meet their people.',
  placeholders: ['deal', 'account', 'role', 'stage', 'impact', 'action'],
  template: { title: '{deal} has no {role}', body: '{impact} {action}.' },
  quietDays: 30,
  causes(deal, recipientId) {
    if (isNew(deal)) return []
    const { stage, stageName } = deal.dossier.opportunity
    return deal.threading.gaps
      .filter(({ kind, severity }) => kind === 'missing' && severity === 'critical')
      .map(({ anyOf, label, impact, action }) =>
        aboutDeal(this.id, deal, {
          key: anyOf.join('+'),
          state: 'missing',
          level: 1,
          priority: 'normal',
          recipientId,
          facts: { role: label.toLowerCase(), stage: stageName ?? stage ?? '', impact, action },
        }),
      )
  },
}
