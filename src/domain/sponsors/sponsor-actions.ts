import { mayContact } from '../stakeholders/outreach.ts'
import { TOUCHPOINT_LABELS } from './cadence.ts'
import type { OrganisationalChange } from './organisational-changes.ts'
import { alignmentWith } from './sponsor-score.ts'
import type { Sponsor, SponsorView } from './sponsor-view.ts'
import type { Succession } from './succession.ts'

export interface SponsorAction {
  readonly horizon: 'immediate' | 'short-term' | 'strategic'
  readonly action: string
  /** Why now, what is expected of it, or what it rests on: as the horizon asks. */
  readonly reason: string
  readonly contactId: string | null
}

/**
 * What to do next with an account's executives. An action that turns to somebody names only people who may be contacted; every
 * first step to an executive goes through the account's own team.
 */
export function sponsorActions(
  view: SponsorView,
  succession: Succession,
  changes: readonly OrganisationalChange[],
): SponsorAction[] {
  return [...immediate(view), ...shortTerm(view, changes), ...strategic(view, succession)]
}

function immediate({ account, sponsors, primary, left, bench, backups }: SponsorView): SponsorAction[] {
  const team = account.owner ? `with ${account.owner.name}` : 'with the account team'
  const open = (some: readonly Sponsor[]) => some.find(({ wishes }) => mayContact(wishes))
  const actions: SponsorAction[] = []
  for (const one of left) {
    const next = open(primary ? [primary, ...backups, ...bench] : [...backups, ...bench])
    actions.push({
      horizon: 'immediate',
      action: next ? `Agree ${team} on turning to ${next.person.name}` : `Agree ${team} on who follows ${one.person.name}`,
      reason: `${one.person.name} has left: ${one.left?.source ?? ''}`,
      contactId: next?.person.contactId ?? null,
    })
  }
  if (sponsors.length === 0)
    actions.push({
      horizon: 'immediate',
      action: `Name an executive sponsor ${team}`,
      reason: 'No executive of theirs is known',
      contactId: null,
    })
  for (const one of sponsors) {
    if (one !== primary && one.touches.length === 0) continue
    if (!mayContact(one.wishes) || one.cadence.state === 'on-time') continue
    const kind = one.cadence.touchpoints[0]
    const overdue = one.cadence.state === 'overdue'
    if (!overdue && one !== primary) continue
    actions.push({
      horizon: 'immediate',
      action: `Agree ${team} on a ${kind ? TOUCHPOINT_LABELS[kind] : 'meeting'} with ${one.person.name}`,
      reason: overdue ? `${one.cadence.overdueDays} days overdue` : `Due by ${one.cadence.dueOn}`,
      contactId: one.person.contactId,
    })
  }
  return actions
}

function shortTerm(
  { account, primary, backups, bench, reviews, sponsors }: SponsorView,
  changes: readonly OrganisationalChange[],
): SponsorAction[] {
  const actions: SponsorAction[] = []
  const next = bench.find(({ wishes }) => mayContact(wishes))
  if (primary && backups.length === 0)
    actions.push({
      horizon: 'short-term',
      action: next
        ? `Get to know ${next.person.name}, ${next.person.title ?? 'executive'}, as a backup`
        : 'Find a backup sponsor',
      reason: 'Somebody is there if the sponsor goes',
      contactId: next?.person.contactId ?? null,
    })
  const missed = primary?.score.factors.find(({ name }) => name === 'QBR attendance')
  if (primary && missed?.value != null && missed.value < 12.5 && mayContact(primary.wishes))
    actions.push({
      horizon: 'short-term',
      action: `Fix the next QBR with ${primary.person.name} before its agenda`,
      reason: `An executive is there again: ${missed.input} so far`,
      contactId: primary.person.contactId,
    })
  if (reviews.length === 0 && sponsors.length > 0)
    actions.push({
      horizon: 'short-term',
      action: 'Hold a business review',
      reason: 'The first in a year: goals and value are looked at together',
      contactId: null,
    })
  for (const change of changes.filter(({ kind }) => kind === 'new-executive').slice(0, 2)) {
    const one = sponsors.find(({ person }) => person.contactId === change.contactId)
    if (one && one !== next && one.touches.length === 0 && mayContact(one.wishes))
      actions.push({
        horizon: 'short-term',
        action: `Have ${account.owner?.name ?? 'the account team'} introduce us to ${one.person.name}`,
        reason: 'Somebody new at the top knows what we do for them',
        contactId: one.person.contactId,
      })
  }
  if (sponsors.length > 0 && sponsors.every(({ ours }) => ours === null))
    actions.push({
      horizon: 'short-term',
      action: 'Name an executive of ours beside theirs',
      reason: 'Somebody at eye level keeps the contact',
      contactId: null,
    })
  return actions
}

function strategic({ account, primary }: SponsorView, succession: Succession): SponsorAction[] {
  const { goals, initiatives, contract } = account.context
  const actions: SponsorAction[] = []
  if (goals.length === 0)
    actions.push({
      horizon: 'strategic',
      action: 'Learn and write down their goals',
      reason: 'Without them nothing of ours can be aligned',
      contactId: primary && mayContact(primary.wishes) ? primary.person.contactId : null,
    })
  const unserved = goals.filter(({ goal }) => alignmentWith(goal, account.context) === null)
  for (const { goal } of unserved.slice(0, 2))
    actions.push({
      horizon: 'strategic',
      action: `Find what of ours serves "${goal}"`,
      reason: initiatives.length === 0 ? 'None of our initiatives is named yet' : 'No initiative of ours does',
      contactId: null,
    })
  if (succession.risk !== 'low' && primary)
    actions.push({
      horizon: 'strategic',
      action: 'Spread the relationship beyond one sponsor',
      reason: succession.because,
      contactId: null,
    })
  const renewal = contract?.renewsOn ?? contract?.endOn
  if (renewal && renewal > account.asOf.slice(0, 10))
    actions.push({
      horizon: 'strategic',
      action: `Show what was reached before the renewal on ${renewal}`,
      reason:
        account.context.metrics.roi === null ? 'No return is measured yet' : `Return so far: ${account.context.metrics.roi}%`,
      contactId: null,
    })
  return actions
}
