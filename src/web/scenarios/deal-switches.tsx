import { IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { paths } from '../app/paths.ts'
import { chanceText } from '../deals/deal-words.ts'
import { IconButton } from '../ui/button.tsx'
import { moneyText } from '../ui/money-text.ts'
import { ComboField, SelectField } from '../ui/select-field.tsx'
import type { CarryingDeal } from './carrying-deals.ts'
import { withDeal, type DealOutcome, type DealSwitch } from './levers-param.ts'
import type { ScenarioState } from './scenario-state.ts'
import { SwitchFields } from './switch-fields.tsx'

const OUTCOME_WORDS = {
  won: 'Won this period',
  lost: 'Lost',
  'left out': 'Left out',
  'as forecast': 'As forecast',
} as const satisfies Record<DealOutcome, string>
const OUTCOMES = Object.entries(OUTCOME_WORDS).map(([value, label]) => ({ value, label }))

interface DealSwitchesProps {
  state: ScenarioState
  deals: readonly CarryingDeal[] | undefined
  currency: string
  periodEnd: string
  today: string
}

/** Deals whose end is taken for known: each can be won in the period, lost, or left out, or come on another day or for another amount. */
export function DealSwitches({ state, deals, currency, periodEnd, today }: DealSwitchesProps) {
  const { levers, set, offerBack } = state
  const switched = levers.deals ?? []
  const byId = new Map((deals ?? []).map((deal) => [deal.id, deal]))
  const left = (deals ?? []).filter((deal) => !switched.some((one) => one.deal === deal.id))
  const nameOf = (deal: string) => byId.get(deal)?.name ?? (deals ? 'Deal that is not open here' : '…')
  /** What the levers were when a deal's fields were first written into. */
  const before = useRef<typeof levers>(undefined)
  const change = (deal: string, next: DealSwitch | undefined, text: string) => {
    set(withDeal(levers, deal, next))
    offerBack(text, levers)
  }
  return (
    <div className="deal-switches">
      {switched.length > 0 ? (
        <ul>
          {switched.map((one) => {
            const { deal, outcome } = one
            const known = byId.get(deal)
            const name = nameOf(deal)
            return (
              <li key={deal}>
                <a className="name cut" href={paths.deal(deal)}>
                  {name}
                </a>
                <IconButton
                  label={`Take ${name} out of the scenario`}
                  size="small"
                  onClick={() => change(deal, undefined, `${name} taken out of the scenario`)}
                >
                  <IconX size={14} stroke={1.6} />
                </IconButton>
                <SelectField
                  label={`What becomes of ${name}`}
                  labels="hidden"
                  value={outcome}
                  options={OUTCOMES}
                  onChange={(value) => {
                    const next = value as DealOutcome
                    change(deal, { ...one, outcome: next }, `${name} ${OUTCOME_WORDS[next].toLowerCase()} in the scenario`)
                  }}
                />
                <SwitchFields
                  name={name}
                  value={one}
                  currency={known?.amount?.currency ?? one.amount?.currency ?? currency}
                  periodEnd={periodEnd}
                  today={today}
                  onChange={(next) => {
                    before.current ??= levers
                    set(withDeal(levers, deal, next))
                  }}
                  onDone={() => {
                    if (before.current) offerBack(`${name} changed in the scenario`, before.current)
                    before.current = undefined
                  }}
                />
                {known ? (
                  <span className="label">
                    {known.amount ? moneyText(known.amount) : 'No amount'} now, {chanceText(known.winBy)} to be won in the period
                  </span>
                ) : null}
              </li>
            )
          })}
        </ul>
      ) : null}
      <ComboField
        label="Change a deal"
        value={null}
        options={left.slice(0, 400).map((deal) => ({
          value: deal.id,
          label: `${deal.name}, ${deal.amount ? moneyText(deal.amount) : 'no amount'}`,
        }))}
        onChange={(deal) =>
          deal ? change(deal, { deal, outcome: 'won' }, `${nameOf(deal)} won this period in the scenario`) : undefined
        }
      />
    </div>
  )
}
