import '@mantine/spotlight/styles.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Input.layer.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { useEffect, useState, type ReactNode } from 'react'
import { Kbd } from '../../ui/kbd.tsx'
import { usePalette, type PaletteItem, type PaletteSource } from './palette-sources.tsx'
import './palette.css'

const [store, actions] = createSpotlight()

/** Typing pauses this long before the sources are asked. */
const PAUSE_MS = 120

/** Finds deals, people, accounts and commands. Loaded when it is first opened. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { all } = usePalette()
  const [query, setQuery] = useState('')
  const { groups, state } = useFound(all, query)
  useEffect(() => {
    actions.open()
    // The library names its panel by a title only, and the palette has none.
    const frame = requestAnimationFrame(() =>
      document.querySelector('.palette')?.setAttribute('aria-label', 'Search or run a command'),
    )
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      transitionProps={{ duration: 0 }}
      size={600}
      yOffset="12vh"
      overlayProps={{ blur: 0, backgroundOpacity: 0.5 }}
      aria-label="Search or run a command"
      classNames={{
        content: 'palette',
        search: 'palette-search',
        actionsList: 'palette-list',
        actionsGroup: 'palette-group',
        action: 'palette-item',
        empty: 'palette-empty',
        overlay: 'dialog-scrim',
      }}
    >
      <Spotlight.Search placeholder="Search or run a command" aria-label="Search or run a command" />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.id} label={group.group}>
            {group.items.map((item) => (
              <Spotlight.Action key={item.id} onClick={item.run} className="palette-item">
                <span className="palette-icon" aria-hidden="true">
                  {item.icon}
                </span>
                <span className="palette-text">
                  <span className="palette-label">
                    <Marked text={item.label} query={query} />
                  </span>
                  {item.context ? <span className="palette-context">{item.context}</span> : null}
                </span>
                <span className="palette-keys">{item.keys ? <Kbd>{item.keys}</Kbd> : <Kbd>Enter</Kbd>}</span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 ? (
          <Spotlight.Empty>{state === 'asking' ? 'Searching' : `Nothing found for “${query}”`}</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

interface Found {
  readonly id: string
  readonly group: string
  readonly items: readonly PaletteItem[]
}

/** Asks every source after a pause and shows each one's answer as it comes, in the order of the sources. */
function useFound(sources: ReadonlySet<PaletteSource>, query: string): { groups: Found[]; state: 'asking' | 'done' } {
  const [found, setFound] = useState<ReadonlyMap<string, Found>>(new Map())
  const [asking, setAsking] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(
      () => {
        for (const source of sources) {
          setAsking((count) => count + 1)
          void Promise.resolve(source.find(query.trim(), stop.signal))
            // A source that fails is left out; the others still answer.
            .catch(() => [])
            .then((items) => {
              setAsking((count) => count - 1)
              if (!stop.signal.aborted)
                setFound((before) => new Map(before).set(source.id, { id: source.id, group: source.group, items }))
            })
        }
      },
      query === '' ? 0 : PAUSE_MS,
    )
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [sources, query])
  const groups = [...sources].flatMap((source) => found.get(source.id) ?? []).filter((group) => group.items.length > 0)
  return { groups, state: asking > 0 ? 'asking' : 'done' }
}

/** The typed words inside a label, underlined: not by colour alone. */
function Marked({ text, query }: { text: string; query: string }): ReactNode {
  const words = query
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (words.length === 0) return text
  return text
    .split(new RegExp(`(${words.join('|')})`, 'i'))
    .map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))
}
