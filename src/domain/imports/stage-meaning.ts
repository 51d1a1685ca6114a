import { STAGES, type Stage } from '../opportunities/stage.ts'

/** Words of stage names in several languages, most telling first: the first pattern that fits decides. */
const WORDS: readonly (readonly [RegExp, Stage])[] = [
  [
    /\b(not|no|kein|nicht|niet|pas|non)\b.*\b(won|qualified|qualifiziert|gekwalificeerd|interested|fit)\b|disqualif|unqualif/u,
    'closed_lost',
  ],
  [
    /\b(closed?|deal)?[ _-]?(lost|loss)\b|verloren|perdu|perdid|perso\b|abandon|cancel|dead\b|declined|rejected|abgelehnt|geannuleerd|churned|no decision|withdrawn|refus/u,
    'closed_lost',
  ],
  [
    /\bwon\b|closedwon|gewonnen|gewonne|gagn|ganad|vint[ao]\b|signed\b|contract sent and signed|\bbooked\b|live\b|activated|^converted|auftrag erhalten|beauftragt|zuschlag/u,
    'closed_won',
  ],
  [
    /negotiat|verhandl|onderhandel|n[eé]goci|negozia|contract|legal|procure|verbal|commit|decision maker bought|final|closing|redlin|security review/u,
    'negotiation',
  ],
  [
    /propos|quote|quot|angebot|offer|offert|pricing|price|presentation|business case|pr[eé]sent|tender|rfp|devis|propuesta|bid\b/u,
    'proposal',
  ],
  [
    /qualif|engag|needs|value prop|decision maker|perception|evaluat|demo|solution|scop|assess|valid|technical|trial|poc\b|pilot|meeting|develop|bedarf|behoefte|analys|consider|interes|nurtur|working|appointment/u,
    'qualification',
  ],
  [
    /prospect|discover|erstgespr|erstkontakt|lead in\b|lead\b|new\b|neu\b|nieuw|nouveau|nuevo|contact|identif|open\b|initial|submitted|received|intro|inquiry|anfrage|aware|suspect|target/u,
    'discovery',
  ],
]

/** What a stage's name says it stands for; undefined when it says nothing known. Spaces, case and dashes do not matter ('closedwon' is 'Closed Won'). */
export function stageMeaning(name: string): Stage | undefined {
  const text = name.trim().toLowerCase().replaceAll(/[_/]+/g, ' ')
  const exact = STAGES.find((stage) => stage.replace('_', '') === text.replaceAll(/[\s_-]/g, ''))
  if (exact) return exact
  const split = text.replace(/^closed?[ -]*(won|lost)$/, '$1')
  return WORDS.find(([pattern]) => pattern.test(split))?.[1]
}

/** What a stage without a telling name stands for: by the source's own flags, else its win probability, else its place among the open ones (0 first, 1 last). */
export function stageMeaningFrom(facts: {
  name: string
  isClosed?: boolean | null | undefined
  isWon?: boolean | null | undefined
  probability?: number | null | undefined
  place?: number | null | undefined
}): { stage: Stage; why: string } {
  if (facts.isWon === true) return { stage: 'closed_won', why: 'the source marks it as won' }
  if (facts.isClosed === true) {
    const won =
      facts.isWon !== false &&
      (facts.probability === 100 || (facts.probability !== 0 && stageMeaning(facts.name) === 'closed_won'))
    return won
      ? { stage: 'closed_won', why: 'the source marks it as closed, its name or probability as won' }
      : { stage: 'closed_lost', why: 'the source marks it as closed and not won' }
  }
  const named = stageMeaning(facts.name)
  const openOnly = facts.isClosed === false
  if (named && !(openOnly && (named === 'closed_won' || named === 'closed_lost'))) return { stage: named, why: 'by its name' }
  if (facts.probability === 100) return { stage: 'closed_won', why: 'by its win probability of 100%' }
  if (facts.probability === 0 && facts.isClosed !== false) return { stage: 'closed_lost', why: 'by its win probability of 0%' }
  if (typeof facts.probability === 'number')
    return { stage: byShare(facts.probability / 100), why: `by its win probability of ${facts.probability}%` }
  if (typeof facts.place === 'number')
    return { stage: byShare(facts.place), why: 'by its place in the order in which deals pass through the stages' }
  return { stage: 'qualification', why: 'nothing tells what it stands for; please check' }
}

function byShare(share: number): Stage {
  if (share < 0.25) return 'discovery'
  if (share < 0.5) return 'qualification'
  return share < 0.75 ? 'proposal' : 'negotiation'
}
