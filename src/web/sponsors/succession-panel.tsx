import { tenureText } from '../../domain/sponsors/report-markdown.ts'
import { Definitions } from '../ui/facts.tsx'
import { Panel } from '../ui/panel.tsx'
import { Status } from '../ui/status.tsx'
import type { SponsorReport } from './sponsor-queries.ts'
import { RISKS } from './sponsor-words.ts'

interface SuccessionPanelProps {
  report: SponsorReport
  onShow: (contactId: string) => void
}

/** What happens when the sponsor goes: how long they have been there, who stands behind them, who else there is. */
export function SuccessionPanel({ report: { succession }, onShow }: SuccessionPanelProps) {
  const { risk, because, tenure, backups, bench } = succession
  return (
    <Panel title="Succession" hint={<Status tone={RISKS[risk].tone}>{RISKS[risk].label} risk</Status>}>
      <p className="label">{because}</p>
      <Definitions
        facts={[
          { id: 'tenure', label: 'Sponsor in role', value: tenure ? tenureText(tenure) : '–' },
          { id: 'backups', label: 'Backups', value: <People people={backups} onShow={onShow} /> },
          { id: 'bench', label: 'Bench', value: <People people={bench} onShow={onShow} /> },
        ]}
      />
    </Panel>
  )
}

/** As many as are named. */
const NAMED = 4

function People({ people, onShow }: { people: SponsorReport['succession']['backups']; onShow: (contactId: string) => void }) {
  if (people.length === 0) return <span className="label">Nobody</span>
  return (
    <span className="sponsor-names">
      {people.slice(0, NAMED).map(({ contactId, name, title }) => (
        <button
          key={contactId}
          type="button"
          className="link-button"
          title={title ?? undefined}
          onClick={() => onShow(contactId)}
        >
          {name}
        </button>
      ))}
      {people.length > NAMED ? <span className="label">and {people.length - NAMED} more</span> : null}
    </span>
  )
}
