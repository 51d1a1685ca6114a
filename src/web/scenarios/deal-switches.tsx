import { IconX } from '@tabler/icons-react'
import { paths } from '../app/paths.ts'
import { chanceText } from '../deals/deal-words.ts'
import { IconButton } from '../ui/button.tsx'
import { moneyText } from '../ui/money-text.ts'
import { ComboField } from '../ui/select-field.tsx'
import type { CarryingDeal } from './carrying-deals.ts'
import { withDeal, type DealOutcome, type Levers } from './levers-param.ts'

const OUTCOME_WORDS = {
  won: 'Won this period',
  lost: 'Lost',
  'left out': 'Left out',
  'as forecast': 'As forecast',
} as const satisfies Record<DealOutcome, string>

interface DealSwitchesProps {
  levers: Levers
  deals: readonly CarryingDeal[] | undefined
  onChange: (levers: Levers) => void
}

/** Deals whose end is taken for known: each can be won in the period, lost, or left out. */
export function DealSwitches({ levers, deals, onChange }: DealSwitchesProps) {
  const switched = levers.deals ?? []
  const byId = new Map((deals ?? []).map((deal) => [deal.id, deal]))
  const left = (deals ?? []).filter((deal) => !switched.some((one) => one.deal === deal.id))
  return (
    <div className="deal-switches">
      {switched.length > 0 ? (
        <ul>
          {switched.map(({ deal, outcome, ...rest }) => {
            const known = byId.get(deal)
            const name = known?.name ?? (deals ? 'Deal that is not open here' : '…')
            return (
              <li key={deal}>
                <a className="name cut" href={paths.deal(deal)}>
                  {name}
                </a>
                <IconButton
                  label={`Take ${name} out of the scenario`}
                  size="small"
                  onClick={() => onChange(withDeal(levers, deal, undefined))}
                >
                  <IconX size={14} stroke={1.6} />
                </IconButton>
                <select
                  className="control"
                  aria-label={`What becomes of ${name}`}
                  value={outcome}
                  onChange={(event) =>
                    onChange(withDeal(levers, deal, { ...rest, outcome: event.currentTarget.value as DealOutcome }))
                  }
                >
                  {(Object.keys(OUTCOME_WORDS) as DealOutcome[]).map((one) => (
                    <option key={one} value={one}>
                      {OUTCOME_WORDS[one]}
                    </option>
                  ))}
                </select>
                {known ? (
                  <span className="label">
                    {known.amount ? moneyText(known.amount) : 'no amount'}, {chanceText(known.winBy)} to be won in the period
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
        onChange={(deal) => (deal ? onChange(withDeal(levers, deal, { outcome: 'won' })) : undefined)}
      />
    </div>
  )
}
