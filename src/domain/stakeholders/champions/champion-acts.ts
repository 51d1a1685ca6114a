import type { Activity } from '../../activities/activity.ts'
import type { BuyingRole } from '../../accounts/contact.ts'
import { epochMs, type Instant } from '../../values/instant.ts'
import { automatedKind } from '../automated-kind.ts'
import { seniorityOf } from '../roles/seniority.ts'
import type { Thread } from '../threads.ts'
import type { ChampionAct } from './champion-act.ts'
import { quoteOf, sentencesOf, shortened } from './sentences.ts'

/** Hands on what is meant for the inside. */
const SHARES =
  /\b(for your eyes|between us|confidential|internal (paper|memo|document|note|deck)|our (list of criteria|decision criteria|evaluation|scorecard|requirements matrix|budget plan)|goes to our (committee|board|management)|vertraulich|unter uns|interne[rs]? (vorlage|papier|entwurf)|unsere (kriterien|entscheidungskriterien)|entre nous|confidentiel|note interne|nos crit[èe]res|confidencial|documento interno|nuestros criterios|riservato|documento interno|i nostri criteri|vertrouwelijk|intern (stuk|document)|poufn|nasze kryteria)/i
/** Speaks for us to colleagues. */
const ANSWERS =
  /\b(i can answer (that|this)|i checked (the|their) references|we saw (it|this|that) in the demo|they (do )?cover|it covers|covers all|i (can )?(vouch|recommend)|from what (i|we) saw|das kann ich beantworten|wir haben (es|das) in der demo gesehen|ich empfehle|je peux r[ée]pondre|nous l[’']avons vu|je recommande|puedo responder|lo vimos en la demo|recomiendo|posso rispondere|posso responder|ik kan dat beantwoorden|mogę odpowiedzieć)/i
const ASKS =
  /\b(can you|could you|please (have a look|check|confirm)|before we answer|schau(en)? (sie )?bitte|kannst du|können sie|peux-tu|pouvez-vous|puedes|può|kun je)\b/i
/** Has made the case where we were not. */
const PRESENTED =
  /\b(i|we|he|she) (have |has )?(presented|pitched|raised|brought|took|defended|argued|made the case|put) .{0,60}(to|with|before|in front of|at|for) (the |our |my |their )?(board|committee|cfo|ceo|cio|coo|management|steering|leadership|executive|boss|director)|\b(habe|haben) .{0,60}(vorstand|geschäftsführung|lenkungsausschuss|ausschuss) .{0,30}(vorgestellt|präsentiert)|\b(j[’']ai|nous avons) pr[ée]sent[ée] .{0,60}(comit[ée]|direction|conseil)|\b(present[ée]|presentamos) .{0,60}(comit[ée]|direcci[óo]n|consejo)/i
const FORWARDED = /^(fw|fwd|wg|tr|rv|i|doorgestuurd) ?:/i

type Person = Pick<Thread, 'person' | 'sameAs'> & { readonly roles: readonly BuyingRole[] }

/** What these people did, by the record that stands for each; oldest first. Only what somebody wrote, said or organised counts. */
export function championActs(
  people: readonly Person[],
  { activities, asOf }: { readonly activities: readonly Activity[]; readonly asOf: Instant },
): ReadonlyMap<string, ChampionAct[]> {
  const whose = new Map(people.flatMap((one) => [one.person, ...one.sameAs].map(({ contactId }) => [contactId, one] as const)))
  const acts = new Map<string, ChampionAct[]>(people.map(({ person }) => [person.contactId, []]))
  const known = new Set<string>()
  const met = new Set<string>()
  for (const activity of activities) {
    if (epochMs(activity.occurredAt) >= epochMs(asOf)) break
    if (activity.state === 'open' || activity.state === 'cancelled' || automatedKind(activity) !== null) continue
    const by = authorOf(activity, whose)
    const add = (who: Person, kind: ChampionAct['kind'], sentence: string, quote: string | null = null) =>
      acts.get(who.person.contactId)?.push({ kind, at: activity.occurredAt, activityId: activity.id, sentence, quote })
    if (by) {
      for (const newcomer of newcomersIn(activity, by, known)) add(by, 'introduced', `Brought in ${newcomer}`, greeting(activity))
      for (const [kind, sentence, quote] of saidIn(activity)) add(by, kind, sentence, quote)
    }
    if (activity.kind === 'meeting') {
      for (const [who, executive] of metIn(activity, whose)) {
        const pair = `${who.person.contactId} ${executive.person.contactId}`
        if (!met.has(pair)) add(who, 'met-executive', `Sat down with us and ${executive.person.name}`)
        met.add(pair)
      }
      if (by && activity.participants.some(({ userId }) => userId !== null))
        add(by, 'booked', `Invited us to “${activity.subject ?? 'a meeting'}”`)
    }
    for (const one of activity.participants) if (one.userId === null) known.add(keyOf(one, whose))
  }
  return acts
}

function authorOf({ participants }: Activity, whose: ReadonlyMap<string, Person>): Person | undefined {
  const sender = participants.find(({ part }) => part === 'from' || part === 'organizer')
  return sender?.contactId == null ? undefined : whose.get(sender.contactId)
}

type Part = Activity['participants'][number]

function keyOf(one: Part, whose: ReadonlyMap<string, Person>): string {
  const person = one.contactId === null ? undefined : whose.get(one.contactId)
  return person?.person.contactId ?? one.contactId ?? one.address?.toLowerCase() ?? one.name ?? ''
}

/** Others of theirs who had no part in anything before. A first mail to us brings in nobody: it is the beginning. */
function newcomersIn(activity: Activity, by: Person, known: ReadonlySet<string>): string[] {
  if (known.size === 0 || activity.kind === 'call') return []
  const whose = new Map([by.person, ...by.sameAs].map(({ contactId }) => [contactId, by] as const))
  return activity.participants
    .filter((one) => one.userId === null && one.part !== 'from' && one.part !== 'organizer')
    .filter((one) => keyOf(one, whose) !== by.person.contactId && keyOf(one, whose) !== '' && !known.has(keyOf(one, whose)))
    .flatMap((one) => one.name ?? one.address ?? [])
}

function greeting({ body }: Activity): string | null {
  const [first] = sentencesOf(body)
  return first === undefined ? null : shortened(first)
}

function saidIn({ kind, subject, body, sentiment, participants }: Activity): [ChampionAct['kind'], string, string | null][] {
  if (kind !== 'email' && kind !== 'call') return []
  const to = participants.filter(({ part }) => part === 'to')
  const toColleagues = to.length > 0 && to.every(({ userId }) => userId === null)
  const ofUs = participants.some(({ userId }) => userId !== null)
  const said: [ChampionAct['kind'], string, string | null][] = []
  if (kind === 'email' && toColleagues && ofUs && sentiment !== 'negative') {
    const quote = quoteOf(body, ANSWERS)
    const asked = quoteOf(body, ASKS)
    if (quote !== null || (sentiment === 'positive' && asked === null))
      said.push(['answered', `Answered ${to[0]?.name ?? 'a colleague'} for us`, quote ?? quoteOf(body, /./)])
    else if (FORWARDED.test(subject ?? ''))
      said.push(['forwarded', `Passed it on to ${to[0]?.name ?? 'a colleague'}`, quoteOf(body, /./)])
  }
  if (toColleagues) return said
  const shared = quoteOf(body, SHARES) ?? (SHARES.test(subject ?? '') ? shortened(subject ?? '') : null)
  if (shared !== null) said.push(['shared', 'Handed us a paper from inside', shared])
  const presented = quoteOf(body, PRESENTED)
  if (presented !== null) said.push(['presented', 'Made the case without us', presented])
  return said
}

/** Each of theirs at the table with somebody above: an executive or vice president, or who holds the budget or signs. */
function metIn({ participants }: Activity, whose: ReadonlyMap<string, Person>): [Person, Person][] {
  if (!participants.some(({ userId }) => userId !== null)) return []
  const guests = participants.flatMap(({ contactId, response, part }) => {
    const person = contactId === null || response === 'declined' ? undefined : whose.get(contactId)
    return person && (response === 'accepted' || part === 'organizer') ? [person] : []
  })
  const there = [...new Set(guests)]
  return there
    .filter(isAbove)
    .flatMap((executive) => there.filter((one) => one !== executive).map((one): [Person, Person] => [one, executive]))
}

export function isAbove({ person, roles }: Person): boolean {
  const level = seniorityOf(person.title)
  return (
    level === 'executive' || level === 'vice-president' || roles.includes('economic-buyer') || roles.includes('decision-maker')
  )
}
