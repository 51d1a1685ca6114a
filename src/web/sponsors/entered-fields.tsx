import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Standing } from '../../domain/sponsors/sponsor-account.ts'
import { usersQuery } from '../deals/company-queries.ts'
import { dateText } from '../ui/date-text.ts'
import { Definitions, type Fact } from '../ui/facts.tsx'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { SelectField } from '../ui/select-field.tsx'
import type { SponsorChanges } from './sponsor-changes.ts'
import type { SponsorLine } from './sponsor-queries.ts'
import { STANDING_LABELS } from './sponsor-words.ts'

interface EnteredFieldsProps {
  line: SponsorLine
  changes: SponsorChanges
  today: string
}

const STANDINGS = Object.keys(STANDING_LABELS) as Standing[]

/** What we ourselves say of an executive: their place, who of ours is beside them, what matters to them, since when in role. */
export function EnteredFields({ line, changes, today }: EnteredFieldsProps) {
  const [problem, setProblem] = useState<string>()
  const users = useQuery(usersQuery).data?.items ?? []
  const { entered, name } = line
  const put = (change: Promise<void>) => {
    setProblem(undefined)
    change.catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved'))
  }
  return (
    <div className="form-stack">
      <SelectField
        label="Place"
        value={entered.standing ?? ''}
        options={[
          { value: '', label: 'As the records say' },
          ...STANDINGS.map((value) => ({ value, label: STANDING_LABELS[value] })),
        ]}
        onChange={(given) => {
          const standing = given === '' ? null : (given as Standing)
          put(
            changes.set(
              line,
              { standing },
              standing ? `${name}: ${STANDING_LABELS[standing].toLowerCase()}` : `Place of ${name} left to the records`,
            ),
          )
        }}
      />
      <SelectField
        label="Our sponsor beside them"
        value={entered.oursId ?? ''}
        options={[
          { value: '', label: line.ours && !entered.oursId ? `${line.ours.name}, of the account` : 'Nobody' },
          ...users.map((user) => ({ value: user.id, label: user.name })),
        ]}
        onChange={(given) => {
          const ours = users.find((user) => user.id === given)
          put(
            changes.set(
              line,
              { oursId: given === '' ? null : given },
              ours ? `${ours.name} is beside ${name}` : `Nobody in particular is beside ${name}`,
            ),
          )
        }}
      />
      <Definitions facts={factsOf({ line, changes, today })} />
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}

function factsOf({ line, changes, today }: EnteredFieldsProps): Fact[] {
  const { entered, name } = line
  return [
    {
      id: 'priorities',
      label: 'Priorities',
      value: (
        <InlineEdit
          label={`Priorities of ${name}, separated by semicolons`}
          align="end"
          edit={{ kind: 'text', value: entered.priorities.join('; ') }}
          onSave={(given) =>
            changes.set(line, { priorities: prioritiesIn(String(given ?? '')) }, `Priorities of ${name} changed`)
          }
        >
          {entered.priorities.length > 0 ? entered.priorities.join('; ') : 'Not known'}
        </InlineEdit>
      ),
    },
    {
      id: 'since',
      label: 'In role since',
      value: (
        <InlineEdit
          label={`In role since, ${name}`}
          align="end"
          edit={{ kind: 'date', value: entered.inRoleSince, today }}
          onSave={(given) =>
            changes.set(line, { inRoleSince: given === null ? null : String(given) }, `In role since of ${name} changed`)
          }
        >
          {entered.inRoleSince ? dateText(entered.inRoleSince, today) : 'Not entered'}
        </InlineEdit>
      ),
    },
    {
      id: 'note',
      label: 'Note',
      value: (
        <InlineEdit
          label={`Note on ${name}`}
          align="end"
          edit={{ kind: 'text', value: entered.note ?? '' }}
          onSave={(given) => changes.set(line, { note: given === '' ? null : String(given) }, `Note on ${name} changed`)}
        >
          {entered.note ?? 'None'}
        </InlineEdit>
      ),
    },
  ]
}

function prioritiesIn(text: string): string[] {
  return text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
