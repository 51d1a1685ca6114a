import { countText } from '../deals/deal-words.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { Panel } from '../ui/panel.tsx'
import { withDates } from '../ui/date-text.ts'
import type { SponsorReport } from './sponsor-queries.ts'

const HORIZONS = [
  { id: 'immediate', label: 'This week' },
  { id: 'short-term', label: 'This quarter' },
  { id: 'strategic', label: 'Long term' },
] as const

interface ActionsPanelProps {
  report: SponsorReport
  today: string
  onShow: (contactId: string) => void
}

/** What to do next with the executives, by horizon, each with why. */
export function ActionsPanel({ report, today, onShow }: ActionsPanelProps) {
  const actions = report.actions.map((one) => ({
    ...one,
    action: withDates(one.action, today),
    reason: withDates(one.reason, today),
  }))
  return (
    <Panel
      tone="ai"
      title={
        <>
          <AiMark /> Recommended
        </>
      }
      hint={actions.length > 0 ? countText(actions.length, 'action') : undefined}
    >
      {actions.length === 0 ? <p className="label">Nothing to do now.</p> : null}
      <div className="sponsor-lists">
        {HORIZONS.map(({ id, label }) => {
          const some = actions.filter(({ horizon }) => horizon === id)
          return some.length === 0 ? null : (
            <section key={id}>
              <h3>{label}</h3>
              <ol className="sponsor-list">
                {some.map(({ action, reason, contactId }) => (
                  <li key={`${action} ${reason}`}>
                    {contactId ? (
                      <button type="button" className="link-button name" onClick={() => onShow(contactId)}>
                        {action}
                      </button>
                    ) : (
                      <span className="name">{action}</span>
                    )}
                    <span className="label">{reason}</span>
                  </li>
                ))}
              </ol>
            </section>
          )
        })}
      </div>
    </Panel>
  )
}
