import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Input.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import '@mantine/core/styles/InlineInput.layer.css'
import { MultiSelect, Select } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { Field, type FieldProps } from './field.tsx'

export interface Option {
  readonly value: string
  readonly label: string
}

interface SelectFieldProps extends FieldProps {
  value: string
  options: readonly Option[]
  onChange: (value: string) => void
}

/** One of a short list, with the browser's own list. For long lists to search in, use ComboField. */
export function SelectField({ label, hint, problem, needed, labels, value, options, onChange }: SelectFieldProps) {
  return (
    <Field {...{ label, hint, problem, ...(needed ? { needed } : {}), ...(labels ? { labels } : {}) }}>
      {(ids) => (
        <span className="control-box">
          <select {...ids} className="control" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <IconSelector size={14} stroke={1.6} aria-hidden="true" />
        </span>
      )}
    </Field>
  )
}

const COMBO = { input: 'combo-input', dropdown: 'combo-dropdown', option: 'combo-option', pill: 'combo-pill' }

/** One of a long list, found by typing. `onSearch` asks a server for the options instead of filtering the given ones. */
export function ComboField({
  label,
  hint,
  problem,
  needed,
  value,
  options,
  onChange,
  onSearch,
}: Omit<SelectFieldProps, 'value' | 'onChange'> & {
  value: string | null
  onChange: (value: string | null) => void
  onSearch?: (text: string) => void
}) {
  return (
    <Field {...{ label, hint, problem, ...(needed ? { needed } : {}) }}>
      {(ids) => (
        <Select
          {...ids}
          searchable
          clearable={needed !== 'required'}
          data={[...options]}
          value={value}
          onChange={onChange}
          nothingFoundMessage="Nothing found"
          classNames={{ input: COMBO.input, dropdown: COMBO.dropdown, option: COMBO.option }}
          {...(onSearch ? { onSearchChange: onSearch, filter: ({ options: all }) => all } : {})}
        />
      )}
    </Field>
  )
}

/** Any number of a list, shown as chips in the field. */
export function MultiSelectField({
  label,
  hint,
  problem,
  needed,
  values,
  options,
  onChange,
}: Omit<SelectFieldProps, 'value' | 'onChange'> & { values: readonly string[]; onChange: (values: string[]) => void }) {
  return (
    <Field {...{ label, hint, problem, ...(needed ? { needed } : {}) }}>
      {(ids) => (
        <MultiSelect
          {...ids}
          searchable
          data={[...options]}
          value={[...values]}
          onChange={onChange}
          nothingFoundMessage="Nothing found"
          classNames={COMBO}
        />
      )}
    </Field>
  )
}
