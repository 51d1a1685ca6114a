import { InspectorSection } from '../../ui/inspector.tsx'
import { Status } from '../../ui/status.tsx'
import type { Threading } from '../deal-queries.ts'

const TONES = { critical: 'risk', high: 'warn', medium: 'warn' } as const

/** The roles that the deal needs and that nobody fills, or nobody who is engaged: what that costs, and what to do. */
export function RoleGaps({ gaps }: { gaps: Threading['gaps'] }) {
  if (gaps.length === 0) return null
  return (
    <InspectorSection title="Role gaps" hint={gaps.length}>
      <ul className="role-gaps">
        {gaps.map(({ label, kind, severity, impact, action }) => (
          <li key={label} title={impact}>
            <Status tone={TONES[severity]}>
              {label} {kind === 'missing' ? 'not identified' : 'dormant'}
            </Status>
            <span className="label">{action}</span>
          </li>
        ))}
      </ul>
    </InspectorSection>
  )
}
