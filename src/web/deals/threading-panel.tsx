import { useQuery } from '@tanstack/react-query'
import { ROLE_LABELS } from '../../domain/accounts/contact.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { paths } from '../app/paths.ts'
import { useMay } from '../app/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { StepDashes } from '../ui/progress-bar.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { Status, type Tone } from '../ui/status.tsx'
import { threadingQuery, type Threading, type ThreadingPerson } from './deal-queries.ts'
import { EngagementBar } from './people/engagement-bar.tsx'
import { agoText } from './today.ts'

export const RISKS = {
  critical: { tone: 'risk', label: 'Critical risk' },
  high: { tone: 'risk', label: 'High risk' },
  medium: { tone: 'warn', label: 'Medium risk' },
  low: { tone: 'good', label: 'Low risk' },
} as const satisfies Record<Threading['risk'], { tone: Tone; label: string }>

/** As many people as the right column shows; the others are on the People tab. */
const SHOWN = 6

/** How many people the deal hangs on, the risk of that and why, and each person's engagement. */
export function ThreadingPanel({ deal }: { deal: Opportunity }) {
  const mayWrite = useMay('deals:write')
  const answer = useQuery(threadingQuery(deal.id))
  const threading = answer.data
  const people = paths.deal(deal.id, 'people')
  return (
    <Panel title="People" actions={threading && threading.people.length > 0 ? <a href={people}>All {threading.total}</a> : null}>
      {threading && threading.people.length > 0 ? <Summary threading={threading} /> : null}
      {threading?.people.length === 0 ? (
        <Empty
          title="Nobody is on this deal yet"
          action={
            mayWrite ? (
              <ButtonLink size="small" href={people}>
                Add a person
              </ButtonLink>
            ) : null
          }
        >
          A deal without people hangs on nobody.
        </Empty>
      ) : null}
      {answer.isPending ? <Skeleton lines={[60, 100, 90, 80]} label="Loading the people" /> : null}
      {answer.isError && !threading ? (
        <Failure title="Could not load the people" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : null}
    </Panel>
  )
}

function Summary({ threading }: { threading: Threading }) {
  const risk = RISKS[threading.risk]
  return (
    <div className="threading">
      <div className="threading-head">
        <span>
          <b className="threading-active">{threading.active}</b> of {threading.total} active
        </span>
        {threading.total <= 12 ? (
          <StepDashes
            done={threading.active}
            of={threading.total}
            label={`${threading.active} of ${threading.total} people active`}
          />
        ) : null}
        <span className="card-end">
          <Status tone={risk.tone} look="chip">
            {risk.label}
          </Status>
        </span>
      </div>
      <p className="label">{threading.riskReason}</p>
      <ul className="threading-people">
        {threading.people.slice(0, SHOWN).map((person) => (
          <li key={person.contact.id} title={person.why}>
            <Avatar name={person.contact.name} />
            <span className="threading-name">
              <span className="name cut">{person.contact.name}</span>
              <span className="label cut">
                {person.role ? ROLE_LABELS[person.role] : (person.contact.title ?? 'Role not known')}
              </span>
            </span>
            <EngagementBar name={person.contact.name} engagement={person.engagement} width={36} />
            <ThreadState person={person} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Whether a thread is alive, as shape and word, with its last touch. */
export function ThreadState({ person }: { person: ThreadingPerson }) {
  const last = person.lastTouch ? agoText(person.lastTouch) : 'not met'
  return <Status tone={person.active ? 'good' : person.lastTouch ? 'mute' : 'risk'}>{last}</Status>
}
