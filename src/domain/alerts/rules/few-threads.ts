import type { BuyingRole } from '../../accounts/contact.ts'
import type { Threading } from '../../stakeholders/threading.ts'
import { daysBetween } from '../../values/plain-date.ts'
import type { DealRule, DealSituation } from '../cause.ts'
import { aboutDeal, isNew, roleInWords } from './about-deal.ts'

/** Chance to win against a deal with one thread, by active threads: what holds before a company's own deals say better. */
const COMMON_LIFT: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 1.5, 3: 2 }
const BEST_LIFT = 2.5
const NEEDED: readonly BuyingRole[] = ['economic-buyer', 'champion', 'technical-evaluator']
const CLOSE_WITHIN_DAYS = 30

/** M9: a deal that hangs on one person, or on two. Urgent below two. */
export const fewThreads: DealRule = {
  id: 'few-threads',
  title: 'Few active threads',
  about: 'An open deal hangs on two people or fewer. Urgent below two. New deals have two weeks to meet their people.',
  placeholders: ['deal', 'account', 'threads', 'gap', 'role'],
  template: {
    title: '{deal} hangs on {threads}',
    body: 'Deals like it win {gap}% less often than with 4 or more active threads, by the common table. Engage next: {role}.',
  },
  quietDays: 30,
  causes(deal, recipientId) {
    const { active } = deal.threading
    if (active > 2 || closeIsNear(deal) || isNew(deal)) return []
    const priority = active < 2 ? 'urgent' : 'normal'
    const facts = threadFacts(deal)
    return [aboutDeal(this.id, deal, { state: `threads-${active}`, level: 2 - active, priority, recipientId, facts })]
  },
}

/** M9: close to its date with one thread, a deal always alerts. */
export const closeOnOneThread: DealRule = {
  id: 'close-on-one-thread',
  title: 'Close date near, one thread',
  about: 'An open deal is to close within 30 days, or should have closed, and hangs on one person or none. Never held back.',
  placeholders: ['deal', 'account', 'threads', 'gap', 'role', 'closeOn', 'daysLeft'],
  template: {
    title: '{deal} is to close on {closeOn} and hangs on {threads}',
    body: 'Deals like it win {gap}% less often than with 4 or more active threads, by the common table. Engage next: {role}.',
  },
  quietDays: 30,
  causes(deal, recipientId) {
    const { active } = deal.threading
    if (active > 1 || !closeIsNear(deal)) return []
    const closeOn = deal.dossier.opportunity.expectedCloseOn ?? ''
    const facts = { ...threadFacts(deal), closeOn, daysLeft: daysBetween(deal.now.slice(0, 10), closeOn) }
    const told = { state: `threads-${active}`, level: 2 - active, priority: 'urgent', always: true } as const
    return [aboutDeal(this.id, deal, { ...told, recipientId, facts })]
  },
}

/** How much less often deals with so many active threads win than those with four or more, in percent. */
export function gapToBest(active: number): number {
  return Math.round((1 - (COMMON_LIFT[active] ?? BEST_LIFT) / BEST_LIFT) * 100)
}

function threadFacts({ threading }: DealSituation) {
  const { active } = threading
  return {
    threads: active === 0 ? 'no active thread' : active === 1 ? '1 active thread' : `${active} active threads`,
    gap: gapToBest(active),
    role: nextRole(threading),
  }
}

/** The first needed role that nobody active has. A role, never a name: whom to write to is decided on the deal. */
function nextRole({ people }: Threading): string {
  const covered = new Set(people.filter((one) => one.active).flatMap((one) => one.roles))
  return roleInWords(NEEDED.find((role) => !covered.has(role)) ?? 'decision-maker')
}

function closeIsNear({ dossier, now }: DealSituation): boolean {
  const closeOn = dossier.opportunity.expectedCloseOn
  return closeOn != null && daysBetween(now.slice(0, 10), closeOn) <= CLOSE_WITHIN_DAYS
}
