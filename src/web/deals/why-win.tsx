import { useQuery } from '@tanstack/react-query'
import { QUIET_AFTER_DAYS } from '../../domain/opportunities/deal-warnings.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { isOpen } from '../../domain/opportunities/stage.ts'
import { dealData, type DealDefect } from '../../domain/quality/deal-data.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { dateText } from '../ui/date-text.ts'
import { Definitions } from '../ui/facts.tsx'
import { InspectorSection } from '../ui/inspector.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Failure, NotEnoughData, Skeleton } from '../ui/state.tsx'
import { ClaimLine } from './claims/claim-line.tsx'
import { PeopleClaims } from './claims/people-claims.tsx'
import { TrackRecord } from './claims/track-record.tsx'
import { useClaims, type ShownClaim } from './claims/use-claims.ts'
import { outlookQuery, type DealOutlook } from './deal-queries.ts'
import { chanceText, countText } from './deal-words.ts'
import './forecast/deal-forecast.css'
import { AMOUNT_BASIS, daysOfText, slipText } from './forecast/close-words.ts'
import { EffectRows, effectsOf, referenceText, type Effect } from './forecast/effects.tsx'
import { SimilarDeals } from './forecast/similar-deals.tsx'
import { WhatWouldChange } from './forecast/what-would-change.tsx'

interface DealWhyProps {
  deal: Opportunity
  until: string
  today: string
}

/** Why the model gives a deal its chance, asked for when it is opened. */
export function DealWhy({ deal, until, today }: DealWhyProps) {
  const answer = useQuery(outlookQuery(deal.id, until))
  if (!isOpen(deal.stage))
    return <NotEnoughData title="This deal is decided">A chance is given to open deals only.</NotEnoughData>
  if (answer.isError && !answer.data)
    return (
      <Failure title="Could not load why" onRetry={() => void answer.refetch()}>
        {answer.error.message}
      </Failure>
    )
  if (!answer.data)
    return (
      <InspectorSection>
        <Skeleton lines={[100, 80, 100, 80]} label="Loading why" />
      </InspectorSection>
    )
  if (!answer.data.now)
    return <NotEnoughData title="The model says nothing of this deal yet">It appears with the next forecast.</NotEnoughData>
  return <WhyWin deal={deal} outlook={answer.data} now={answer.data.now} today={today} />
}

type Said = WhyWinProps['now']['claims'][number]

interface WhyWinProps {
  deal: Opportunity
  outlook: DealOutlook
  now: NonNullable<DealOutlook['now']>
  today: string
}

/** In the order of every why: the claim, what it rests on, how sure it is, what speaks for it and against, what would change it, and past deals like it. */
function WhyWin({ deal, outlook, now, today }: WhyWinProps) {
  const { closeDate, amount, slip, band, change, similar } = now
  const { reference, effects } = effectsOf(now)
  const typical = referenceText(now.reference)
  const up = effects.filter(({ effect }) => effect > 0)
  const down = effects.filter(({ effect }) => effect < 0)
  const data = dealData(deal, today)
  const claims = useClaims(deal.id)
  const line = (claim: ShownClaim | undefined) => (claim ? <ClaimLine claim={claim} claims={claims} today={today} /> : null)
  const about = (subject: Said['subject']) => line(now.claims.find((one) => one.subject === subject))
  const below = ({ concept }: Effect) => line(now.claims.find((one) => one.concept === concept))
  const [worst, ...others] = data.defects
  return (
    <>
      <InspectorSection>
        <p className="why-claim">
          <AiMark /> {chanceText(now.winBy)} chance to win by {dateText(outlook.until, today)}, {chanceText(now.winChance)} to win
          at all
          {change ? `, ${movedText(change.winChance)} in 14 days` : ''}.
        </p>
        {about('chance')}
        <p className="label">
          {outlook.basis}
          {similar ? `, ${similar.n} of them like it` : ''}. {contactsText(outlook.contacts)}. Model {outlook.model.version}.
        </p>
        <dl className="why-tiles">
          <div>
            <dt>Known within</dt>
            <dd>{band ? `${chanceText(band.low)} – ${chanceText(band.high)}` : '–'}</dd>
            <dd className="label">{band ? 'to win at all, 4 times in 5' : 'Not available'}</dd>
          </div>
          <div>
            <dt>Sample</dt>
            <dd>{similar ? countText(similar.n, 'deal') : '–'}</dd>
            <dd className="label">{similar ? `like it, ${similar.wins} won` : 'Not available'}</dd>
          </div>
          <div>
            <dt>Data quality</dt>
            <dd>{Math.round(data.value)}%</dd>
            <dd className="label">
              {worst === undefined ? 'Nothing is missing' : DEFECT_WORDS[worst]}
              {others.length > 0 ? `, ${others.length} more` : ''}
            </dd>
          </div>
        </dl>
      </InspectorSection>
      <InspectorSection title="What it is made of" hint="Points of the chance to win at all">
        <p className="why-reference">
          <span>
            {typical.name} <span className="label">{typical.words}</span>
          </span>
          <span className="value">{reference}</span>
        </p>
        {up.length > 0 ? (
          <EffectRows effects={up} deal={deal.id} below={below} />
        ) : (
          <p className="label">Nothing speaks for more than that.</p>
        )}
      </InspectorSection>
      <InspectorSection title="Against">
        {down.length > 0 ? (
          <EffectRows effects={down} deal={deal.id} below={below} />
        ) : (
          <p className="label">Nothing found against it.</p>
        )}
      </InspectorSection>
      <InspectorSection title="What is said of its people" hint="by rules, from mails, calls and meetings">
        <PeopleClaims deal={deal.id} claims={claims} today={today} />
      </InspectorSection>
      <InspectorSection title="What would change it" hint="Chance to win at all">
        <WhatWouldChange now={now} below={(change) => line(now.claims.find(({ key }) => key === `what-if/${change}`))} />
      </InspectorSection>
      <InspectorSection title="Closest past deals">
        <SimilarDeals similar={similar} chance={now.winChance} today={today} most={5} below={about('similar')} />
      </InspectorSection>
      <InspectorSection title="If it is won">
        <Definitions
          facts={[
            {
              id: 'when',
              label: 'Closes',
              value: closeDate ? daysOfText(closeDate.most, today) : 'Not enough chance to say',
              origin: 'ai',
            },
            {
              id: 'amount',
              label: 'Amount counted',
              value: amount ? `${moneyText(amount, 'short')}, ${AMOUNT_BASIS[now.amountBasis] ?? now.amountBasis}` : 'None',
              origin: 'ai',
            },
          ]}
        />
        {about('close date')}
        {slip ? <p className="label">{slipText(slip, today)}</p> : null}
        {about('slip')}
      </InspectorSection>
      <InspectorSection title="How often it was right">
        <TrackRecord claims={claims} keys={[...now.claims, ...claims.people].map(({ key }) => key)} today={today} />
      </InspectorSection>
    </>
  )
}

/** "3 calls, 12 mails and 2 meetings of this deal": what is said of it rests on these. */
function contactsText({ mails, calls, meetings }: DealOutlook['contacts']): string {
  if (mails + calls + meetings === 0) return 'No call, mail or meeting of this deal'
  return `${countText(calls, 'call')}, ${countText(mails, 'mail')} and ${countText(meetings, 'meeting')} of this deal`
}

/** The gravest defect of a deal's record, as short as a tile needs it. */
const DEFECT_WORDS = {
  'missing-amount': 'No amount',
  'missing-close-date': 'No close date',
  'past-close-date': 'Close date past',
  'missing-owner': 'No owner',
  stale: `Quiet for ${QUIET_AFTER_DAYS} days`,
  'missing-people': 'Nobody named',
  'missing-account': 'No account',
  'missing-segment': 'No segment',
  'missing-next-step': 'No next step',
} as const satisfies Record<DealDefect, string>

function movedText(points: number): string {
  const whole = Math.round(100 * points)
  return whole === 0 ? 'unchanged' : `${countText(Math.abs(whole), 'point')} ${whole > 0 ? 'more' : 'less'}`
}
