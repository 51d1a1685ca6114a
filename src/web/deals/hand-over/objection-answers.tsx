import { IconPlus, IconX } from '@tabler/icons-react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { paths } from '../../app/paths.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { dateText } from '../../ui/date-text.ts'
import { TextAreaField, TextField } from '../../ui/text-field.tsx'
import { foundBeside, type PackDraft, type PackObjection } from './pack-draft.ts'
import type { Pack } from './pack-query.ts'

interface ObjectionAnswersProps {
  deal: Opportunity
  draft: PackDraft
  unanswered: Pack['unanswered']
  today: string
  onChange: (change: Partial<PackDraft>) => void
}

/** Their doubts in their words, each with the answer that the champion can give; what nobody has answered stays in the house. */
export function ObjectionAnswers({ deal, draft, unanswered, today, onChange }: ObjectionAnswersProps) {
  const { objections } = draft
  const found = foundBeside(draft, unanswered)
  const put = (at: number, change: Partial<PackObjection>) =>
    onChange({ objections: objections.map((one, i) => (i === at ? { ...one, ...change } : one)) })
  const add = (one: PackObjection) => onChange({ objections: [...objections, one] })
  return (
    <>
      <ul className="pack-objections" aria-label="Questions and answers">
        {objections.map((one, i) => (
          <li key={i}>
            <Question one={one} place={i + 1} deal={deal} onChange={(change) => put(i, change)} />
            <TextAreaField
              label={`Answer to ${i + 1}${one.topic ? `, ${one.topic.toLowerCase()}` : ''}`}
              value={one.answer}
              onChange={(answer) => put(i, { answer })}
              rows={2}
            />
            <IconButton
              label={`Remove question ${i + 1}`}
              onClick={() => onChange({ objections: objections.filter((_, at) => at !== i) })}
            >
              <IconX size={15} stroke={1.8} />
            </IconButton>
          </li>
        ))}
      </ul>
      {found.length > 0 ? (
        <section aria-label="Found in mails and notes">
          <h3 className="field-label">Found in mails and notes, not in the pack</h3>
          <ul className="pack-found">
            {found.map(({ topic, quote, by, at, activityId }) => (
              <li key={`${activityId} ${topic}`}>
                <span className="plain-lines">
                  <span>“{quote}”</span>
                  <span className="label">
                    {topic}, {by}, {dateText(at, today)}
                  </span>
                </span>
                <Button size="small" onClick={() => add({ topic, quote, by: by.slice(0, 500), activityId, answer: '' })}>
                  Answer it<span className="unseen">: {topic}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {objections.length < 50 ? (
        <div>
          <Button
            size="small"
            icon={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => add({ topic: '', quote: '', by: '', activityId: null, answer: '' })}
          >
            Add a question
          </Button>
        </div>
      ) : null}
    </>
  )
}

/** What was found is quoted as it is; what somebody adds is written by them. */
function Question({
  one,
  place,
  deal,
  onChange,
}: {
  one: PackObjection
  place: number
  deal: Opportunity
  onChange: (change: Partial<PackObjection>) => void
}) {
  if (one.activityId !== null)
    return (
      <div className="plain-lines">
        <span>“{one.quote}”</span>
        <span className="field-line">
          <span className="label">
            {one.topic}, {one.by}
          </span>
          <a href={paths.deal(deal.id, 'activity')}>Activity</a>
        </span>
      </div>
    )
  return (
    <div className="form-stack">
      <TextField label={`Question ${place}`} value={one.quote} onChange={(quote) => onChange({ quote })} maxLength={10_000} />
      <div className="form-grid">
        <TextField
          label={`About, question ${place}`}
          value={one.topic}
          onChange={(topic) => onChange({ topic })}
          maxLength={500}
        />
        <TextField label={`Asked by, question ${place}`} value={one.by} onChange={(by) => onChange({ by })} maxLength={500} />
      </div>
    </div>
  )
}
