import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { RoiInputs } from '../../../domain/stakeholders/champions/pack-content.ts'
import { returnOnInvestment } from '../../../domain/stakeholders/champions/return-on-investment.ts'
import { Button } from '../../ui/button.tsx'
import { MoneyField } from '../../ui/money-field.tsx'
import { moneyText } from '../../ui/money-text.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { Empty } from '../../ui/state.tsx'
import { Strip } from '../../ui/strip.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { currenciesQuery } from '../company-queries.ts'
import { FigureField } from './figure-field.tsx'

interface WorthFieldsProps {
  numbers: RoiInputs | null
  /** What to begin with. */
  begin: RoiInputs
  /** Left out where the numbers are only looked at. */
  onChange?: ((numbers: RoiInputs | null) => void) | undefined
}

/** The customer's own numbers, and what follows from them while they are typed. */
export function WorthFields({ numbers, begin, onChange }: WorthFieldsProps) {
  if (numbers === null)
    return (
      <Empty
        title="The customer's numbers are not entered yet"
        action={
          onChange ? (
            <Button size="small" icon={<IconPlus size={14} aria-hidden="true" />} onClick={() => onChange(begin)}>
              Enter their numbers
            </Button>
          ) : null
        }
      >
        Only what somebody there said counts: a champion has to stand up for every one of them.
      </Empty>
    )
  return (
    <div className="pack-worth">
      {onChange ? <Numbers numbers={numbers} onChange={onChange} /> : null}
      <Figures numbers={numbers} />
    </div>
  )
}

function Numbers({ numbers, onChange }: { numbers: RoiInputs; onChange: (numbers: RoiInputs | null) => void }) {
  const currencies = useQuery(currenciesQuery).data?.items ?? []
  const put = (change: Partial<RoiInputs>) => onChange({ ...numbers, ...change })
  const money = (key: 'costPerUnitMinor' | 'furtherGainMinor' | 'priceOnceMinor' | 'pricePerYearMinor' | 'ownEffortMinor') => ({
    minor: numbers[key],
    currency: numbers.currency,
    onChange: (minor: number | null) => put({ [key]: minor ?? 0 }),
  })
  const codes = currencies.some(({ code }) => code === numbers.currency)
    ? currencies
    : [{ code: numbers.currency, name: numbers.currency }, ...currencies]
  return (
    <div className="form-grid">
      <FigureField
        label="Volume a year"
        hint="Orders, invoices, hours"
        kind="number"
        value={numbers.volumePerYear}
        onChange={(volumePerYear) => put({ volumePerYear })}
      />
      <MoneyField label="Cost of each today" {...money('costPerUnitMinor')} />
      <FigureField
        label="Share of it saved"
        kind="share"
        value={numbers.savedShare}
        onChange={(savedShare) => put({ savedShare })}
      />
      <MoneyField label="Further gain a year" {...money('furtherGainMinor')} />
      <MoneyField label="Price, once" {...money('priceOnceMinor')} />
      <MoneyField label="Price a year" {...money('pricePerYearMinor')} />
      <MoneyField label="Their own effort" {...money('ownEffortMinor')} />
      <FigureField label="Years" kind="years" value={numbers.years} onChange={(years) => put({ years })} />
      <FigureField
        label="Gains in the first year"
        kind="share"
        value={numbers.firstYearShare}
        onChange={(firstYearShare) => put({ firstYearShare })}
      />
      <FigureField
        label="Discount rate"
        kind="share"
        value={numbers.discountRate}
        onChange={(discountRate) => put({ discountRate })}
      />
      <SelectField
        label="Currency"
        value={numbers.currency}
        options={codes.map(({ code }) => ({ value: code, label: code }))}
        onChange={(currency) => put({ currency })}
      />
      <TextField label="Who gave the numbers" value={numbers.source} onChange={(source) => put({ source })} maxLength={500} />
      <div className="form-wide">
        <Button size="small" look="quiet" onClick={() => onChange(null)}>
          Take the numbers out
        </Button>
      </div>
    </div>
  )
}

function Figures({ numbers }: { numbers: RoiInputs }) {
  const roi = returnOnInvestment(numbers)
  const money = (minor: number) => moneyText({ minor, currency: roi.currency })
  const percent = roi.returnOnInvestment === null ? '–' : `${Math.round(roi.returnOnInvestment * 100)}%`.replace('-', '−')
  return (
    <div className="form-stack">
      <Strip
        label="What it is worth"
        stats={[
          {
            id: 'npv',
            label: 'Net present value',
            value: money(roi.netPresentValueMinor),
            context: `over ${numbers.years === 1 ? '1 year' : `${numbers.years} years`}`,
          },
          { id: 'roi', label: 'Return', value: percent, context: 'gains less costs, by costs' },
          {
            id: 'payback',
            label: 'Payback',
            value: roi.paybackMonths === null ? '–' : `${roi.paybackMonths} mo`,
            context: roi.paybackMonths === null ? 'not within these years' : 'until the gains have paid for it',
          },
        ]}
      />
      <table className="stood pack-flows" aria-label="Gains and costs by year">
        <thead>
          <tr>
            {['Year', 'Gain', 'Cost', 'Net', 'Net today'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {roi.flows.map(({ year, gainMinor, costMinor, netMinor, discountedMinor }) => (
            <tr key={year}>
              <th scope="row">{year === 0 ? 'Start' : year}</th>
              <td>{money(gainMinor)}</td>
              <td>{money(costMinor)}</td>
              <td>{money(netMinor)}</td>
              <td>{money(discountedMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="pack-formulas">
        {roi.formulas.map(({ figure, formula }) => (
          <div key={figure}>
            <dt className="label">{figure}</dt>
            <dd>{formula}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
