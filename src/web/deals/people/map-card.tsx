import { IconArrowRight, IconLock, IconUserQuestion } from '@tabler/icons-react'
import { ROLE_LABELS, type BuyingRole } from '../../../domain/accounts/contact.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { ScoreBar } from '../../ui/score-bar.tsx'
import { Status } from '../../ui/status.tsx'
import { scoreTone } from './engagement-bar.tsx'
import type { PersonRow } from './people-rows.ts'
import type { MapGhost } from './people-queries.ts'
import { INFLUENCE_LABELS } from './position-words.ts'
import { RoleMark } from './role-mark.tsx'
import { touchState } from './touch-state.ts'

export interface CardContext {
  readonly today: string
  readonly activeWithinDays: number
  readonly selected: string | undefined
  /** Whom the strip's figure leaves out: they stay, and step back. */
  readonly faded: ReadonlySet<string>
  readonly onOpen: (id: string) => void
  readonly onGhost: (ghost: MapGhost) => void
}

/** A person of the map: name, title, role, engagement and last touch; the weight of the left edge is their influence. */
export function MapCard({ row, context }: { row: PersonRow; context: CardContext }) {
  const touch = touchState(row, context)
  const value = scored(row)
  const selected = context.selected === row.id
  const words = cardWords(row, touch.text)
  return (
    <button
      type="button"
      className={[
        'map-card nopan',
        row.influence ? `map-card-${row.influence}` : '',
        selected ? 'map-card-selected' : '',
        context.faded.has(row.id) ? 'map-card-faded' : '',
      ].join(' ')}
      aria-pressed={selected}
      title={words}
      data-person={row.id}
      onClick={() => context.onOpen(row.id)}
    >
      <span className="map-card-head">
        <Avatar name={row.name} size={24} />
        <span className="map-card-who">
          <span className="map-card-name">{row.name}</span>
          <span className="map-card-title">{row.title ?? 'Title not known'}</span>
        </span>
        {row.locked ? <span className="unseen">Do not contact</span> : null}
        {row.influence ? <span className="unseen">{INFLUENCE_LABELS[row.influence]} influence</span> : null}
        {row.locked ? <IconLock className="risk-text map-card-lock" size={14} stroke={1.8} aria-hidden="true" /> : null}
      </span>
      <RoleMark roles={row.roles} />
      <span className="map-card-foot">
        {value === null ? (
          <span className="label">No contact</span>
        ) : (
          <ScoreBar value={Math.round(value)} tone={scoreTone(value)} label="Engagement" />
        )}
        <span>
          <span className="unseen">Last touch </span>
          <Status tone={touch.tone}>{touch.text}</Status>
        </span>
      </span>
    </button>
  )
}

/** Their engagement; null where there was no contact to score. */
export function scored({ engagement }: PersonRow): number | null {
  return engagement?.note === undefined ? (engagement?.value ?? null) : null
}

/** What the card shows, as one sentence for who cannot see it. */
export function cardWords(row: PersonRow, touch: string): string {
  const value = scored(row)
  return [
    row.name,
    row.title,
    row.roles.map((role) => ROLE_LABELS[role]).join(' and ') || 'no role yet',
    row.influence ? `${INFLUENCE_LABELS[row.influence].toLowerCase()} influence` : null,
    value === null ? 'no contact' : `engagement ${Math.round(value)}`,
    touch === 'Not met' ? (value === null ? null : 'not met') : `last touch ${touch.toLowerCase()}`,
    row.locked ? 'do not contact' : null,
  ]
    .filter(Boolean)
    .join(', ')
}

/** A seat that nobody fills, with how many people could. */
export function GhostCard({ ghost, context }: { ghost: MapGhost; context: CardContext }) {
  const { length } = ghost.candidates
  return (
    <div className="map-card map-ghost" title={ghost.reason}>
      <span className="map-ghost-head">
        <IconUserQuestion size={15} stroke={1.6} aria-hidden="true" />
        <span className="map-card-name">{seatLabel(ghost.roles)}</span>
      </span>
      <span className="map-card-title">Not identified</span>
      <button type="button" className="map-ghost-more nopan" onClick={() => context.onGhost(ghost)}>
        {length === 0 ? 'What to do' : length === 1 ? '1 suggestion' : `${length} suggestions`}
        <span className="unseen"> for {seatLabel(ghost.roles)}</span>
        <IconArrowRight size={14} stroke={1.8} aria-hidden="true" />
      </button>
    </div>
  )
}

/** "Technical evaluator or user". */
export function seatLabel(roles: readonly BuyingRole[]): string {
  return roles.map((role, i) => (i === 0 ? ROLE_LABELS[role] : ROLE_LABELS[role].toLowerCase())).join(' or ')
}
