import type { ReactNode } from 'react'
import { paths } from '../app/paths.ts'
import { useMay } from '../app/session.ts'
import { chanceText } from '../deals/deal-words.ts'
import { dateText } from '../ui/date-text.ts'
import { Delta } from '../ui/delta.tsx'
import { moneyText, type Amount } from '../ui/money-text.ts'
import { RangeBar } from '../ui/range-bar.tsx'
import { Strip, type Stat } from '../ui/strip.tsx'
import { ALL, type Board, type Changes, type ForecastSearch, type Pane } from './forecast-search.ts'
import { minus, rangeText, shareText } from './forecast-words.ts'
import { missingQuotaText, quotaNote } from './quota-words.ts'

/** Quota, what people have and call, what the model projects, and how far that is from quota. */
export function ForecastStrip({
  board,
  changes,
  search,
}: {
  board: Board
  changes: Changes | undefined
  search: ForecastSearch
}) {
  const { projection, commit, bestCase, openPipeline } = board
  const { quota, won, p10, p50, p90, period, asOf, chanceOfQuota } = projection
  const gap = quota === null ? undefined : minus(p50, quota)
  const over = asOf > period.end
  const top = Math.max(p90.minor, quota?.minor ?? 0) * 1.04
  const mayQuotas = useMay('settings:read')
  const behind = (pane: Pane): Pick<Stat, 'href' | 'pressed'> => ({
    href: behindAll(search, pane),
    pressed: search.cell === ALL && search.pane === pane,
  })
  const projected = (): Stat => ({
    ...behind('why'),
    id: 'ai',
    label: `AI p50 by ${dateText(period.end, asOf)}`,
    origin: 'ai',
    value: moneyText(p50),
    extra: (
      <RangeBar
        range={{ p10: p10.minor, p50: p50.minor, p90: p90.minor }}
        to={top}
        {...(quota === null ? {} : { target: quota.minor })}
        label={`p10 ${moneyText(p10)}, p50 ${moneyText(p50)}, p90 ${moneyText(p90)}${quota === null ? '' : `, quota ${moneyText(quota)}`}`}
      />
    ),
    context: (
      <>
        {changes ? <SinceDelta changes={changes} of="p50" /> : null}
        <span>80% range</span>
        <span className="stat-whole">{rangeText(projection)}</span>
      </>
    ),
  })
  const stats: Stat[] = [
    {
      id: 'quota',
      label: 'Quota',
      value: quota === null ? 'Not set' : moneyText(quota),
      context: quotaNote(board) ?? `Open pipeline ${moneyText(openPipeline)}`,
      ...(mayQuotas ? { href: paths.settings('periods') } : {}),
    },
    {
      ...behind('closed'),
      id: 'closed',
      label: 'Closed',
      value: moneyText(won),
      marker: 'var(--closed)',
      context: shareText(won, quota),
    },
    {
      ...behind('commit'),
      id: 'commit',
      label: 'Commit',
      value: moneyText(commit),
      marker: 'var(--commit)',
      context: sinceText(changes, 'commit', asOf) ?? shareText(commit, quota),
    },
    {
      ...behind('best_case'),
      id: 'best',
      label: 'Best case',
      value: moneyText(bestCase),
      marker: 'var(--best-case)',
      context: sinceText(changes, 'bestCase', asOf) ?? shareText(bestCase, quota),
    },
    ...(over ? [] : [projected()]),
    gap === undefined
      ? { id: 'gap', label: over ? 'Gap to quota' : 'Gap to quota, p50', value: '–', context: missingQuotaText(board) }
      : {
          ...behind('why'),
          pressed: false,
          id: 'gap',
          label: over ? 'Gap to quota' : 'Gap to quota, p50',
          value: moneyText(gap, 'short', 'signed'),
          tone: gap.minor < 0 ? 'risk' : 'good',
          context:
            quota !== null && won.minor >= quota.minor
              ? 'Quota reached'
              : over
                ? 'Quota missed'
                : chanceOfQuota === null
                  ? undefined
                  : `${chanceText(chanceOfQuota)} chance to reach quota`,
        },
  ]
  return <Strip label="Forecast of the period" stats={stats.map(withoutEmpty)} />
}

/** The rollup with what the whole of it rests on beside it. */
function behindAll({ period, node, group, asOf, since, open }: ForecastSearch, pane: Pane): string {
  return paths.forecast({ period, node, group, asOf, since, open, cell: ALL, pane })
}

type Figure = 'commit' | 'bestCase' | 'p50'

/** "▼ $180K since 13 Nov". */
function sinceText(changes: Changes | undefined, of: Figure, asOf: string): ReactNode {
  if (!changes) return undefined
  return (
    <>
      <SinceDelta changes={changes} of={of} /> since {dateText(changes.since, asOf)}
    </>
  )
}

function SinceDelta({ changes, of }: { changes: Changes; of: Figure }) {
  const change: Amount = minus(changes.after[of], changes.before[of])
  return <Delta change={change.minor} text={moneyText({ ...change, minor: Math.abs(change.minor) })} />
}

function withoutEmpty(stat: Stat): Stat {
  const { context, ...rest } = stat
  return context === undefined ? rest : stat
}
