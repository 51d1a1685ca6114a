import type { Segment } from '../opportunities/opportunity.ts'
import type { SponsorSettings } from '../settings/sponsor-settings.ts'
import { epochMs, instantOf, MS_PER_DAY, type Instant } from '../values/instant.ts'
import type { Score } from '../values/score.ts'
import { cadenceOf, tierOf, type Cadence } from './cadence.ts'
import { reviewsOf, touchesOf, type Review, type Touch } from './executive-touches.ts'
import { executivesOf, type Executive } from './executives.ts'
import type { Named, SponsorAccount } from './sponsor-account.ts'
import { quietDays, sponsorLevel, type Level } from './sponsor-level.ts'
import { isEngaged, SPONSOR_LEVELS, type SponsorLevel } from './sponsor-levels.ts'
import { SCORED_DAYS, sponsorScore } from './sponsor-score.ts'

/** An executive with all that is derived of them. */
export interface Sponsor extends Executive {
  readonly touches: readonly Touch[]
  readonly lastTouch: Instant | null
  readonly score: Score
  readonly level: Level
  readonly cadence: Cadence
  /** Who of ours is beside them. */
  readonly ours: Named | null
  readonly status: 'good' | 'watch' | 'bad'
}

export interface SponsorView {
  readonly account: SponsorAccount
  readonly tier: Segment
  readonly tierBecause: string
  /** Those who are there, the primary one first, then backups, then by level. */
  readonly sponsors: readonly Sponsor[]
  readonly primary: Sponsor | null
  /** Named as backups, or others whom we are in contact with. */
  readonly backups: readonly Sponsor[]
  /** Executives whom we are not in contact with. */
  readonly bench: readonly Sponsor[]
  /** Sponsors who left within the last year. */
  readonly left: readonly Sponsor[]
  readonly reviews: readonly Review[]
  /** Level and score of the best engaged of them: what the account has. */
  readonly overall: { readonly level: SponsorLevel; readonly score: Score; readonly through: Named | null }
  readonly lastContact: Instant | null
}

/** Everything about an account's executives as of its instant. */
export function sponsorView(account: SponsorAccount, settings: SponsorSettings): SponsorView {
  const { tier, because } = tierOf(account, settings)
  const yearAgo = instantOf(epochMs(account.asOf) - SCORED_DAYS * MS_PER_DAY)
  const reviews = reviewsOf(account.activities, yearAgo, account.asOf)
  const all = executivesOf(account).map((executive) => standingOf(executive, { account, tier, reviews, settings }))
  const here = all.filter(({ left }) => left === null)
  const primary = primaryOf(here)
  const others = here.filter((one) => one !== primary)
  const quietMs = quietDays(settings.cadenceDays[tier]) * MS_PER_DAY
  const inTouch = (one: Sponsor) =>
    one.touches.some(({ inbound, at }) => inbound && epochMs(account.asOf) - epochMs(at) <= quietMs)
  const backups = others.filter((one) => one.entered?.standing === 'backup' || inTouch(one)).toSorted(byStanding)
  const bench = others.filter((one) => !backups.includes(one)).toSorted(byStanding)
  const sponsors = [...(primary ? [primary] : []), ...backups, ...bench]
  const best = here.toSorted(byLevel)[0]
  return {
    account,
    tier,
    tierBecause: because,
    sponsors,
    primary,
    backups,
    bench,
    left: all.filter(
      ({ left, touches, entered }) => left !== null && left.at >= yearAgo && (touches.length > 0 || entered?.standing),
    ),
    reviews,
    overall: best
      ? { level: best.level.level, score: best.score, through: { id: best.person.contactId, name: best.person.name } }
      : { level: 'unknown', score: { value: null, factors: [], note: 'No executive is known' }, through: null },
    lastContact: all.reduce<Instant | null>(
      (latest, { lastTouch }) => (lastTouch && (!latest || lastTouch > latest) ? lastTouch : latest),
      null,
    ),
  }
}

interface Around {
  readonly account: SponsorAccount
  readonly tier: Segment
  readonly reviews: readonly Review[]
  readonly settings: SponsorSettings
}

function standingOf(executive: Executive, { account, tier, reviews, settings }: Around): Sponsor {
  const { records, person, entered } = executive
  const touches = touchesOf(records, account.activities, account.asOf)
  const cadenceDays = settings.cadenceDays[tier]
  const knownSince = touches[0] && touches[0].at < person.knownSince ? touches[0].at : person.knownSince
  const scored = {
    touches,
    reviews,
    records,
    knownSince,
    priorities: entered?.priorities ?? [],
    context: account.context,
    cadenceDays,
    asOf: account.asOf,
  }
  const level = sponsorLevel(executive, scored)
  const lastLive = touches.findLast(({ kind }) => kind !== 'email')
  const today = account.asOf.slice(0, 10)
  const cadence = cadenceOf(
    tier,
    { lastOn: lastLive?.at.slice(0, 10) ?? null, knownOn: knownSince.slice(0, 10), today },
    settings,
  )
  const oursId = entered?.oursId
  const named = oursId ? { id: oursId, name: account.users.get(oursId) ?? '' } : null
  return {
    ...executive,
    touches,
    lastTouch: touches.at(-1)?.at ?? null,
    score: sponsorScore(scored),
    level,
    cadence,
    ours: named ?? account.ours,
    status:
      !isEngaged(level.level) && level.level !== 'passive'
        ? 'bad'
        : level.level === 'passive' || cadence.state === 'overdue'
          ? 'watch'
          : 'good',
  }
}

/** Who was named primary; else the highest of those with most contact. */
function primaryOf(here: readonly Sponsor[]): Sponsor | null {
  const named = here.find(({ entered }) => entered?.standing === 'primary')
  return named ?? here.filter(({ entered }) => entered?.standing !== 'backup').toSorted(byStanding)[0] ?? here[0] ?? null
}

function byStanding(a: Sponsor, b: Sponsor): number {
  const entered = (one: Sponsor) => (one.entered?.standing ? 0 : 1)
  const met = (one: Sponsor) => (one.touches.length > 0 ? 0 : 1)
  const height = (one: Sponsor) => (one.seniority === 'executive' ? 0 : 1)
  return entered(a) - entered(b) || met(a) - met(b) || height(a) - height(b) || byLevel(a, b)
}

function byLevel(a: Sponsor, b: Sponsor): number {
  return (
    SPONSOR_LEVELS.indexOf(a.level.level) - SPONSOR_LEVELS.indexOf(b.level.level) ||
    (b.score.value ?? -1) - (a.score.value ?? -1) ||
    b.touches.length - a.touches.length ||
    (a.person.contactId < b.person.contactId ? -1 : 1)
  )
}
