import { Stepper } from '../ui/stepper.tsx'

const STEPS = [
  { id: 'upload', label: 'Upload' },
  { id: 'files', label: 'Files' },
  { id: 'mapping', label: 'Mapping' },
  { id: 'check', label: 'Check' },
  { id: 'result', label: 'Stored' },
] as const

export type ImportStep = (typeof STEPS)[number]['id']

/** Where an import is, from the upload to what was stored. */
export function ImportSteps({ at }: { at: ImportStep }) {
  const place = STEPS.findIndex((step) => step.id === at)
  return (
    <Stepper
      label="Import"
      steps={STEPS.map((step, index) => ({
        ...step,
        state: index < place || at === 'result' ? 'done' : index === place ? 'current' : 'ahead',
      }))}
    />
  )
}
