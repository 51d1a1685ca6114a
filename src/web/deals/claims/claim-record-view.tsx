import { useQuery } from '@tanstack/react-query'
import { paths } from '../../app/paths.ts'
import { dateText } from '../../ui/date-text.ts'
import { Skeleton } from '../../ui/state.tsx'
import { Status } from '../../ui/status.tsx'
import { chanceText, countText } from '../deal-words.ts'
import { claimRecordQuery, type ClaimRecord, type ClaimRecords } from './claim-queries.ts'
import { calledText, cameWords, isWhatIf, recordOf, VERDICTS, whole } from './claim-words.ts'
import type { ShownClaim } from './use-claims.ts'

interface ClaimRecordViewProps {
  claim: ShownClaim
  records: ClaimRecords
  today: string
}

/** A claim's own past: of how many deals it was said, what came, what had to come, and the latest of those deals. */
export function ClaimRecordView({ claim, records, today }: ClaimRecordViewProps) {
  const record = recordOf(claim.counted, records)
  return (
    <div className="claim-record">
      {record ? (
        <Told record={record} claim={claim} records={records} today={today} />
      ) : (
        <p className="label">It was said of no deal on the past Mondays that are looked at, so nothing tells how it turns out.</p>
      )}
      <p className="label">{calledText(claim.key, records.called)}</p>
    </div>
  )
}

/** What deals would have brought of which it was not said. */
function withoutText(claim: string, expected: number): string {
  if (isWhatIf(claim)) return `As they stood before, ${whole(expected)} would have been.`
  return claim.startsWith('reason/')
    ? `Without this reason ${whole(expected)} would have been.`
    : `Of as many deals of the same stages and days, ${whole(expected)} would have been.`
}

/** Four times in five a normal figure lies within so many deviations. */
const EIGHTY = 1.2816

function Told({ record, claim, records, today }: ClaimRecordViewProps & { record: ClaimRecord }) {
  const { n, came, expected, deviation, without, verdict, from, to } = record
  const narrow = records.items.find((one) => one.claim === claim.counted[0])
  const { since, yes, no } = cameWords(record.claim)
  const answer = useQuery(claimRecordQuery(record.claim))
  const bounds = `${whole(Math.max(0, expected - EIGHTY * deviation))} – ${whole(Math.min(n, expected + EIGHTY * deviation))}`
  return (
    <>
      <p>
        <Status tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].words}</Status>{' '}
        <span className="label">
          {isWhatIf(record.claim)
            ? `Within four weeks it came so in ${countText(n, 'deal')}`
            : `Said of ${countText(n, 'deal')} on past Mondays`}
          , {dateText(from, today)} to {dateText(to, today)}: {came} {since}. {whole(expected)} were expected, {bounds} four times
          in five.
          {without ? ` ${withoutText(record.claim, without.expected)}` : ''}
          {record.claim === claim.counted[0]
            ? ''
            : ` In the very words of today it was said of ${countText(narrow?.n ?? 0, 'deal')}: too few, so all of its kind are counted.`}
        </span>
      </p>
      {answer.data ? (
        <ul className="claim-deals" aria-label="The latest of these deals">
          <li>
            <span className="label claim-deals-head">
              The latest, with the chance said then that it comes so
              {records.basis ? ` by ${dateText(records.basis.asOf, today)}` : ''}
            </span>
          </li>
          {answer.data.deals.map((deal) => (
            <li key={deal.id}>
              <a className="cut" href={paths.deal(deal.id)}>
                {deal.name}
              </a>
              <span className="label">
                {dateText(deal.on, today)}, {chanceText(deal.said)}
              </span>
              <Status tone={deal.came ? 'good' : 'mute'}>{deal.came ? yes : no}</Status>
            </li>
          ))}
          {answer.data.unseen > 0 ? (
            <li>
              <span className="label">
                {countText(answer.data.unseen, 'deal')} of the latest {answer.data.unseen === 1 ? 'is' : 'are'} not yours to see.
              </span>
            </li>
          ) : null}
        </ul>
      ) : answer.isError ? (
        <p className="label">The deals behind it could not be loaded. {answer.error.message}</p>
      ) : (
        <Skeleton lines={[100, 80]} label="Loading the deals behind it" />
      )}
    </>
  )
}
