import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Contact } from '../../../domain/accounts/contact.ts'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import type { Score } from '../../../domain/values/score.ts'
import { RoleSuggestions } from '../../accounts/identity/role-suggestions.tsx'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { useMay } from '../../app/session.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { withDates } from '../../ui/date-text.ts'
import { Definitions } from '../../ui/facts.tsx'
import { Inspector, InspectorSection } from '../../ui/inspector.tsx'
import { ScoreBar } from '../../ui/score-bar.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Status } from '../../ui/status.tsx'
import { SwitchField } from '../../ui/tick-field.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { activityEntries } from '../activity/activity-entries.tsx'
import type { Position, Threading, ThreadingPerson } from '../deal-queries.ts'
import { scoreTone } from './engagement-bar.tsx'
import { EngagementTrail } from './engagement-trail.tsx'
import { hasLeft, savePlansQuery, type MapNode, type StakeholderMap } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'
import { PersonAnswers } from './person-answers.tsx'
import { PersonChampion } from './person-champion.tsx'
import { PersonOutreach } from './person-outreach.tsx'
import { PersonLeft } from './person-left.tsx'
import { PersonPlan } from './person-plan.tsx'
import { PersonPromises } from './person-promises.tsx'
import { PersonSavePlan } from './person-save-plan.tsx'
import { PersonStances } from './person-stances.tsx'
import { PersonTies } from './person-ties.tsx'
import type { PositionChanges } from './position-changes.ts'
import { ADVOCACY_LABELS, AUTHORITY_LABELS, INFLUENCE_LABELS, optionsOf, TREND_LABELS } from './position-words.ts'
import { RoleGaps } from './role-gaps.tsx'
import { RoleMark } from './role-mark.tsx'
import { RolesField } from './roles-field.tsx'

interface PersonInspectorProps {
  deal: Opportunity
  row: PersonRow
  map: StakeholderMap | undefined
  gaps: Threading['gaps']
  changes: PositionChanges
  /** The day that is looked at. */
  today: string
  past: boolean
  onClose: () => void
}

/** A person on the deal: how to reach them, engagement with its four parts, how they stand to others, what is missing, what happened last. */
export function PersonInspector({ deal, row, map, gaps, changes, today, past, onClose }: PersonInspectorProps) {
  const { position, thread, node } = row
  const mayWrite = useMay('deals:write') && !past
  const [problem, setProblem] = useState<string>()
  const failed = (reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved')
  const boss = bossOf(row, map)
  const plans = useQuery(savePlansQuery(deal.id, undefined))
  const gone = hasLeft(row, plans.data)
  return (
    <Inspector
      title={row.name}
      label={row.name}
      subtitle={[row.title, boss ? `reports to ${boss}` : row.department].filter(Boolean).join(' · ') || undefined}
      before={<Avatar name={row.name} size={34} />}
      width={352}
      onClose={onClose}
      footer={
        mayWrite && position ? (
          <>
            <PersonLeft deal={deal} row={row} />
            <Button size="small" onClick={() => void changes.remove(position).then(onClose, failed)}>
              Take off the deal
            </Button>
          </>
        ) : undefined
      }
    >
      {problem ? (
        <p className="risk-text inspector-section" role="alert">
          {problem}
        </p>
      ) : null}
      <InspectorSection>
        {position ? <RolesField position={position} changes={changes} all /> : <RoleMark roles={row.roles} />}
        {position && !past ? <RoleSuggestions deal={deal.id} contact={position.contact.id} /> : null}
        {position && !past && !gone ? <PersonOutreach deal={deal} contact={position.contact} /> : null}
        {position ? <ContactLines contact={position.contact} /> : null}
        {row.records.length > 1 ? <Aliases row={row} /> : null}
        {node && !node.onDeal ? <p className="label">Not on the deal; a line to its people brings them onto the map</p> : null}
      </InspectorSection>
      <PersonSavePlan deal={deal} row={row} asOf={past ? today : undefined} today={today} />
      <Engagement row={row} thread={thread} />
      {thread ? <PersonAnswers thread={thread} /> : null}
      <PersonStances deal={deal} row={row} asOf={past ? today : undefined} today={today} />
      <PersonPlan deal={deal} row={row} asOf={past ? today : undefined} today={today} />
      <PersonPromises deal={deal} row={row} asOf={past ? today : undefined} today={today} />
      <PersonChampion deal={deal} row={row} asOf={past ? today : undefined} today={today} />
      {node ? <Gaps node={node} map={map} today={today} /> : null}
      {map && node ? <PersonTies deal={deal} row={row} map={map} past={past} /> : null}
      {position ? <PositionFields position={position} node={node} changes={changes} may={mayWrite} onProblem={failed} /> : null}
      {position ? <Contacting position={position} changes={changes} onProblem={failed} /> : null}
      <RoleGaps gaps={gaps} />
      <Recent deal={deal} contact={row.id} past={past} today={today} />
    </Inspector>
  )
}

/** Whom the map says that they report to. */
function bossOf({ node }: PersonRow, map: StakeholderMap | undefined): string | undefined {
  const edge = map?.edges.find(
    ({ kind, from, state }) => kind === 'reports-to' && state === 'confirmed' && from === node?.contact.id,
  )
  return map?.nodes.find(({ contact }) => contact.id === edge?.to)?.contact.name
}

/** What this person's place on the map lacks, and how we get to them. */
function Gaps({ node, map, today }: { node: MapNode; map: StakeholderMap | undefined; today: string }) {
  const coalition = node.coalition === null ? undefined : map?.coalitions[node.coalition]
  return (
    <InspectorSection title="Place on the map">
      <ul className="plain-lines">
        {node.gaps.map((gap) => (
          <li key={gap.kind}>
            <Status tone="warn">{withDates(gap.sentence, today)}</Status>
          </li>
        ))}
        <li>{withDates(node.reach.why, today)}</li>
        {coalition ? <li className="label">{withDates(coalition.sentence, today)}</li> : null}
      </ul>
    </InspectorSection>
  )
}

/** The other records of the same person; of those that are not on the deal only how many there are. */
function Aliases({ row: { aliases, records } }: { row: PersonRow }) {
  const others = records.length - 1 - aliases.length
  return (
    <div className="plain-lines">
      <span className="field-line">
        <span className="label">{records.length} records of one person</span>
        <a href={paths.data({ tab: 'people' })}>Same person</a>
      </span>
      {aliases.map(({ id, name, mailbox, title }) => (
        <span key={id}>{[name, title, mailbox].filter(Boolean).join(', ')}</span>
      ))}
      {others > 0 && aliases.length > 0 ? <span className="label">and {others} more not on the deal</span> : null}
    </div>
  )
}

function ContactLines({ contact }: { contact: Contact }) {
  const lines = [
    ...(contact.mailbox ? [{ id: 'mail', label: 'Mail', value: contact.mailbox }] : []),
    ...(contact.phone ? [{ id: 'phone', label: 'Phone', value: contact.phone }] : []),
    ...(contact.account ? [{ id: 'account', label: 'Account', value: contact.account.name }] : []),
  ]
  return lines.length > 0 ? <Definitions facts={lines} /> : null
}

function Engagement({ row, thread }: { row: PersonRow; thread: ThreadingPerson | undefined }) {
  if (!row.engagement) return null
  const { value, factors, note } = row.engagement
  return (
    <InspectorSection
      title="Engagement"
      hint={
        value === null || note !== undefined ? (
          note
        ) : (
          <span className="trend">
            <EngagementTrail row={row} />
            <b className="value">{Math.round(value)}</b>
            {row.trend ? <span className="label">{TREND_LABELS[row.trend].toLowerCase()}</span> : null}
          </span>
        )
      }
    >
      <ul className="engagement-parts">
        {factors.map((factor) => (
          <li key={factor.name}>
            <span className="why-text">
              <span>{factor.name}</span>
              <span className="label">{factor.input}</span>
            </span>
            {factor.value === null ? (
              '–'
            ) : (
              <ScoreBar value={Math.round(factor.value)} tone={scoreTone(factor.value)} label={factor.name} width={64} />
            )}
            <span className="label">{factor.weight === undefined ? '' : `${Math.round(factor.weight * 100)}%`}</span>
          </li>
        ))}
      </ul>
      {thread ? (
        <p className="thread-why">
          <Status tone={row.active ? 'good' : 'mute'}>{row.active ? 'Active' : 'Dormant'}</Status>{' '}
          <span className="label">{row.why}</span>
        </p>
      ) : null}
    </InspectorSection>
  )
}

interface PartProps {
  position: Position
  changes: PositionChanges
  onProblem: (reason: unknown) => void
}

function PositionFields({ position, node, changes, may, onProblem }: PartProps & { node: MapNode | undefined; may: boolean }) {
  const { name } = position.contact
  if (!may)
    return (
      <InspectorSection title="Position">
        <Definitions
          facts={[
            {
              id: 'influence',
              label: 'Influence',
              value: position.influence ? INFLUENCE_LABELS[position.influence] : 'Not known',
            },
            {
              id: 'authority',
              label: 'Authority',
              value: position.authority ? AUTHORITY_LABELS[position.authority] : 'Not known',
            },
            { id: 'advocacy', label: 'Stance', value: position.advocacy ? ADVOCACY_LABELS[position.advocacy] : 'Not known' },
          ]}
        />
      </InspectorSection>
    )
  const put = (field: 'influence' | 'authority' | 'advocacy', what: string) => (given: string) => {
    changes.update(position, { [field]: given === '' ? null : given }, `${what} of ${name} changed`).catch(onProblem)
  }
  return (
    <InspectorSection title="Position">
      <div className="form-stack">
        <SelectField
          label="Influence"
          {...derived(position.influence, node?.influence, INFLUENCE_LABELS)}
          value={position.influence ?? ''}
          options={optionsOf(INFLUENCE_LABELS)}
          onChange={put('influence', 'Influence')}
        />
        <SelectField
          label="Authority"
          {...derived(position.authority, node?.authority, AUTHORITY_LABELS)}
          value={position.authority ?? ''}
          options={optionsOf(AUTHORITY_LABELS)}
          onChange={put('authority', 'Authority')}
        />
        <SelectField
          label="Stance"
          value={position.advocacy ?? ''}
          options={optionsOf(ADVOCACY_LABELS)}
          onChange={put('advocacy', 'Stance')}
        />
        <SwitchField
          label="Main contact"
          checked={position.isPrimary}
          onChange={(isPrimary) =>
            void changes
              .update(
                position,
                { isPrimary },
                isPrimary ? `${name} is the main contact` : `${name} is no longer the main contact`,
              )
              .catch(onProblem)
          }
        />
      </div>
    </InspectorSection>
  )
}

/** What would be assumed where nobody has said, with the reasons. */
function derived<L extends string>(
  entered: L | null,
  level: { readonly level: L | null; readonly score: Score } | undefined,
  labels: Readonly<Record<L, string>>,
): { hint?: string } {
  if (entered !== null || !level || level.level === null) return {}
  const because = level.score.factors.map(({ input }) => input).join(', ')
  return { hint: `Looks like: ${labels[level.level].toLowerCase()}${because ? ` (${because})` : ''}` }
}

function Contacting({ position, changes, onProblem }: PartProps) {
  const { contact } = position
  const may = useMay('accounts:write')
  if (!may && !contact.doNotContact) return null
  return (
    <InspectorSection title="Contacting">
      {may ? (
        <SwitchField
          label="Do not contact"
          hint={contact.doNotContact ? (contact.doNotContactReason ?? 'No reason given') : 'Locks this person for everybody'}
          checked={contact.doNotContact}
          onChange={(doNotContact) =>
            void changes
              .contact(
                position,
                { doNotContact },
                doNotContact ? `${contact.name} is locked: do not contact` : `${contact.name} may be contacted again`,
              )
              .catch(onProblem)
          }
        />
      ) : (
        <Status tone="risk">Do not contact{contact.doNotContactReason ? `: ${contact.doNotContactReason}` : ''}</Status>
      )}
    </InspectorSection>
  )
}

function Recent({ deal, contact, past, today }: { deal: Opportunity; contact: string; past: boolean; today: string }) {
  const filter = { deal: deal.id, contact, limit: past ? 50 : 5 }
  const answer = useQuery({
    queryKey: ['activities', 'list', filter],
    queryFn: () => api.activities.list(filter),
    enabled: useMay('activities:read'),
  })
  const items = (answer.data?.items ?? []).filter(({ occurredAt }) => !past || occurredAt < today).slice(0, 5)
  if (items.length === 0) return null
  return (
    <InspectorSection title="Recent">
      <Timeline
        label="Recent activity"
        entries={activityEntries(items).map(({ more: _more, detail: _detail, ...line }) => line)}
      />
    </InspectorSection>
  )
}
