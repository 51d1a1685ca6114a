import { IconDots, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { AiMark } from '../ui/ai-mark.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { CompareDots } from '../ui/compare-dots.tsx'
import { DateField } from '../ui/date-field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import { MoneyField } from '../ui/money-field.tsx'
import { Panel } from '../ui/panel.tsx'
import { ProgressBar, StepDashes } from '../ui/progress-bar.tsx'
import { AttainmentBar, RangeBar } from '../ui/range-bar.tsx'
import { ScoreBar } from '../ui/score-bar.tsx'
import { MultiSelectField, SelectField } from '../ui/select-field.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import { TextField } from '../ui/text-field.tsx'
import { CheckField, SwitchField } from '../ui/tick-field.tsx'

const RANGE = { p10: 12.26, p50: 13.6, p90: 14.96 }

/** Buttons, fields, and quantities drawn in a line of text. */
export function FieldSpecimens() {
  const [dialog, setDialog] = useState<'open' | 'closed'>('closed')
  const [values, setValues] = useState({ step: 'Meet the CFO', forecast: 'commit', renewals: true, quiet: false })
  const [amount, setAmount] = useState<number | null>(41_200_000)
  const [owners, setOwners] = useState(['Tomas Weber', 'Priya Raman'])
  const [close, setClose] = useState<string | null>('2026-12-11')
  return (
    <div className="kit-row kit-wide">
      <Panel title="Buttons">
        <div className="kit-lines">
          <div className="kit-line">
            <Button look="primary" onClick={() => setDialog('open')}>
              Primary
            </Button>
            <Button icon={<IconPencil size={15} stroke={1.6} />}>Default</Button>
            <Button look="quiet">Quiet</Button>
            <Button look="ai" icon={<AiMark />}>
              Why
            </Button>
            <Button size="small">Small</Button>
          </div>
          <div className="kit-line">
            <Button disabledReason="Offline, nothing can be sent">Submit call</Button>
            <Button look="danger">Delete</Button>
            <MenuButton
              label="Group by"
              groups={[
                {
                  title: 'Group by',
                  items: [
                    { id: 'f', label: 'Forecast', checked: true },
                    { id: 's', label: 'Stage', checked: false },
                  ],
                },
              ]}
            >
              Group by <b className="name">Forecast</b>
            </MenuButton>
            <MenuButton
              label="Actions for Halden Bank"
              look="icon"
              icon={<IconDots size={16} />}
              groups={[
                {
                  items: [
                    { id: 'a', label: 'Assign' },
                    { id: 'd', label: 'Delete Halden Bank', tone: 'risk' },
                  ],
                },
              ]}
            />
            <Kbd>Ctrl K</Kbd>
            <Chip>Champion</Chip>
            <Avatar name="Tomas Weber" />
            <Avatar name="Lena Fischer" size={28} />
          </div>
          <p className="label">One primary per view. AI violet marks origin, never an action.</p>
        </div>
      </Panel>
      <Panel title="Fields">
        <div className="kit-fields">
          <TextField label="Next step" value={values.step} onChange={(step) => setValues({ ...values, step })} />
          <SelectField
            label="Forecast"
            value={values.forecast}
            onChange={(forecast) => setValues({ ...values, forecast })}
            options={[
              { value: 'commit', label: 'Commit' },
              { value: 'best', label: 'Best case' },
              { value: 'pipeline', label: 'Pipeline' },
            ]}
          />
          <TextField label="Close date" value="31 Nov" onChange={() => undefined} problem="November has 30 days" />
          <DateField
            label="New close date"
            value={close}
            onChange={setClose}
            today="2026-11-20"
            hint="Written as 18 Dec or 2026-12-18"
          />
          <MoneyField label="Amount" minor={amount} currency="USD" onChange={setAmount} needed="required" />
          <MultiSelectField
            label="Owners"
            values={owners}
            onChange={setOwners}
            options={['Tomas Weber', 'Priya Raman', 'Mike Delaney', 'Lena Fischer'].map((name) => ({ value: name, label: name }))}
          />
          <CheckField
            label="Include renewals"
            checked={values.renewals}
            onChange={(renewals) => setValues({ ...values, renewals })}
          />
          <SwitchField label="Quiet hours" checked={values.quiet} onChange={(quiet) => setValues({ ...values, quiet })} />
        </div>
      </Panel>
      <Panel title="Small quantities">
        <div className="kit-quantities">
          <div>
            <span>Attainment</span>
            <AttainmentBar
              target={15.25}
              done={6.85}
              range={RANGE}
              label="Closed $6.85M, projected $13.60M, $12.26M to $14.96M, quota $15.25M"
            />
          </div>
          <div>
            <span>Range</span>
            <RangeBar range={RANGE} target={15.25} to={17} label="Projected $13.60M, $12.26M to $14.96M, quota $15.25M" />
          </div>
          <div>
            <span>Score</span>
            <ScoreBar value={64} tone="warn" label="Health" />
          </div>
          <div>
            <span>Trend, 8 weeks</span>
            <Sparkline values={[76, 78, 77, 74, 72, 71, 66, 64]} label="Health fell from 76 to 64 in 8 weeks" />
          </div>
          <div>
            <span>Compared</span>
            <CompareDots ai={41} circle={80} diamond={60} label="AI 41%, rep 80%, manager 60%" />
          </div>
          <div>
            <span>Stage</span>
            <StepDashes done={4} of={5} label="Stage 4 of 5" />
          </div>
          <div>
            <span>Progress</span>
            <ProgressBar value={0.52} label="12 of 23 steps" width={116} />
          </div>
        </div>
      </Panel>
      <Dialog
        title="Submit your call"
        state={dialog}
        onClose={() => setDialog('closed')}
        actions={
          <>
            <Button onClick={() => setDialog('closed')}>Cancel</Button>
            <Button look="primary" onClick={() => setDialog('closed')}>
              Submit call
            </Button>
          </>
        }
      >
        <MoneyField label="Commit" minor={amount} currency="USD" onChange={setAmount} />
      </Dialog>
    </div>
  )
}
