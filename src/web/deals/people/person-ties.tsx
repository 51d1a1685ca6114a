import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { ENTERED_KINDS } from '../../../domain/stakeholders/map/relationship.ts'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { useUndo } from '../../app/undo.tsx'
import { Button } from '../../ui/button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InspectorSection } from '../../ui/inspector.tsx'
import { ComboField, SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { MapEdge, StakeholderMap } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'
import { tieText } from './ties-in-words.ts'

type Set = Parameters<typeof api.relationships.set>[0]

interface PersonTiesProps {
  deal: Opportunity
  row: PersonRow
  map: StakeholderMap
  /** A past day is only looked at. */
  past: boolean
}

/** How a person stands to the others: what was entered, what the CRM says, and what meetings and mail suggest, to confirm or dismiss. */
export function PersonTies({ deal, row, map, past }: PersonTiesProps) {
  const mayWrite = useMay('deals:write') && !past
  const { set, remove } = useTieChanges(deal)
  const [adding, setAdding] = useState<'open' | 'closed'>('closed')
  const [problem, setProblem] = useState<string>()
  const self = row.node?.contact.id ?? row.id
  const names = new Map(map.nodes.map(({ contact }) => [contact.id, contact.name]))
  const edges = map.edges.filter(({ from, to }) => from === self || to === self)
  const attempt = (change: Promise<unknown>) => {
    setProblem(undefined)
    change.catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved'))
  }
  return (
    <InspectorSection title="Stands to others">
      {edges.length === 0 ? <p className="label">No line to anybody is known</p> : null}
      <ul className="ties" aria-label={`How ${row.name} stands to others`}>
        {edges.map((edge) => {
          const other = names.get(edge.from === self ? edge.to : edge.from) ?? 'somebody'
          const said = tieText(edge, self, other)
          const entered = ENTERED_KINDS.find((kind) => kind === edge.kind)
          const { id } = edge
          return (
            <li key={`${edge.kind} ${edge.from} ${edge.to}`}>
              <span className="why-text">
                <span>{said.charAt(0).toUpperCase() + said.slice(1)}</span>
                <span className="label">{sourceOf(edge)}</span>
              </span>
              {mayWrite && edge.state === 'suggested' && entered ? (
                <span className="tie-actions">
                  <Button
                    size="small"
                    onClick={() =>
                      attempt(
                        set(
                          { ...endsOf(deal, edge), kind: entered, state: 'confirmed', source: 'suggested' },
                          `Confirmed: ${said}`,
                        ),
                      )
                    }
                  >
                    Confirm
                    <span className="unseen">
                      {' '}
                      that {row.name} {said}
                    </span>
                  </Button>
                  <Button
                    size="small"
                    look="quiet"
                    onClick={() =>
                      attempt(
                        set(
                          { ...endsOf(deal, edge), kind: entered, state: 'rejected', source: 'suggested' },
                          `Dismissed: ${said}`,
                        ),
                      )
                    }
                  >
                    Dismiss
                    <span className="unseen">
                      {' '}
                      that {row.name} {said}
                    </span>
                  </Button>
                </span>
              ) : null}
              {mayWrite && edge.state === 'confirmed' && id !== null && entered ? (
                <Button size="small" look="quiet" onClick={() => attempt(remove({ ...edge, id, kind: entered }, said))}>
                  Remove
                  <span className="unseen">
                    {' '}
                    that {row.name} {said}
                  </span>
                </Button>
              ) : null}
            </li>
          )
        })}
      </ul>
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
      {mayWrite && map.nodes.length > 1 ? (
        <div>
          <Button size="small" icon={<IconPlus size={14} aria-hidden="true" />} onClick={() => setAdding('open')}>
            Add a line
          </Button>
        </div>
      ) : null}
      {adding === 'open' ? <TieDialog deal={deal} row={row} map={map} onSet={set} onClose={() => setAdding('closed')} /> : null}
    </InspectorSection>
  )
}

function endsOf(deal: Opportunity, { from, to }: MapEdge) {
  return { deal: deal.id, from, to }
}

function sourceOf({ source, state, why, note, confidence }: MapEdge): string {
  if (source === 'crm') return note ?? 'From the CRM'
  if (state === 'suggested') return `${why.replace(/\.$/, '')}. ${Math.round(confidence * 100)}% sure`
  return note ?? (source === 'entered' ? 'Entered' : why)
}

const KINDS = [
  { value: 'reports-to out', label: 'reports to' },
  { value: 'reports-to in', label: 'is reported to by' },
  { value: 'supports out', label: 'supports' },
  { value: 'conflicts out', label: 'argues against' },
  { value: 'influences out', label: 'influences' },
  { value: 'influences in', label: 'is influenced by' },
  { value: 'reaches out', label: 'can bring us to' },
] as const

function TieDialog({
  deal,
  row,
  map,
  onSet,
  onClose,
}: {
  deal: Opportunity
  row: PersonRow
  map: StakeholderMap
  onSet: (given: Set, text: string) => Promise<void>
  onClose: () => void
}) {
  const [kind, setKind] = useState<string>('supports out')
  const [other, setOther] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const self = row.node?.contact.id ?? row.id
  return (
    <FormDialog
      title={`How ${row.name} stands to somebody`}
      onClose={onClose}
      submit="Add line"
      busy="Being added"
      missing={other === null ? 'Choose a person' : undefined}
      onSubmit={async () => {
        if (other === null) return
        const [what = 'supports', way] = kind.split(' ')
        const name = map.nodes.find(({ contact }) => contact.id === other)?.contact.name ?? ''
        const words = KINDS.find(({ value }) => value === kind)?.label ?? ''
        await onSet(
          {
            deal: deal.id,
            ...(way === 'in' ? { from: other, to: self } : { from: self, to: other }),
            kind: what as (typeof ENTERED_KINDS)[number],
            ...(note.trim() ? { note: note.trim() } : {}),
          },
          `${row.name} ${words} ${name}`,
        )
        onClose()
      }}
    >
      <SelectField label={row.name} value={kind} options={KINDS} onChange={setKind} />
      <ComboField
        label="Whom"
        needed="required"
        value={other}
        onChange={setOther}
        options={map.nodes
          .filter(({ contact }) => contact.id !== self)
          .map(({ contact }) => ({
            value: contact.id,
            label: contact.title ? `${contact.name}, ${contact.title}` : contact.name,
          }))}
      />
      <div className="form-wide">
        <TextField label="How we know" value={note} onChange={setNote} maxLength={2000} />
      </div>
    </FormDialog>
  )
}

/** Changes of lines between people, each with Undo. */
function useTieChanges(deal: Opportunity) {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const stale = () => queries.invalidateQueries({ queryKey: ['stakeholders'] })
  const set = async (given: Set, text: string) => {
    const { id } = await api.relationships.set(given)
    void stale()
    offerUndo({
      text,
      undo: async () => {
        await api.relationships.remove({ deal: deal.id, relationship: id })
        await stale()
      },
    })
  }
  const remove = async (edge: MapEdge & { id: string; kind: Set['kind'] }, text: string) => {
    await api.relationships.remove({ deal: deal.id, relationship: edge.id })
    void stale()
    const { from, to, kind, note, since, until } = edge
    offerUndo({
      text: `Removed: ${text}`,
      undo: async () => {
        await api.relationships.set({ deal: deal.id, from, to, kind, note, since, until })
        await stale()
      },
    })
  }
  return { set, remove }
}
