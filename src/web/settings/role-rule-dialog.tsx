import { useState } from 'react'
import { BUYING_ROLES, ROLE_LABELS } from '../../domain/accounts/contact.ts'
import { SEGMENTS } from '../../domain/opportunities/opportunity.ts'
import { isOpen, STAGE_LABELS, STAGES } from '../../domain/opportunities/stage.ts'
import type { RoleRule } from '../../domain/settings/threading-settings.ts'
import { SEGMENT_LABELS } from '../deals/deal-words.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { MoneyField } from '../ui/money-field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { CheckField } from '../ui/tick-field.tsx'

interface RoleRuleDialogProps {
  /** What is changed; null for a new one. */
  rule: RoleRule | null
  currency: string
  onClose: () => void
  /** Rejects with the reason where it is refused. */
  onSave: (rule: RoleRule) => Promise<void>
}

const NEW: RoleRule = { anyOf: [], critical: false, segments: null, fromStage: 'discovery', fromAmountMinor: null }
const OPEN_STAGES = STAGES.filter(isOpen).map((stage) => ({ value: stage, label: STAGE_LABELS[stage] }))

/** Which roles fill the seat, on which deals, and how grave it is where nobody has one. */
export function RoleRuleDialog({ rule, currency, onClose, onSave }: RoleRuleDialogProps) {
  const [draft, setDraft] = useState(rule ?? NEW)
  const set = (part: Partial<RoleRule>) => setDraft((before) => ({ ...before, ...part }))
  const segments = draft.segments ?? SEGMENTS
  const missing =
    draft.anyOf.length === 0 ? 'Choose at least one role' : segments.length === 0 ? 'Choose at least one segment' : undefined
  return (
    <FormDialog
      title={rule ? 'Change a role that deals need' : 'Add a role that deals need'}
      onClose={onClose}
      submit={rule ? 'Save' : 'Add'}
      busy="Being saved"
      missing={missing}
      onSubmit={() => onSave(draft)}
    >
      <fieldset className="form-wide tick-list">
        <legend className="label">Any of these roles</legend>
        {BUYING_ROLES.map((role) => (
          <CheckField
            key={role}
            label={ROLE_LABELS[role]}
            checked={draft.anyOf.includes(role)}
            onChange={(on) => set({ anyOf: BUYING_ROLES.filter((one) => (one === role ? on : draft.anyOf.includes(one))) })}
          />
        ))}
      </fieldset>
      <fieldset className="form-wide tick-list">
        <legend className="label">On deals of</legend>
        {SEGMENTS.map((segment) => (
          <CheckField
            key={segment}
            label={SEGMENT_LABELS[segment]}
            checked={segments.includes(segment)}
            onChange={(on) => {
              const next = SEGMENTS.filter((one) => (one === segment ? on : segments.includes(one)))
              // All of them includes deals of no segment that is known.
              set({ segments: next.length === SEGMENTS.length ? null : next })
            }}
          />
        ))}
      </fieldset>
      <SelectField
        label="From stage"
        value={draft.fromStage}
        options={OPEN_STAGES}
        onChange={(stage) => set({ fromStage: STAGES.find((one) => one === stage) ?? draft.fromStage })}
      />
      <MoneyField
        label="From amount"
        hint="Empty for any"
        minor={draft.fromAmountMinor}
        currency={currency}
        onChange={(fromAmountMinor) => set({ fromAmountMinor })}
      />
      <div className="form-wide">
        <CheckField label="Critical where nobody has it" checked={draft.critical} onChange={(critical) => set({ critical })} />
      </div>
    </FormDialog>
  )
}
