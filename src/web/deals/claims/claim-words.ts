import { LEAST_DEALS } from '../../../domain/forecasting/claims/claim-record.ts'
import { kindOfClaim } from '../../../domain/forecasting/claims/deal-claims.ts'
import type { Tone } from '../../ui/status.tsx'
import { countText } from '../deal-words.ts'
import type { ClaimRecord, ClaimRecords } from './claim-queries.ts'

/** The record that is told of a claim: in its very words where that was said often enough, else of its kind. */
export function recordOf(counted: readonly string[], records: ClaimRecords): ClaimRecord | undefined {
  const found = counted.flatMap((name) => records.items.find(({ claim }) => claim === name) ?? [])
  return found.find(({ n }) => n >= LEAST_DEALS) ?? found.at(-1)
}

/** What came of a claim, in a few words: "131 of 214 won since, 127 expected". */
export function recordLine(record: ClaimRecord | undefined): string {
  if (!record) return 'Not said before'
  const { n, came, expected } = record
  if (n < LEAST_DEALS)
    return isWhatIf(record.claim)
      ? `It came so in ${countText(n, 'deal')}: too few to tell`
      : `Said of ${countText(n, 'deal')}: too few to tell`
  const words = `${came.toLocaleString('en')} of ${n.toLocaleString('en')} ${cameWords(record.claim).since}, ${whole(expected)} expected`
  return isWhatIf(record.claim) ? `Where it came so: ${words}` : words
}

/** Of these only the deals are counted that came to differ so. */
export function isWhatIf(claim: string): boolean {
  return claim.startsWith('what-if/')
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

/** What it means that a claim came true, by what the claim is about. */
export function cameWords(claim: string): { since: string; yes: string; no: string } {
  if (claim.startsWith('slip/')) return { since: 'not won in time', yes: 'Not in time', no: 'In time' }
  if (claim === 'close date') return { since: 'closed on such a day', yes: 'On such a day', no: 'On another' }
  return { since: 'won since', yes: 'Won', no: 'Not won' }
}

/** What a record comes to, as shape and words. */
export const VERDICTS = {
  'too few': { tone: 'mute', words: 'Too few to tell' },
  'as said': { tone: 'good', words: 'As many as said' },
  'more than said': { tone: 'warn', words: 'More than said' },
  'fewer than said': { tone: 'warn', words: 'Fewer than said' },
  'borne out': { tone: 'good', words: 'Tells more than chance' },
  'not told apart': { tone: 'mute', words: 'Cannot be told from chance' },
  'the opposite came': { tone: 'risk', words: 'The opposite came' },
} as const satisfies Record<ClaimRecord['verdict'], { tone: Tone; words: string }>

/** How often people called claims of a kind right. */
export function calledText(key: string, called: ClaimRecords['called']): string {
  const found = called.find(({ kind }) => kind === kindOfClaim(key))
  const total = found ? found.right + found.wrong : 0
  if (!found || total === 0) return 'Nobody has called such a claim right or wrong.'
  return `People called such claims right ${found.right} of ${countText(total, 'time')}.`
}
