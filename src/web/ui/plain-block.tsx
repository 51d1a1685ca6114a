import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from './button.tsx'
import './plain-block.css'

/** Text exactly as it is, in a fixed-width face: keys, files, markdown to be copied. Never rendered as markup. */
export function PlainBlock({ label, text }: { label: string; text: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    )
  }
  return (
    <figure className="plain-block" aria-label={label}>
      <pre tabIndex={0}>{text}</pre>
      <Button size="small" icon={<IconCopy size={14} />} aria-label={`Copy ${label}`} onClick={copy}>
        {state === 'copied' ? 'Copied' : state === 'failed' ? 'Select and copy by hand' : 'Copy'}
      </Button>
    </figure>
  )
}
