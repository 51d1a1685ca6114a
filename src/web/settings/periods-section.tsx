import { useQuery } from '@tanstack/react-query'
import { useMay } from '../app/session.ts'
import { currenciesQuery, settingsQuery } from '../deals/company-queries.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Skeleton } from '../ui/state.tsx'
import { QueryFailure } from './query-failure.tsx'
import { QuotaGrid } from './quota-grid.tsx'
import { SavedChoice, SavedText } from './setting-row.tsx'
import { useSettingsChange } from './settings-change.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const counted = (names: readonly string[]) => names.map((label, index) => ({ value: String(index + 1), label }))

/** When fiscal years and forecast weeks begin, the base currency, and the quotas by quarter. */
export function PeriodsSection() {
  const settings = useQuery(settingsQuery)
  const currencies = useQuery(currenciesQuery)
  const may = useMay('settings:write')
  const mayQuotas = useMay('forecast:read')
  const change = useSettingsChange()
  if (settings.isLoadingError) return <QueryFailure what="the settings" query={settings} />
  if (!settings.data) return <Skeleton />
  const now = settings.data
  const known = currencies.data?.items.map(({ code, name }) => ({ value: code, label: `${code}, ${name}` }))
  return (
    <>
      <PageHeader title="Periods and quotas" />
      <Panel title="Company" rule="line">
        <div className="settings-narrow">
          <SavedText
            label="Name"
            value={now.companyName}
            read={(text) => (text ? { ok: true, value: text } : { ok: false, problem: 'Give a name.' })}
            onSave={may ? (companyName) => change(now, { companyName }, `Company named ${companyName}`) : undefined}
          />
          <SavedText
            label="Address"
            hint="Where people reach this server, as https://deals.example.com: messages link to it"
            value={now.webAddress ?? ''}
            read={(text) => ({ ok: true, value: text })}
            onSave={
              may
                ? (text) =>
                    change(now, { webAddress: text === '' ? null : text }, text === '' ? 'Address removed' : `Address is ${text}`)
                : undefined
            }
          />
          <SavedChoice
            label="Fiscal year begins in"
            hint="Quarters are counted from it; the year is named after the one in which it ends"
            value={String(now.fiscalYearStartMonth)}
            options={counted(MONTHS)}
            onSave={
              may
                ? (month) =>
                    change(now, { fiscalYearStartMonth: Number(month) }, `Fiscal year begins in ${MONTHS[Number(month) - 1]}`)
                : undefined
            }
          />
          <SavedChoice
            label="Week begins on"
            value={String(now.weekStart)}
            options={counted(WEEKDAYS)}
            onSave={
              may ? (day) => change(now, { weekStart: Number(day) }, `Week begins on ${WEEKDAYS[Number(day) - 1]}`) : undefined
            }
          />
          <SavedChoice
            label="Base currency"
            hint="Sums are made in it. It stays while there are rates against it"
            value={now.baseCurrency}
            options={known ?? [{ value: now.baseCurrency, label: now.baseCurrency }]}
            onSave={may ? (baseCurrency) => change(now, { baseCurrency }, `Base currency set to ${baseCurrency}`) : undefined}
          />
        </div>
      </Panel>
      {mayQuotas ? <QuotaGrid settings={now} /> : null}
    </>
  )
}
