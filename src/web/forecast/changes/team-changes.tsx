import { useState } from 'react'
import { paths } from '../../app/paths.ts'
import { Button } from '../../ui/button.tsx'
import { Delta } from '../../ui/delta.tsx'
import { moneyText, type Amount } from '../../ui/money-text.ts'
import { Panel } from '../../ui/panel.tsx'
import { paramOf, type Board, type Changes, type ForecastSearch } from '../forecast-search.ts'
import { daysText } from '../forecast-words.ts'

/** As many as stand beside the chart and the first deals. */
const FIRST = 40

/** By team and person: how p50 and commit moved. A name leads to the changes of that part. */
export function TeamChanges({ changes, board, search }: { changes: Changes; board: Board; search: ForecastSearch }) {
  const rows = board.rollup.flatMap((row) => {
    const change = changes.rows.find(({ key }) => key === row.key)
    return change ? [{ row, change }] : []
  })
  const [shown, setShown] = useState(FIRST)
  return (
    <Panel title="By team" hint={daysText(changes.since, changes.asOf)}>
      <table className="parts team-changes">
        <thead>
          <tr>
            <th scope="col">Team</th>
            <th scope="col">Commit</th>
            <th scope="col" className="ai-text">
              p50
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map(({ row, change }) => (
            <tr key={row.key}>
              <th scope="row" style={{ paddingLeft: row.depth * 14 }}>
                {row.kind === 'team' || row.kind === 'person' ? (
                  <a href={paths.forecast({ ...search, node: paramOf(row.key), cell: undefined }, 'changes')}>{row.name}</a>
                ) : (
                  row.name
                )}
              </th>
              <td>
                <Change of={change.commit} />
              </td>
              <td>
                <Change of={change.p50} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown < rows.length ? (
        <div className="parts-note">
          <Button size="small" onClick={() => setShown(rows.length)}>
            Show all {rows.length.toLocaleString('en')}
          </Button>
        </div>
      ) : null}
      <p className="label parts-note">Changes of teams do not add up: each is the middle of its own range.</p>
    </Panel>
  )
}

function Change({ of }: { of: Amount }) {
  return <Delta change={of.minor} text={moneyText({ ...of, minor: Math.abs(of.minor) })} />
}
