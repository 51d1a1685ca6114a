import { IconCheck } from '@tabler/icons-react'
import './stepper.css'

export interface Step {
  readonly id: string
  readonly label: string
  readonly state: 'done' | 'current' | 'ahead'
}

/** Where one is in a task of several steps. */
export function Stepper({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol className="stepper" aria-label={label}>
      {steps.map((step, index) => (
        <li key={step.id} className={`step-${step.state}`} aria-current={step.state === 'current' ? 'step' : undefined}>
          <span className="step-mark">
            {step.state === 'done' ? <IconCheck size={13} stroke={2.4} aria-label="done" /> : index + 1}
          </span>
          {step.label}
        </li>
      ))}
    </ol>
  )
}
