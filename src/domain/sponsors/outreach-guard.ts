import type { Channel } from '../accounts/contact.ts'
import { mayContact } from '../stakeholders/outreach.ts'
import type { Sponsor } from './sponsor-view.ts'

/** What an executive may be written to about. */
export const STRATEGIC_PURPOSES = [
  'relationship',
  'strategic-review',
  'goals',
  'renewal',
  'expansion',
  'change-at-the-top',
] as const
/** What belongs to the people who work with us every day. */
export const OPERATIONAL_PURPOSES = ['support', 'billing', 'scheduling', 'technical-issue', 'paperwork', 'training'] as const
export const OUTREACH_PURPOSES = [...STRATEGIC_PURPOSES, ...OPERATIONAL_PURPOSES] as const
export type OutreachPurpose = (typeof OUTREACH_PURPOSES)[number]

export const OUTREACH_STATES = ['proposed', 'agreed', 'refused', 'sent', 'withdrawn'] as const
export type OutreachState = (typeof OUTREACH_STATES)[number]

export interface OpenOutreach {
  readonly id: string
  readonly state: OutreachState
  readonly topic: string
}

export type OutreachDecision = { readonly allowed: true } | { readonly allowed: false; readonly because: string }

/** Words of everyday work, as they stand in subject lines; whole words. */
const OPERATIONAL_WORDS =
  /\b(support (ticket|case|request)|tickets?|bugs?|outages?|invoices?|billing|payment reminder|password|log-?in|access (rights|request)|reschedul\w*|licen[cs]e key|data upload|user training|onboarding session|purchase order|rechnung(en)?|störung(en)?|ticket-?nr|facture[s]?|panne|factura[s]?|incidencia[s]?)\b/i

/**
 * Whether an outreach to an executive may be proposed: never for everyday work, whatever it is called; only to somebody who is
 * there and may be contacted by that channel; and never beside another one that is open.
 */
export function outreachDecision(
  sponsor: Pick<Sponsor, 'person' | 'left' | 'wishes'>,
  { purpose, topic, channel }: { readonly purpose: OutreachPurpose; readonly topic: string; readonly channel: Channel },
  open: readonly OpenOutreach[],
): OutreachDecision {
  const { name } = sponsor.person
  if (OPERATIONAL_PURPOSES.some((one) => one === purpose))
    return refused(
      `Executives are never contacted about ${purpose.replace('-', ' ')}. Take it up with the people who work with us.`,
    )
  const word = OPERATIONAL_WORDS.exec(topic)?.[0]
  if (word) return refused(`"${word}" is an operational matter, which executives are never contacted about.`)
  if (sponsor.left) return refused(`${name} is no longer there: ${sponsor.left.source}.`)
  if (!mayContact(sponsor.wishes)) return refused(`${name} is not to be contacted.`)
  if (!mayContact(sponsor.wishes, channel)) return refused(`${name} does not want to be contacted by ${channel}.`)
  const [other] = open.filter(({ state }) => state === 'proposed' || state === 'agreed')
  if (other) return refused(`Another outreach to ${name} is open: ${other.topic}. One at a time.`)
  return { allowed: true }
}

/** Only what the account's own team agreed to may be sent. */
export function sendDecision({ state }: Pick<OpenOutreach, 'state'>): OutreachDecision {
  if (state === 'agreed') return { allowed: true }
  return refused(state === 'proposed' ? 'The account team has not agreed to it yet.' : `It was ${state} already.`)
}

function refused(because: string): OutreachDecision {
  return { allowed: false, because }
}
