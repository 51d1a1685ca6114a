import { IconBellOff, IconCalendarRepeat, IconCalendarX, IconCoinOff, IconListDetails } from '@tabler/icons-react'
import { PUSHED_FROM, QUIET_AFTER_DAYS, WARNINGS, type Warning } from '../../domain/opportunities/deal-warnings.ts'

export const WARNING_LABELS = {
  'past-close': 'Past its close date',
  'no-next-step': 'No next step',
  'no-amount': 'No amount',
  'no-activity': `No activity in ${QUIET_AFTER_DAYS} days`,
  pushed: `Close date pushed ${PUSHED_FROM} times or more`,
} as const satisfies Record<Warning, string>

export const WARNING_OPTIONS = WARNINGS.map((warning) => ({ value: warning, label: WARNING_LABELS[warning] }))

const ICONS = {
  'past-close': IconCalendarX,
  'no-next-step': IconListDetails,
  'no-amount': IconCoinOff,
  'no-activity': IconBellOff,
  pushed: IconCalendarRepeat,
} as const

/** From this many on the icons of a deal take the colour of risk. */
const RISK_FROM = 3

/** A deal's warnings as icons, each with its name. */
export function WarningIcons({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return <span className="label">–</span>
  return (
    <span className={warnings.length >= RISK_FROM ? 'warning-icons risk-text' : 'warning-icons warn-text'}>
      {warnings.map((warning) => {
        const Icon = ICONS[warning]
        return (
          <span key={warning} role="img" aria-label={WARNING_LABELS[warning]} title={WARNING_LABELS[warning]}>
            <Icon size={16} stroke={1.6} aria-hidden="true" />
          </span>
        )
      })}
    </span>
  )
}
