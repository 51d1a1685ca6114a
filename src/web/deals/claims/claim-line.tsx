import { IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import { useState } from 'react'
import { withDates } from '../../ui/date-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { StatusShape } from '../../ui/status.tsx'
import './claims.css'
import { ClaimRecordView } from './claim-record-view.tsx'
import { recordLine, recordOf, VERDICTS } from './claim-words.ts'
import { JudgementLine } from './judgement-line.tsx'
import type { Claims, ShownClaim } from './use-claims.ts'
import { WrongDialog } from './wrong-dialog.tsx'

interface ClaimLineProps {
  claim: ShownClaim
  claims: Claims
  today: string
}

/** Beside a claim: what came of it when it was said before, what colleagues called it, and a way to call it oneself. */
export function ClaimLine({ claim, claims, today }: ClaimLineProps) {
  const [record, setRecord] = useState<'open' | 'closed'>('closed')
  const [asking, setAsking] = useState<'wrong' | 'nothing'>('nothing')
  const [problem, setProblem] = useState<string>()
  const own = claims.judgements.filter((one) => one.claim === claim.key)
  const mine = own.find((one) => one.mine)?.verdict
  const words = withDates(claim.statement, today)
  const { records } = claims
  const told = records && recordOf(claim.counted, records)
  const right = () => {
    setProblem(undefined)
    claims.judge(claim, 'right').catch((refusal: unknown) => setProblem(refusal instanceof Error ? refusal.message : 'Not saved'))
  }
  return (
    <div className="claim">
      <div className="claim-line">
        {records?.basis ? (
          <button
            type="button"
            className="link-button claim-record-button"
            aria-expanded={record === 'open'}
            onClick={() => setRecord(record === 'open' ? 'closed' : 'open')}
          >
            {told ? <StatusShape tone={VERDICTS[told.verdict].tone} label={VERDICTS[told.verdict].words} size={13} /> : null}
            {recordLine(told)}
            <span className="unseen">: {words}</span>
          </button>
        ) : (
          <span />
        )}
        <span className="claim-call" role="group" aria-label={`Call it right or wrong: ${words}`}>
          <IconButton size="small" label={`Right: ${words}`} title="Right" aria-pressed={mine === 'right'} onClick={right}>
            <IconThumbUp size={15} stroke={1.6} />
          </IconButton>
          <IconButton
            size="small"
            label={`Wrong: ${words}`}
            title="Wrong"
            aria-pressed={mine === 'wrong'}
            onClick={() => setAsking('wrong')}
          >
            <IconThumbDown size={15} stroke={1.6} />
          </IconButton>
        </span>
      </div>
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
      {own.map((one) => (
        <JudgementLine key={one.id} judgement={one} now={claim.statement} today={today} onTakeBack={claims.takeBack} />
      ))}
      {record === 'open' && records ? <ClaimRecordView claim={claim} records={records} today={today} /> : null}
      {asking === 'wrong' ? (
        <WrongDialog said={[claim]} claims={claims} today={today} onClose={() => setAsking('nothing')} />
      ) : null}
    </div>
  )
}
