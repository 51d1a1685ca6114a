import { useMemo } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useBoundKeys, type KeyBinding } from '../../ui/key-map.tsx'
import { SwitchField } from '../../ui/tick-field.tsx'
import { usePreferences } from '../preferences.tsx'
import './key-dialog.css'

/** The keys of this moment: those of the shell and those of the open page. Single keys can be switched off here. */
export default function KeyDialog({ onClose }: { onClose: () => void }) {
  const bound = useBoundKeys()
  const { preferences, prefer } = usePreferences()
  const groups = useMemo(() => grouped(bound()), [bound])
  return (
    <Dialog title="Keys" state="open" onClose={onClose} width={640}>
      <SwitchField
        label="Single keys and sequences"
        hint="Off: only chords with Ctrl or ⌘ work"
        checked={preferences.singleKeys}
        onChange={(singleKeys) => prefer({ singleKeys })}
      />
      <div className="key-groups">
        {groups.map(([name, bindings]) => (
          <section key={name} aria-label={name}>
            <h3>{name}</h3>
            <dl>
              {bindings.map((binding) => (
                <div key={binding.keys}>
                  <dt>{binding.name}</dt>
                  <dd>
                    {binding.keys.split(' ').map((key) => (
                      <Kbd key={key}>{keyText(key)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function grouped(bindings: readonly KeyBinding[]): [string, KeyBinding[]][] {
  const groups = new Map<string, KeyBinding[]>()
  for (const binding of bindings) {
    const group = groups.get(binding.group) ?? []
    if (!group.some((one) => one.keys === binding.keys)) groups.set(binding.group, [...group, binding])
  }
  return [...groups].sort(([one], [other]) => rank(one) - rank(other))
}

/** What works everywhere first, then what the page adds. */
function rank(group: string): number {
  const at = ['Everywhere', 'Go to', 'Editing'].indexOf(group)
  return at < 0 ? 9 : at
}

/** 'mod+shift+z' as it stands on the keys: "Ctrl Shift Z". */
function keyText(key: string): string {
  return key
    .split('+')
    .map((part) => SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : `${part[0]?.toUpperCase()}${part.slice(1)}`))
    .join(' ')
}

const SIGNS: Readonly<Record<string, string>> = { mod: 'Ctrl', arrowright: '→', arrowleft: '←' }
