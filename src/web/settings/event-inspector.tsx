import { paths } from '../app/paths.ts'
import { today } from '../deals/today.ts'
import { Definitions } from '../ui/facts.tsx'
import { Inspector, InspectorSection } from '../ui/inspector.tsx'
import type { JournalRow } from './audit-section.tsx'
import { changeLines, type NameOf } from './change-lines.ts'
import { DealName } from './event-names.tsx'
import { eventText, sourceText } from './journal-words.ts'
import { momentText } from './moment-text.ts'

/** One change in full: every field before and after, the three times, who and through what. */
export function EventInspector({ row, nameOf, onClose }: { row: JournalRow; nameOf: NameOf; onClose: () => void }) {
  const lines = changeLines(row.before, row.after, nameOf, today())
  const title = eventText(row.type, row.noun)
  return (
    <Inspector title={title} label={title} subtitle={`Change ${row.id.toLocaleString('en')}`} width={400} onClose={onClose}>
      {row.opportunityId || row.accountId ? (
        <InspectorSection title="Of">
          {row.opportunityId ? <DealName id={row.opportunityId} /> : null}
          {row.accountId && !row.opportunityId ? <a href={paths.account(row.accountId)}>The account</a> : null}
        </InspectorSection>
      ) : null}
      <InspectorSection title="What changed">
        {lines.length === 0 ? (
          <p className="label">The event says that it happened, and no field with it.</p>
        ) : (
          <table className="change-table">
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.field}>
                  <th scope="row">{line.field}</th>
                  <td>{line.before ?? '–'}</td>
                  <td className="name">{line.after ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </InspectorSection>
      <InspectorSection title="When">
        <Definitions
          facts={[
            { id: 'true', label: 'True from', value: momentText(row.occurredAt, today()) },
            { id: 'learnt', label: 'Learnt', value: momentText(row.recordedAt, today()) },
            { id: 'stored', label: 'Written down here', value: momentText(row.storedAt, today()) },
          ]}
        />
      </InspectorSection>
      <InspectorSection title="Who">
        <Definitions
          facts={[
            { id: 'who', label: 'By', value: row.actor.name },
            { id: 'source', label: 'Through', value: sourceText(row.source) },
            ...(row.files.length > 0 ? [{ id: 'files', label: 'Files', value: row.files.join(', ') }] : []),
          ]}
        />
      </InspectorSection>
    </Inspector>
  )
}
