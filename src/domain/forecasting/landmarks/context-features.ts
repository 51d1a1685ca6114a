import type { CompanyBook } from './company-book.ts'
import { NAMED, type DealTrack } from './deal-track.ts'
import { OWN_FEATURES, type ContextFeature } from './landmark-features.ts'
import type { Tally } from './tally.ts'

/** Closed deals of doubt about an owner, a source or a type; the same number about a stage's or a segment's usual. */
const DOUBT = 20
/** A company without any closed deal wins about one in four. */
const PRIOR_CLOSES = 4
const PRIOR_WINS = 1
const LARGEST_LOG_RATIO = 4
const STAGE_AGE = OWN_FEATURES.findIndex(({ name }) => name === 'stageAge')

/** What the company's past before the row's instant says of the deal. */
export function contextFeatures(book: CompanyBook, track: DealTrack, row: number): Record<ContextFeature, number> {
  const at = track.at[row]!
  const name = (which: (typeof NAMED)[number]): string | null => {
    const index = track.named[row * NAMED.length + NAMED.indexOf(which)]!
    return index === -1 ? null : track.words[index]!
  }
  const [stageName, owner, account, source, dealType] = [
    name('stageName'),
    name('owner'),
    name('account'),
    name('source'),
    name('dealType'),
  ]
  const own = ownCloses(track, account, at)
  const atAccount = account === null ? undefined : book.byAccount.get(account)
  const won = (atAccount?.sumBefore(at) ?? 0) - own.won
  const lost = (atAccount?.countBefore(at) ?? 0) - own.closed - won
  const amount = track.amount[row]!
  return {
    stagePace: track.own[row * OWN_FEATURES.length + STAGE_AGE]! - centre(book.exits, book.exitsByStage.get(stageName ?? ''), at),
    amount: Math.max(
      -LARGEST_LOG_RATIO,
      Math.min(LARGEST_LOG_RATIO, Math.log(amount) - centre(book.amounts, book.amountsBySegment[track.segment[row]!], at)),
    ),
    owner: owner === null ? NaN : logOdds(book.closes, book.byOwner.get(owner), at),
    ownerLoad: owner === null ? NaN : Math.log1p(book.load.get(owner)?.sumBefore(at) ?? 0),
    source: source === null ? NaN : logOdds(book.closes, book.bySource.get(source), at),
    dealType: dealType === null ? NaN : logOdds(book.closes, book.byDealType.get(dealType), at),
    accountWon: account === null ? NaN : Math.log1p(won),
    accountLost: account === null ? NaN : Math.log1p(lost),
  }
}

/** logit((won + 20 p) / (closed + 20)) − logit p, p the company's share of wins among deals closed before. */
function logOdds(company: Tally, group: Tally | undefined, at: number): number {
  const p = (company.sumBefore(at) + PRIOR_WINS) / (company.countBefore(at) + PRIOR_CLOSES)
  const q = ((group?.sumBefore(at) ?? 0) + DOUBT * p) / ((group?.countBefore(at) ?? 0) + DOUBT)
  return Math.log(q / (1 - q)) - Math.log(p / (1 - p))
}

/** A group's mean, drawn to that of all; NaN where nothing is known yet. */
function centre(all: Tally, group: Tally | undefined, at: number): number {
  const mean = all.sumBefore(at) / all.countBefore(at)
  return ((group?.sumBefore(at) ?? 0) + DOUBT * mean) / ((group?.countBefore(at) ?? 0) + DOUBT)
}

/** The deal's own earlier closes at the account: of a deal opened again, not of another. */
function ownCloses(track: DealTrack, account: string | null, at: number): { won: number; closed: number } {
  let won = 0
  let closed = 0
  for (const spell of track.spells) {
    if (spell.cause === 0 || spell.account !== account || !(spell.to < at)) continue
    closed += 1
    if (spell.cause === 1) won += 1
  }
  return { won, closed }
}
