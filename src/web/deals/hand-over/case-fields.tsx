import { IconPlus, IconX } from '@tabler/icons-react'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextAreaField, TextField } from '../../ui/text-field.tsx'
import type { PackDraft } from './pack-draft.ts'

interface CaseFieldsProps {
  draft: PackDraft
  onChange: (change: Partial<PackDraft>) => void
}

/** What the champion says when we are not in the room: problem, proposal, what it brings, what waiting costs, risks, next steps. */
export function CaseFields({ draft, onChange }: CaseFieldsProps) {
  return (
    <div className="form-grid">
      <TextField label="Title" needed="required" value={draft.title} onChange={(title) => onChange({ title })} maxLength={500} />
      <TextField label="For whom" value={draft.audience} onChange={(audience) => onChange({ audience })} maxLength={500} />
      <TextAreaField label="The problem" value={draft.problem} onChange={(problem) => onChange({ problem })} rows={4} />
      <TextAreaField label="What we propose" value={draft.proposal} onChange={(proposal) => onChange({ proposal })} rows={4} />
      <TextAreaField
        label="What it brings"
        hint="One a line"
        value={draft.benefits}
        onChange={(benefits) => onChange({ benefits })}
        rows={4}
      />
      <TextAreaField
        label="What waiting costs"
        value={draft.costOfInaction}
        onChange={(costOfInaction) => onChange({ costOfInaction })}
        rows={4}
      />
      <Risks draft={draft} onChange={onChange} />
      <TextAreaField
        label="Next steps"
        hint="One a line"
        value={draft.nextSteps}
        onChange={(nextSteps) => onChange({ nextSteps })}
        rows={4}
      />
    </div>
  )
}

function Risks({ draft, onChange }: CaseFieldsProps) {
  const { risks } = draft
  const put = (at: number, change: Partial<(typeof risks)[number]>) =>
    onChange({ risks: risks.map((one, i) => (i === at ? { ...one, ...change } : one)) })
  return (
    <fieldset className="pack-risks">
      <legend className="field-label">Risks, and what is done about them</legend>
      {risks.map(({ risk, answer }, i) => (
        <div key={i} className="pack-risk">
          <TextField
            label={`Risk ${i + 1}`}
            labels="hidden"
            placeholder="Risk"
            value={risk}
            onChange={(given) => put(i, { risk: given })}
            maxLength={500}
          />
          <TextField
            label={`What is done about risk ${i + 1}`}
            labels="hidden"
            placeholder="What is done about it"
            value={answer}
            onChange={(given) => put(i, { answer: given })}
            maxLength={10_000}
          />
          <IconButton label={`Remove risk ${i + 1}`} onClick={() => onChange({ risks: risks.filter((_, at) => at !== i) })}>
            <IconX size={15} stroke={1.8} />
          </IconButton>
        </div>
      ))}
      {risks.length < 30 ? (
        <span>
          <Button
            size="small"
            icon={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => onChange({ risks: [...risks, { risk: '', answer: '' }] })}
          >
            Add risk
          </Button>
        </span>
      ) : null}
    </fieldset>
  )
}
