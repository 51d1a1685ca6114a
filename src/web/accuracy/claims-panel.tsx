import { useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { conceptName } from '../../domain/forecasting/claims/concept-names.ts'
import { claimRecordsQuery, type ClaimRecord, type ClaimRecords } from '../deals/claims/claim-queries.ts'
import { ClaimRecordView } from '../deals/claims/claim-record-view.tsx'
import { VERDICTS, whole } from '../deals/claims/claim-words.ts'
import '../deals/claims/claims.css'
import { GradesTable } from '../ui/grades-table.tsx'
import { Panel } from '../ui/panel.tsx'
import { Empty } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'

/** Every kind of thing that is said of a deal: how often it was, what came of it, and whether it tells more than chance. */
export function ClaimsPanel({ today }: { today: string }) {
  const records = useQuery(claimRecordsQuery).data
  if (!records?.basis) return null
  const rows = records.items.flatMap((record) => {
    const name = claimName(record.claim)
    return name === undefined ? [] : [{ record, name }]
  })
  return (
    <Panel title="What was said of deals" hint="on past Mondays, each deal counted once" padding="flush">
      {rows.length === 0 ? (
        <Empty title="Nothing to count">No deal was open on the Mondays that are looked at.</Empty>
      ) : (
        <GradesTable
          name="What was said of deals"
          columns={['Claim', 'Deals', 'Came', 'Expected', 'Without it', 'Which says', 'People: right']}
        >
          {rows.map((row) => (
            <ClaimRow key={row.record.claim} {...row} records={records} today={today} />
          ))}
        </GradesTable>
      )}
      <p className="label grade-note">
        Came and expected: deals won by today; for dates and slips, those that kept to what was said. Without it: what these deals
        would have brought had the reason not been there; for people, what deals of the same stage and day would have; for what
        would change a chance, these deals as they stood before it came so.
      </p>
    </Panel>
  )
}

interface ClaimRowProps {
  record: ClaimRecord
  name: string
  records: ClaimRecords
  today: string
}

function ClaimRow({ record, name, records, today }: ClaimRowProps) {
  const [basis, setBasis] = useState<'shown' | 'hidden'>('hidden')
  const { claim, n, came, expected, without, verdict } = record
  const called = records.called.find(({ kind }) => kind === kindCounted(claim))
  return (
    <Fragment>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="link-button"
            aria-expanded={basis === 'shown'}
            onClick={() => setBasis(basis === 'shown' ? 'hidden' : 'shown')}
          >
            {name}
          </button>
        </th>
        <td>{n.toLocaleString('en')}</td>
        <td className="value">{came.toLocaleString('en')}</td>
        <td>{whole(expected)}</td>
        <td>{without ? whole(without.expected) : '–'}</td>
        <td>
          <Status tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].words}</Status>
        </td>
        <td>{called ? `${called.right} of ${called.right + called.wrong}` : '–'}</td>
      </tr>
      {basis === 'shown' ? (
        <tr>
          <td colSpan={7} className="claim-basis">
            <ClaimRecordView
              claim={{ key: kindCounted(claim), statement: name, counted: [claim] }}
              records={records}
              today={today}
            />
          </td>
        </tr>
      ) : null}
    </Fragment>
  )
}

/** The kind that people's calls are counted under: chances and slips of all sizes are one. */
function kindCounted(claim: string): string {
  return /^(chance|slip|threads|similar)\//.exec(claim)?.[1] ?? claim
}

const PERSON_NAMES: Readonly<Record<string, string>> = {
  silent: 'Champion silent',
  'one-way': 'Champion never answered',
  'failed-test': 'Champion failed a test',
  negative: 'Champion turned against it',
  'no-act': 'Champion did nothing for us',
  'brought-nobody': 'Champion brought nobody in',
  departed: 'Person left',
  'may have left': 'Person may have left',
}
const CHANGE_NAMES: Readonly<Record<string, string>> = {
  champion: 'With a champion who answers',
  'economic buyer': 'With the economic buyer known',
  meeting: 'With a meeting in the calendar',
  answer: 'Whose people wrote or called',
  silence: 'Silent for four more weeks',
}
const THREADS = {
  critical: 'Critical risk by active threads',
  high: 'High risk by active threads',
  medium: 'Medium risk by active threads',
}

/** Concepts whose names speak of several things. */
const SEVERAL: ReadonlySet<string> = new Set(['people', 'past forecasts', 'boosted trees', 'graph of contacts'])

function tenths(what: string): string {
  return `${Number(what) * 10} – ${Number(what) * 10 + 10}%`
}

/** What a claim is called in a list; undefined for one in its very words, which is told where it is made. */
function claimName(claim: string): string | undefined {
  const [subject = '', what = '', towards = '', feature] = claim.split('/')
  if (feature !== undefined) return undefined
  if (subject === 'reason') return `${conceptName(what)} ${SEVERAL.has(what) ? 'speak' : 'speaks'} ${towards} it`
  if (subject === 'chance') return `Chance to win of ${tenths(what)}`
  if (subject === 'similar') return `Deals like it won ${tenths(what)}`
  if (subject === 'what-if') return CHANGE_NAMES[what] ?? what
  if (subject === 'slip') return `Chance to slip of ${Number(what) * 25} – ${Number(what) * 25 + 25}%`
  if (subject === 'close date') return 'Days that hold 80% of the chance'
  if (subject === 'person') return PERSON_NAMES[what] ?? what
  return subject === 'threads' ? THREADS[what as keyof typeof THREADS] : undefined
}
