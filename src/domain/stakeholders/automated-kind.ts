import type { Activity } from '../activities/activity.ts'

/**
 * Mail that nobody wrote to anybody: `departure-notice` an automatic answer that its owner is gone, `delivery-delay` a mailbox
 * that is full or slow and still there, `calendar` the answer of a calendar to an invitation, `other` what its source marked
 * as automatic without saying more.
 */
export const AUTOMATED_KINDS = [
  'out-of-office',
  'departure-notice',
  'bounce',
  'delivery-delay',
  'newsletter',
  'calendar',
  'other',
] as const
export type AutomatedKind = (typeof AUTOMATED_KINDS)[number]

/** As much of an activity as its kind is told by. */
export type Written = Pick<Activity, 'kind' | 'subject' | 'body' | 'automated'> & {
  readonly participants: readonly Pick<Activity['participants'][number], 'part' | 'address' | 'userId' | 'contactId'>[]
}

/** Addresses that machines write from, by what stands before the @. */
const DAEMON = /^(mailer-daemon|mail-daemon|postmaster|mdaemon|bounces?)(\b|[+._-])/i
const ROBOT =
  /^(no-?reply|do-?not-?reply|noresponse|ne-?pas-?repondre|nicht-?antworten|news|newsletters?|mailings?|marketing|notifications?|updates?|campaigns?)([+._-].*)?$/i

const BOUNCED =
  /^(undeliverable|undelivered mail|unzustellbar|non remis|no se puede entregar|non recapitabile|onbestelbaar|delivery status notification|mail delivery (failed|failure|subsystem)|returned mail|failure notice|delivery failure|nachricht nicht zugestellt|[ée]chec de (la )?remise)/i
const DELAYED = /^(delayed|delivery delayed|verz[öo]gert|warning: could not send|delivery status notification \(delay\)|retard)/i
const STILL_TRIED = /\b4\.\d\.\d{1,3}\b|will be tried again|is delayed|mailbox is full|wird weiter versucht/i

/** How mail programs begin an answer that nobody typed. */
const AUTOMATIC =
  /^(automatic reply|auto(matic)?[- ]?(reply|response)|autoreply|out of (the )?office|ooo\b|away from (the )?office|automatische antwort|abwesenheit|automatisch antwoord|afwezig|r[ée]ponse automatique|absence du bureau|message d[’']absence|absent du bureau|respuesta autom[áa]tica|fuera de (la )?oficina|resposta autom[áa]tica|fora do escrit[óo]rio|risposta automatica|fuori ufficio|autosvar|automatiskt svar|automatisk svar|frånvaro|fravær|automaattinen vastaus|odpowied[źz] automatyczna|automatyczna odpowied[źz]|nieobecno[śs][ćc])/i
const GONE =
  /\b(no longer (with|at (?!my desk|the office)|works?|employed|part of)|ha(ve|s) left (?!the office|early|for |on )|ha(ve|s) left$|left the company|not with .{0,40} any ?more|ist nicht mehr (bei|für|im)|bin nicht mehr (bei|für|im)|nicht mehr .{0,40}(tätig|beschäftigt)|hat (das|unser) unternehmen verlassen|verlässt (das|unser) unternehmen|ne travaille plus|n[’']est plus chez|n[’']est plus employ|ne fait plus partie|a quitt[ée]|ai quitt[ée]|ya no (trabaja|trabajo|forma parte)|ha dejado la empresa|n[ãa]o trabalha mais|j[áa] n[ãa]o trabalh|non lavora più|non lavoro più|ha lasciato l|werkt niet (meer|langer)|niet meer werkzaam|heeft .{0,30} verlaten|nie pracuje już|już nie pracuje|arbetar inte längre|jobbar inte längre|har slutat|arbejder ikke længere|er sluttet|jobber ikke lenger|ei ole enää)/i
/** Somebody on leave is away, whatever else the note says. */
const BACK =
  /\b(parental leave|maternity leave|paternity leave|elternzeit|mutterschutz|cong[ée] (de )?(maternit|paternit|parental)|baja (por|de) (maternidad|paternidad)|sabbatical|until \d|bis (zum )?\d|jusqu[’']au|hasta el \d)/i
const UNREAD = /\bmailbox is (not|no longer) (read|monitored)/i

const ANSWERED_INVITATION =
  /^(accepted|declined|tentative(ly accepted)?|cancell?ed|updated invitation|new time proposed|zugesagt|abgesagt|mit vorbehalt|unter vorbehalt|vorl[äa]ufig zugesagt|accept[ée]|refus[ée]|d[ée]clin[ée]|provisoire|annul[ée]|aceptad[oa]|rechazad[oa]|provisional|cancelad[oa]|aceit[eo]|recusad[oa]|accettat[oa]|rifiutat[oa]|annullat[oa]|geaccepteerd|geweigerd|geannuleerd|zaakceptowano|odrzucono|anulowano|accepterat|avb[öo]jt|inst[äa]lld|godkendt|afvist|akseptert|avslått|hyväksytty|hylätty) ?: /i

const UNSUBSCRIBE =
  /\b(unsubscribe|opt[- ]out|abmelden|abbestellen|d[ée]sabonner|d[ée]sinscri|darse de baja|cancelar (la )?suscripci|cancelar (a )?inscri|annulla(re)? (l[’'])?iscrizione|disiscri|afmelden|uitschrijven|avregistrera|avsluta prenumeration|afmeld|meld deg av|wypisz|zrezygnuj z|peruuta tilaus)/i
const TO_MANY =
  /\b(view (this (mail|email|message) )?in (your )?browser|you (receive|are receiving|received) this|because you (are |have )?(subscribed|registered)|change your preferences|manage (your )?preferences|newsletter|im browser (ansehen|anzeigen|öffnen)|sie erhalten diese|voir (ce message )?dans (votre|le) navigateur|vous recevez ce|ver en el navegador|recibe este|visualizza nel browser|ricevi questa|bekijk (deze mail )?in (je|uw|de) browser|je ontvangt deze|all partners of|privacy policy)/i
/** The only bodies that tell whether somebody wrote a mail; subject and sender tell the rest. */
export const TELLING_BODY = `${UNSUBSCRIBE.source}|${UNREAD.source}`
const ANSWER = /^(re|aw|fw|fwd|wg|sv|vs|antw|tr|rv|res|odp) ?:/i

/**
 * Which kind of automatic mail this is; null for what somebody wrote. Told by sender, subject and body in the languages of
 * Europe, since exports seldom mark it. The words of a mailing in a mail that one of ours sent, or in an answer, are not
 * enough: sequences of a single letter carry a way out, and answers quote what they answer.
 */
export function automatedKind(activity: Written): AutomatedKind | null {
  const marked = activity.automated ? 'other' : null
  if (activity.kind !== 'email') return marked
  const { subject, body } = { subject: (activity.subject ?? '').trim(), body: activity.body ?? '' }
  const sender = activity.participants.find(({ part }) => part === 'from')
  const name = sender?.address?.split('@')[0] ?? ''
  const daemon = DAEMON.test(name)
  if (DELAYED.test(subject) && (daemon || STILL_TRIED.test(body))) return 'delivery-delay'
  if (BOUNCED.test(subject) || daemon) return STILL_TRIED.test(body) && !/\b5\.\d\.\d/.test(body) ? 'delivery-delay' : 'bounce'
  if (AUTOMATIC.test(subject)) return isGone(subject, body) ? 'departure-notice' : 'out-of-office'
  if (UNREAD.test(body) && isGone(subject, body)) return 'departure-notice'
  if (ANSWERED_INVITATION.test(subject)) return 'calendar'
  if (sender?.userId == null && !ANSWER.test(subject)) {
    if (ROBOT.test(name)) return 'newsletter'
    if (UNSUBSCRIBE.test(body) && TO_MANY.test(body)) return 'newsletter'
  }
  return marked
}

/** Leave that ends is no departure; a subject that speaks of leaving the company is one. */
function isGone(subject: string, body: string): boolean {
  return GONE.test(subject) || saysGone(body)
}

/**
 * Whether a text may hold a sentence that `saysGone`, much sooner told: never false where one does. Nearly every mail has
 * none, and each mail is asked.
 */
export function mightSayGone(text: string): boolean {
  return STEMS.test(text)
}

/** A piece of each of the ways that GONE knows. */
const STEMS =
  /longer|ha(?:ve|s) left|left the comp|ny ?more|nicht mehr|verl|lus chez|travaille plus|plus empl|plus parti|quitt|ya no|dejado|trabalh|lavor|lasciato|niet |pracuje|längre|slut|længere|lenger|enää/i

/** Whether a sentence says that somebody left their company for good, in the languages of Europe. */
export function saysGone(text: string): boolean {
  return GONE.test(text) && !BACK.test(text)
}
