import { countText } from '../deals/deal-words.ts'
import { dateText, withDates } from '../ui/date-text.ts'
import { FactsRow, type Fact } from '../ui/facts.tsx'
import { Panel } from '../ui/panel.tsx'
import type { Board } from './forecast-search.ts'
import { stateText } from './forecast-words.ts'

const AMOUNT_WORDS = { entered: 'entered', 'list price': 'at list price', typical: 'typical of deals like them' } as const

/** What the figures rest on: which past, which model, how many draws, and whose amounts. */
export function BasisPanel({ board }: { board: Board }) {
  const { basis, asOf } = board.projection
  const amounts = Object.entries(AMOUNT_WORDS).flatMap(([kind, words]) => {
    const count = basis.amounts[kind] ?? 0
    return count > 0 ? [`${count.toLocaleString('en')} ${words}`] : []
  })
  const facts: Fact[] = [
    {
      id: 'past',
      label: 'Learnt from',
      value: `${countText(basis.closedDeals, 'closed deal')}, ${basis.wonDeals.toLocaleString('en')} won`,
    },
    { id: 'since', label: 'Since', value: basis.from === null ? '–' : dateText(basis.from, asOf) },
    { id: 'state', label: 'Chances', value: stateText(basis.state) },
    { id: 'open', label: 'Open deals by amount', value: amounts.length > 0 ? amounts.join(', ') : 'None' },
    { id: 'draws', label: 'Draws', value: `${basis.paths.toLocaleString('en')} paths, seed ${basis.seed}` },
    { id: 'model', label: 'Model', value: basis.model },
  ]
  return (
    <Panel title="What it rests on" hint={withDates(basis.text, asOf)}>
      <div className="basis">
        <FactsRow facts={facts} />
        {basis.notes.length > 0 ? (
          <ul className="basis-notes">
            {basis.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </Panel>
  )
}
