import { countText } from '../../deals/deal-words.ts'
import { Delta } from '../../ui/delta.tsx'
import { moneyText, type Amount } from '../../ui/money-text.ts'
import { Panel } from '../../ui/panel.tsx'
import type { Changes } from '../forecast-search.ts'
import { daysText } from '../forecast-words.ts'
import { KIND_WORDS, type ChangeKind } from './change-words.ts'

interface KindListProps {
  changes: Changes
  current: ChangeKind | undefined
  onKind: (kind: ChangeKind | undefined) => void
}

/** The bars as a list: each kind lists its deals, as a click on its bar does. */
export function KindList({ changes, current, onKind }: KindListProps) {
  const { before, after, bars, since, asOf } = changes
  return (
    <Panel title="By kind" hint={daysText(since, asOf)}>
      <ul className="kinds">
        <Level name="p50 then" amount={before.p50} />
        {bars.map(({ kind, value, deals }) => (
          <li key={kind}>
            <button
              type="button"
              className="link-button"
              aria-pressed={kind === current}
              onClick={() => onKind(kind === current ? undefined : kind)}
            >
              {KIND_WORDS[kind].full}
              {deals > 0 ? <span className="label"> {countText(deals, 'deal')}</span> : null}
            </button>
            <Delta change={value.minor} text={moneyText({ ...value, minor: Math.abs(value.minor) })} />
          </li>
        ))}
        <Level name="p50 now" amount={after.p50} />
      </ul>
    </Panel>
  )
}

function Level({ name, amount }: { name: string; amount: Amount }) {
  return (
    <li>
      <span className="name">{name}</span>
      <span className="value">{moneyText(amount)}</span>
    </li>
  )
}
