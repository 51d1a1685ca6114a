import { dateText } from '../../ui/date-text.ts'
import { MenuButton } from '../../ui/menu-button.tsx'
import { Status } from '../../ui/status.tsx'
import type { PromiseMade } from './people-queries.ts'

const ENDS = {
  kept: { tone: 'good', word: 'Kept' },
  broken: { tone: 'risk', word: 'Broken' },
  withdrawn: { tone: 'mute', word: 'Withdrawn' },
} as const

interface PromiseLineProps {
  made: PromiseMade
  today: string
  /** Left out where promises are only looked at. */
  onState?: (state: PromiseMade['state'], text: string) => void
  onEdit?: () => void
}

/** One promise: what, who, by when, and what came of it. */
export function PromiseLine({ made, today, onState, onEdit }: PromiseLineProps) {
  const { what, who, state } = made
  return (
    <li>
      <span className="why-text">
        <span className={state === 'open' ? 'name' : undefined}>{what}</span>
        <span className="label">{who ?? (made.side === 'ours' ? 'Nobody of ours named' : 'Nobody of theirs named')}</span>
      </span>
      <PromiseDay made={made} today={today} />
      {onState && onEdit ? (
        <MenuButton
          label={`What became of: ${what}`}
          size="small"
          look="quiet"
          groups={[
            {
              items:
                state === 'open'
                  ? (['kept', 'broken', 'withdrawn'] as const).map((next) => ({
                      id: next,
                      label: ENDS[next].word,
                      onSelect: () => onState(next, `${ENDS[next].word}: ${what}`),
                    }))
                  : [{ id: 'open', label: 'Open again', onSelect: () => onState('open', `Open again: ${what}`) }],
            },
            { items: [{ id: 'edit', label: 'Change what and when', onSelect: onEdit }] },
          ]}
        >
          Change<span className="unseen">: {what}</span>
        </MenuButton>
      ) : null}
    </li>
  )
}

function PromiseDay({ made: { state, dueOn, settledOn, overdueDays }, today }: Pick<PromiseLineProps, 'made' | 'today'>) {
  if (state !== 'open')
    return (
      <Status tone={ENDS[state].tone}>
        {ENDS[state].word}
        {settledOn ? ` ${dateText(settledOn, today)}` : ''}
      </Status>
    )
  if (dueOn === null) return <span className="label">No day agreed</span>
  const late = overdueDays !== null && overdueDays > 0
  return <Status tone={late ? 'risk' : 'info'}>Due {dateText(dueOn, today)}</Status>
}
