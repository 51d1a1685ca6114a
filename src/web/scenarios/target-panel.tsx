import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { chanceText, countText } from '../deals/deal-words.ts'
import { questionOf, type Board, type ForecastSearch } from '../forecast/forecast-search.ts'
import { quotaNote } from '../forecast/quota-words.ts'
import { Button } from '../ui/button.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import { CheckField } from '../ui/tick-field.tsx'
import { LEVER_WORDS } from './lever-words.ts'
import type { LeverName, Levers } from './levers-param.ts'

type Way = Awaited<ReturnType<typeof api.scenarios.path>>
type Step = Way['steps'][number]

/** How far levers may be pulled on the way to a target: what a quarter can bring. */
const WITHIN = { winRate: 3, cycleDays: -7, amount: 0.05, creation: 0.2 } as const satisfies Partial<Record<LeverName, number>>
const CHANCES = [0.5, 0.6, 0.7, 0.8, 0.9]

interface TargetPanelProps {
  board: Board
  search: ForecastSearch
  today: string
  onUse: (levers: Levers) => void
}

/** The fewest changes that reach the quota at a chosen chance. */
export function TargetPanel({ board, search, today, onUse }: TargetPanelProps) {
  const [chance, setChance] = useState(0.7)
  const [deals, setDeals] = useState(true)
  const [pulled, setPulled] = useState<readonly LeverName[]>([])
  const { quota, period, asOf } = board.projection
  const levers = Object.fromEntries(Object.entries(WITHIN).filter(([name]) => pulled.includes(name as LeverName)))
  const question = { ...questionOf(search, today), chance, deals, levers }
  const over = period.end < asOf
  const note = quotaNote(board)
  const answer = useQuery({
    queryKey: ['scenarios', 'path', question],
    queryFn: ({ signal }) => api.scenarios.path(question, { signal }),
    enabled: quota !== null && !over && (deals || pulled.length > 0),
    staleTime: 60_000,
  })
  return (
    <Panel title="Path to quota" hint={quota ? moneyText(quota) : undefined}>
      {quota === null ? (
        <Empty title="No quota is set for this period">
          {note ? `${note}. ` : ''}With a quota for just these days, the fewest changes that reach it are shown here.
        </Empty>
      ) : over ? (
        <Empty title="The period is over">What is open now cannot add to it.</Empty>
      ) : (
        <div className="target">
          <div className="target-asked">
            <SelectField
              label="With a chance of at least"
              value={String(chance)}
              options={CHANCES.map((one) => ({ value: String(one), label: chanceText(one) }))}
              onChange={(next) => setChance(Number(next))}
            />
            <fieldset>
              <legend className="field-label">What may change</legend>
              <CheckField label="Deals that are won" checked={deals} onChange={setDeals} />
              {(Object.keys(WITHIN) as (keyof typeof WITHIN)[]).map((name) => (
                <CheckField
                  key={name}
                  label={`${LEVER_WORDS[name].label}, up to ${LEVER_WORDS[name].text(WITHIN[name])}`}
                  checked={pulled.includes(name)}
                  onChange={(on) => setPulled(on ? [...pulled, name] : pulled.filter((one) => one !== name))}
                />
              ))}
            </fieldset>
          </div>
          {!deals && pulled.length === 0 ? (
            <Empty title="Nothing may change">Choose at least one thing that may.</Empty>
          ) : answer.data ? (
            <WayShown way={answer.data} onUse={onUse} />
          ) : answer.isError ? (
            <Failure title="Could not look for a path" onRetry={() => void answer.refetch()}>
              {answer.error.message}
            </Failure>
          ) : (
            <Skeleton lines={[90, 70, 80]} label="Looking for the fewest changes" />
          )}
        </div>
      )}
    </Panel>
  )
}

function WayShown({ way, onUse }: { way: Way; onUse: (levers: Levers) => void }) {
  const { outcome, chance, chanceNow, chanceThen, steps, fewer, others } = way
  const now = `As forecast the chance is ${chanceText(chanceNow)}.`
  if (outcome === 'there already') return <Status tone="good">The quota is reached with {chanceText(chanceNow)} as it is</Status>
  return (
    <div className="way" aria-live="polite">
      {outcome === 'reached' ? (
        <Status tone="good">
          {countText(steps.length, 'change')} {steps.length === 1 ? 'makes' : 'make'} it {chanceText(chanceThen)}
        </Status>
      ) : (
        <Status tone="warn">
          {chanceText(chance)} cannot be reached{' '}
          {steps.length > 0 ? `with ${countText(steps.length, 'change')}` : 'with all of these changes at once'}: it would be{' '}
          {chanceText(chanceThen)}
        </Status>
      )}
      <p className="label">
        {now}
        {outcome === 'reached'
          ? fewer === 'cannot'
            ? ' No smaller set of these changes does.'
            : ' No smaller set was found, though not every one was tried.'
          : ''}
      </p>
      {steps.length > 0 ? (
        <>
          <Steps steps={steps} />
          <Button size="small" onClick={() => onUse(leversOfSteps(steps))}>
            Use as scenario
          </Button>
        </>
      ) : null}
      {others.length > 0 ? (
        <>
          <h3>Other ways with as many changes</h3>
          {others.map((set) => (
            <div key={set.map(keyOf).join(' ')} className="way-other">
              <Steps steps={set} />
              <Button size="small" look="quiet" onClick={() => onUse(leversOfSteps(set))}>
                Use
              </Button>
            </div>
          ))}
        </>
      ) : null}
    </div>
  )
}

function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ul className="way-steps">
      {steps.map((step) => (
        <li key={keyOf(step)}>
          {step.kind === 'lever' ? (
            <>
              {LEVER_WORDS[step.lever].label} <span className="value">{LEVER_WORDS[step.lever].text(step.value)}</span>
            </>
          ) : (
            <>
              Win{' '}
              <a className="name" href={paths.deal(step.deal.id)}>
                {step.deal.name}
              </a>{' '}
              <span className="label">{step.deal.owner?.name ?? 'nobody'}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function keyOf(step: Step): string {
  return step.kind === 'lever' ? step.lever : step.deal.id
}

function leversOfSteps(steps: readonly Step[]): Levers {
  const deals = steps.flatMap((step) => (step.kind === 'deal' ? [{ deal: step.deal.id, outcome: 'won' as const }] : []))
  return {
    ...Object.fromEntries(steps.flatMap((step) => (step.kind === 'lever' ? [[step.lever, step.value]] : []))),
    ...(deals.length > 0 ? { deals } : {}),
  }
}
