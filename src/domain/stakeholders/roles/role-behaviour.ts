import type { BuyingRole } from '../../accounts/contact.ts'
import type { Activity } from '../../activities/activity.ts'
import { isExchange } from '../interactions.ts'
import { epochMs, type Instant } from '../../values/instant.ts'

/** What somebody does on a deal that tells of a role: more or less likely by `weight`, in logarithms of the odds. */
export interface RoleSign {
  readonly role: BuyingRole
  readonly weight: number
  readonly text: string
  /** Ids of activities. */
  readonly evidence: readonly string[]
}

/** What people write about, by the role whose business it is. */
const TOPICS = {
  procurement: [
    /\b(price|pricing|discount|payment terms?|purchase order|vendor form|quote|offer|preis|rabatt|bestellung|angebot|prix|remise|commande|precio|descuento|prezzo|sconto)\b/i,
    'price and terms',
  ],
  'technical-evaluator': [
    /\b(security|architecture|integration|api|interface|data residency|sso|encryption|proof of concept|sicherheit|schnittstelle|datenschutz|s[ée]curit[ée]|seguridad|sicurezza)\b/i,
    'security and technology',
  ],
  legal: [
    /\b(clause|liability|redlin\w+|contract|indemnit\w+|dpa|jurisdiction|vertrag|haftung|klausel|contrat|responsabilit[ée]|contrato|contratto)\b/i,
    'the contract',
  ],
  'economic-buyer': [
    /\b(i (have )?(approved?|sign(ed)?)|my (approval|budget)|i release|ich (genehmige|unterschreibe)|j[’'](approuve|ai sign[ée]))\b/i,
    'their own approval',
  ],
  user: [
    /\b(every day|our team uses|my team would use|training|how do (i|we) (enter|book)|t[äa]glich|schulung|formation)\b/i,
    'daily use',
  ],
} as const satisfies Partial<Record<BuyingRole, readonly [RegExp, string]>>

const SHARES_INSIDE =
  /\b(for your eyes|confidential(ly)?|between us|internal (paper|memo|note|slides?)|who weighs what|before it goes to (our|the) (committee|board)|vertraulich|unter uns|internes? (papier|memo)|confidentiel|entre nous|confidencial|entre nosotros|riservato)\b/i
const OPPOSES =
  /\b(ourselves|not (a priority|convinced|necessary)|no case for|see no (need|reason)|would rather (extend|keep|stay)|brauchen wir nicht|selbst (bauen|machen)|pas besoin|no necesitamos|non serve)\b/i

/** A sign counts so often and no more: ten mails on price are not ten times a buyer. */
const MOST_OF_A_SIGN = 3
const HALF = 0.5

/**
 * Signs of roles in what each person of a deal did before an instant, by contact id: on what they write more than the others on
 * the deal, whom they bring in, for whom they answer, what they hand on from inside, where they speak against us.
 */
export function roleSigns(activities: readonly Activity[], asOf: Instant): ReadonlyMap<string, readonly RoleSign[]> {
  const until = epochMs(asOf)
  const seen = new Set<string>()
  const acts = new Map<string, Acts>()
  for (const activity of activities) {
    if (epochMs(activity.occurredAt) >= until) break
    const sender =
      activity.kind === 'email' ? (activity.participants.find(({ part }) => part === 'from')?.contactId ?? null) : null
    const others = activity.participants.flatMap(({ contactId, part }) =>
      contactId !== null && part !== 'from' ? contactId : [],
    )
    if (sender !== null) note(actsOf(acts, sender), activity, others, seen)
    for (const one of [sender, ...others]) if (one !== null) seen.add(one)
  }
  const all = [...acts.values()]
  return new Map([...acts].map(([contact, own]) => [contact, signsOf(own, all)]))
}

interface Acts {
  mails: number
  readonly on: Map<BuyingRole, string[]>
  readonly broughtIn: string[]
  readonly answered: string[]
  readonly shared: string[]
  readonly against: string[]
}

function actsOf(acts: Map<string, Acts>, contact: string): Acts {
  const known = acts.get(contact)
  if (known) return known
  const made: Acts = { mails: 0, on: new Map(), broughtIn: [], answered: [], shared: [], against: [] }
  acts.set(contact, made)
  return made
}

function note(own: Acts, activity: Activity, others: readonly string[], seen: ReadonlySet<string>): void {
  const text = `${activity.subject ?? ''}\n${activity.body ?? ''}`
  const to = activity.participants.filter(({ part }) => part === 'to')
  const toColleague = to.length > 0 && to.every(({ contactId }) => contactId !== null)
  // To a colleague with us in copy: a question to them is no help of ours, an answer is.
  if (toColleague && /^(re|aw|sv|antw|rv|r[ée]f?) ?:/i.test(activity.subject ?? '')) own.answered.push(activity.id)
  if (!isExchange(activity)) return
  own.mails++
  for (const [role, [words]] of Object.entries(TOPICS) as [BuyingRole, readonly [RegExp, string]][])
    if (words.test(text)) own.on.set(role, [...(own.on.get(role) ?? []), activity.id])
  if (seen.size > 0 && others.some((other) => !seen.has(other))) own.broughtIn.push(activity.id)
  if (SHARES_INSIDE.test(text)) own.shared.push(activity.id)
  if (OPPOSES.test(text) && activity.sentiment !== 'positive') own.against.push(activity.id)
}

function signsOf(own: Acts, all: readonly Acts[]): RoleSign[] {
  const signs: RoleSign[] = []
  for (const [role, [, topic]] of Object.entries(TOPICS) as [BuyingRole, readonly [RegExp, string]][]) {
    const evidence = own.on.get(role) ?? []
    if (evidence.length === 0) continue
    const weight = moreThanOthers(role, own, all)
    if (weight > 0) signs.push({ role, weight, text: `Writes of ${topic} in ${evidence.length} of ${own.mails} mails`, evidence })
  }
  const count = (role: BuyingRole, each: number, evidence: readonly string[], text: string) => {
    if (evidence.length > 0) signs.push({ role, weight: each * Math.min(MOST_OF_A_SIGN, evidence.length), text, evidence })
  }
  count('champion', 1.1, own.shared, `Hands on papers from inside (${times(own.shared.length)})`)
  count('champion', 1.1, own.answered, `Answers colleagues for us (${times(own.answered.length)})`)
  count('champion', 0.3, own.broughtIn, `Brings colleagues in (${times(own.broughtIn.length)})`)
  if (own.mails >= 3 && own.against.length * 3 >= own.mails)
    count('blocker', 0.5, own.against, `Speaks against it in ${own.against.length} of ${own.mails} mails`)
  return signs
}

/** Half the logarithm of how much more often than the others somebody writes of a thing; a mail more or less says little. */
function moreThanOthers(role: BuyingRole, own: Acts, all: readonly Acts[]): number {
  const mails = all.reduce((sum, { mails: n }) => sum + n, 0) - own.mails
  const on = all.reduce((sum, acts) => sum + (acts.on.get(role)?.length ?? 0), 0) - (own.on.get(role)?.length ?? 0)
  const share = ((own.on.get(role)?.length ?? 0) + HALF) / (own.mails + 2)
  const usual = (on + HALF) / (mails + 2)
  return Math.max(-1, Math.min(1, HALF * Math.log(share / usual)))
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}
