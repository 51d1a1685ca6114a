import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { useUndo } from '../../app/undo.tsx'
import { Button } from '../../ui/button.tsx'
import { withDates } from '../../ui/date-text.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Empty, Failure, Skeleton } from '../../ui/state.tsx'
import { Status, type Tone } from '../../ui/status.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { criteriaQuery, type Criteria, type Criterion } from './people-queries.ts'

const STATES = {
  unknown: { tone: 'mute', word: 'Unknown' },
  'common-ground': { tone: 'good', word: 'Common ground' },
  conflict: { tone: 'warn', word: 'At odds' },
  against: { tone: 'risk', word: 'Against' },
  open: { tone: 'info', word: 'Open' },
} as const satisfies Record<Criterion['state'], { tone: Tone; word: string }>

const STANCES = [
  { value: '', label: 'Not known' },
  { value: '2', label: '+2 strongly for us' },
  { value: '1', label: '+1 for us' },
  { value: '0', label: '0 undecided' },
  { value: '-1', label: '−1 against us' },
  { value: '-2', label: '−2 strongly against' },
]

interface CriteriaMatrixProps {
  deal: Opportunity
  asOf: string | undefined
  today: string
}

/** What the deal is decided by, and where each of its people stands on it. */
export function CriteriaMatrix({ deal, asOf, today }: CriteriaMatrixProps) {
  const mayWrite = useMay('deals:write') && asOf === undefined
  const answer = useQuery(criteriaQuery(deal.id, asOf))
  const changes = useCriteriaChanges(deal)
  const [adding, setAdding] = useState<'open' | 'closed'>('closed')
  const [problem, setProblem] = useState<string>()
  const given = answer.data
  const attempt = (work: Promise<unknown>) => {
    setProblem(undefined)
    work.catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved'))
  }
  const add = mayWrite ? (
    <Button size="small" icon={<IconPlus size={14} aria-hidden="true" />} onClick={() => setAdding('open')}>
      Add criterion
    </Button>
  ) : null
  return (
    <Panel title="What it is decided by" actions={given && given.criteria.length > 0 ? add : null} padding="flush">
      {problem ? (
        <p className="risk-text panel-inset" role="alert">
          {problem}
        </p>
      ) : null}
      {given && given.criteria.length === 0 ? (
        <Empty title="No criterion of this deal is known yet" action={add}>
          Enter what the customer decides by, and where each person stands on it.
        </Empty>
      ) : null}
      {given && given.criteria.length > 0 ? (
        <Matrix
          given={given}
          mayWrite={mayWrite}
          today={today}
          onChange={(...change) => attempt(changes.stand(...change))}
          onRemove={(criterion) => attempt(changes.remove(criterion))}
        />
      ) : null}
      {answer.isPending ? (
        <div className="panel-inset">
          <Skeleton lines={[100, 100, 100]} label="Loading the criteria" />
        </div>
      ) : null}
      {answer.isError && !given ? (
        <Failure title="Could not load the criteria" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : null}
      {given && given.movers.length > 0 ? <Movers given={given} /> : null}
      {adding === 'open' ? <CriterionDialog deal={deal} onClose={() => setAdding('closed')} onSaved={changes.stale} /> : null}
    </Panel>
  )
}

interface MatrixProps {
  given: Criteria
  mayWrite: boolean
  today: string
  onChange: (criterion: Criterion, person: Criteria['people'][number], stance: number | null) => void
  onRemove: (criterion: Criterion) => void
}

function Matrix({ given, mayWrite, today, onChange, onRemove }: MatrixProps) {
  return (
    <div className="criteria" role="region" aria-label="Where people stand" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">State</th>
            {given.people.map((person) => (
              <th key={person.contact} scope="col">
                {person.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {given.criteria.map((criterion) => (
            <tr key={criterion.id}>
              <th scope="row">
                <span className="plain-lines">
                  <span className="name">{criterion.name}</span>
                  <span className="label">weight {criterion.weight} of 5</span>
                  {mayWrite ? (
                    <Button size="small" look="quiet" onClick={() => onRemove(criterion)}>
                      Remove<span className="unseen"> {criterion.name}</span>
                    </Button>
                  ) : null}
                </span>
              </th>
              <td>
                <Status tone={STATES[criterion.state].tone}>{STATES[criterion.state].word}</Status>
                <span className="label">{withDates(criterion.sentence, today)}</span>
              </td>
              {given.people.map((person) => {
                const position = criterion.positions.find(({ contact }) => contact === person.contact)
                return (
                  <td key={person.contact} title={position?.quote ?? undefined}>
                    <Stance
                      criterion={criterion}
                      person={person}
                      stance={position?.stance ?? null}
                      mayWrite={mayWrite}
                      onChange={onChange}
                    />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Stance({
  criterion,
  person,
  stance,
  mayWrite,
  onChange,
}: Pick<MatrixProps, 'mayWrite' | 'onChange'> & {
  criterion: Criterion
  person: Criteria['people'][number]
  stance: number | null
}) {
  const text = STANCES.find(({ value }) => value === (stance === null ? '' : String(stance)))?.label
  if (!mayWrite) return <span className={stance === null ? 'label' : undefined}>{text}</span>
  return (
    <select
      className="control"
      aria-label={`${person.name} on ${criterion.name}`}
      value={stance === null ? '' : String(stance)}
      onChange={(event) =>
        onChange(criterion, person, event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
      }
    >
      {STANCES.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}

function Movers({ given }: { given: Criteria }) {
  const name = (id: string) => given.people.find(({ contact }) => contact === id)?.name ?? 'somebody'
  return (
    <ul className="movers" aria-label="Who could move whom">
      {given.movers.map(({ criterion, who, whom, why }) => (
        <li key={`${criterion} ${who} ${whom}`}>
          {name(who)} could move {name(whom)} on {given.criteria.find(({ id }) => id === criterion)?.name ?? 'this'}
          <span className="label"> {why}</span>
        </li>
      ))}
    </ul>
  )
}

function CriterionDialog({ deal, onClose, onSaved }: { deal: Opportunity; onClose: () => void; onSaved: () => Promise<void> }) {
  const [name, setName] = useState('')
  const [weight, setWeight] = useState('3')
  return (
    <FormDialog
      title="Add criterion"
      onClose={onClose}
      submit="Add criterion"
      busy="Being added"
      missing={name.trim() ? undefined : 'Write what they decide by'}
      onSubmit={async () => {
        await api.relationships.setCriterion({ deal: deal.id, name: name.trim(), weight: Number(weight) })
        void onSaved()
        onClose()
      }}
    >
      <TextField label="They decide by" needed="required" value={name} onChange={setName} maxLength={200} />
      <SelectField
        label="Weight"
        value={weight}
        options={[
          { value: '1', label: '1, nice to have' },
          { value: '2', label: '2' },
          { value: '3', label: '3' },
          { value: '4', label: '4' },
          { value: '5', label: '5, decides alone' },
        ]}
        onChange={setWeight}
      />
    </FormDialog>
  )
}

/** Where somebody stands, with what shows it; a stance of null takes it back. */
interface Said extends Omit<Criterion['positions'][number], 'contact' | 'stance'> {
  readonly stance: number | null
}

/** Changes of criteria and of where people stand, each with Undo. */
function useCriteriaChanges(deal: Opportunity) {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const stale = () => queries.invalidateQueries({ queryKey: ['stakeholders'] })
  const put = async (criterion: string, contact: string, said: Partial<Said> & Pick<Said, 'stance'>) => {
    const { stance, quote = null, activityId: activity = null, saidOn = null } = said
    await api.relationships.position({ deal: deal.id, criterion, contact, stance, quote, activity, saidOn })
    await stale()
  }
  return {
    stale,
    async stand(criterion: Criterion, person: Criteria['people'][number], stance: number | null) {
      const before = criterion.positions.find(({ contact }) => contact === person.contact)
      await put(criterion.id, person.contact, { stance })
      offerUndo({
        text: `Where ${person.name} stands on ${criterion.name} changed`,
        undo: () => put(criterion.id, person.contact, before ?? { stance: null }),
      })
    },
    async remove(criterion: Criterion) {
      await api.relationships.removeCriterion({ deal: deal.id, criterion: criterion.id })
      await stale()
      offerUndo({
        text: `${criterion.name} removed`,
        undo: async () => {
          const { name, weight } = criterion
          const { id } = await api.relationships.setCriterion({ deal: deal.id, name, weight })
          for (const position of criterion.positions) await put(id, position.contact, position)
          await stale()
        },
      })
    },
  }
}
