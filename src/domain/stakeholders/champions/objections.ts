import type { Activity } from '../../activities/activity.ts'
import { automatedKind } from '../automated-kind.ts'
import { sentencesOf, shortened } from './sentences.ts'

/** A doubt in their words, with who raised it. */
export interface RaisedObjection {
  readonly topic: string
  readonly quote: string
  readonly by: string
  readonly at: string
  readonly activityId: string
}

/** What doubts are about; the first that a sentence meets. */
const TOPICS: readonly (readonly [string, RegExp])[] = [
  [
    'Price',
    /\b(price|pricing|cost|costs|expensive|budget|discount|preis|preise|kosten|teuer|prix|co[ûu]t|cher|precio|caro|prezzo|costoso|prijs|duur)\b/i,
  ],
  [
    'Security',
    /\b(security|gdpr|privacy|compliance|audit|penetration|data protection|sicherheit|datenschutz|s[ée]curit[ée]|conformit[ée]|seguridad|sicurezza|beveiliging)\b/i,
  ],
  [
    'Integration',
    /\b(integrat\w+|interface|api|migration|migrate|erp|sap|schnittstelle\w*|anbindung|int[ée]gration|integraci[óo]n|integrazione|koppeling)\b/i,
  ],
  [
    'Competition',
    /\b(competitor|alternative|other vendor|another vendor|in-house|build (it )?ourselves|wettbewerb\w*|anbieter|concurrent|competidor|concorrent\w*)\b/i,
  ],
  [
    'Timing',
    /\b(timing|time ?line|deadline|too (soon|late|early)|next (quarter|year)|postpone|delay|zeitplan|verschieben|nächstes (jahr|quartal)|calendrier|reporter|plazo|aplazar|rinviare)\b/i,
  ],
  [
    'Priority',
    /\b(priorit\w+|other projects|no capacity|resources|bandwidth|kapazität\w*|ressourcen|ressources|recursos|risorse)\b/i,
  ],
  [
    'Contract',
    /\b(contract|terms|liability|termination|clause|vertrag\w*|haftung|kündigung|contrat|responsabilit[ée]|contrato|contratto)\b/i,
  ],
  [
    'Adoption',
    /\b(training|adopt\w+|change management|users? (will|would)|schulung\w*|akzeptanz|formation|adoption|capacitaci[óo]n|formazione)\b/i,
  ],
]
/** What makes a doubt of a mention. */
const DOUBT =
  /\b(concern(s|ed)?|worr(y|ied)|not (sure|convinced|clear|possible)|doubt(s|ful)?|risk(y)?|too (expensive|high|much|late|early|long|complex)|problem|issue|cannot|can[’']t|won[’']t|afraid|hesita\w+|object\w*|over budget|no budget|push(ed)? back|need to see|bedenken|sorge\w*|zu (teuer|hoch|spät|lang|komplex)|nicht (sicher|überzeugt|klar|möglich)|zweifel\w*|inqui[eè]t\w*|trop (cher|[ée]lev[ée]|tard|long|complexe)|pas (s[ûu]r|convaincu|clair|possible)|doute\w*|preocupa\w*|demasiado|no estamos (seguros|convencidos)|duda\w*|preoccupa\w*|troppo|dubbi\w*|te (duur|laat))\b/i

const MOST = 12

/** Objections in what they wrote and in what we wrote down of calls and meetings: newest first, of each topic and person the latest. */
export function objectionsIn(activities: readonly Activity[]): RaisedObjection[] {
  const found = new Map<string, RaisedObjection>()
  for (const activity of activities.toReversed()) {
    const by = voiceOf(activity)
    if (by === null) continue
    for (const sentence of sentencesOf(activity.body)) {
      const topic = DOUBT.test(sentence) ? TOPICS.find(([, words]) => words.test(sentence))?.[0] : undefined
      const key = `${topic} ${by}`
      if (topic && !found.has(key))
        found.set(key, { topic, quote: shortened(sentence), by, at: activity.occurredAt, activityId: activity.id })
    }
  }
  return [...found.values()].slice(0, MOST)
}

/** Who speaks in it: the sender of a mail of theirs, or a note of ours. */
function voiceOf(activity: Activity): string | null {
  if (activity.kind === 'task' || automatedKind(activity) !== null) return null
  const sender = activity.participants.find(({ part }) => part === 'from')
  if (activity.kind === 'email')
    return sender && sender.userId === null ? (sender.name ?? sender.address ?? 'Somebody of theirs') : null
  const guests = activity.participants.flatMap(({ contactId, name }) => (contactId !== null && name !== null ? [name] : []))
  return guests.length === 1 && guests[0] ? `${guests[0]}, as we noted` : 'As we noted'
}
