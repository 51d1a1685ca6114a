import { useState } from 'react'
import type { Channel } from '../../domain/accounts/contact.ts'
import type { OutreachPurpose } from '../../domain/sponsors/outreach-guard.ts'
import { CHANNEL_LABELS } from '../accounts/account-words.ts'
import { api } from '../app/api.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextAreaField, TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'
import { useSponsorChanges } from './sponsor-changes.ts'
import type { SponsorPart } from './sponsor-part.ts'
import type { SponsorLine } from './sponsor-queries.ts'
import { PURPOSE_LABELS } from './sponsor-words.ts'

interface OutreachDialogProps extends Pick<SponsorPart, 'account' | 'report'> {
  line: SponsorLine
  onClose: () => void
}

const PURPOSES = Object.entries(PURPOSE_LABELS).map(([value, label]) => ({ value, label }))
const CHANNELS = Object.entries(CHANNEL_LABELS).map(([value, label]) => ({ value, label }))

/** Proposes to turn to an executive. What the rules forbid is refused here, in words, before anybody is asked. */
export function OutreachDialog({ account, report, line, onClose }: OutreachDialogProps) {
  const toast = useToast()
  const { fresh } = useSponsorChanges(account.id)
  const [purpose, setPurpose] = useState<OutreachPurpose>('relationship')
  const [channel, setChannel] = useState<Channel>('email')
  const [topic, setTopic] = useState('')
  const [message, setMessage] = useState('')
  const owner = report.account.owner?.name ?? 'whoever leads the team'
  const propose = async () => {
    const made = await api.sponsors.proposeOutreach({
      account: account.id,
      contact: line.contactId,
      purpose,
      channel,
      topic: topic.trim(),
      ...(message.trim() === '' ? {} : { message: message.trim() }),
    })
    await fresh()
    toast({
      text:
        made.state === 'agreed'
          ? `Outreach to ${line.name} agreed: the account is yours`
          : `Outreach to ${line.name} waits for ${owner}`,
    })
    onClose()
  }
  return (
    <FormDialog
      title={`Propose outreach to ${line.name}`}
      onClose={onClose}
      submit="Propose"
      busy="Being proposed"
      missing={topic.trim().length < 3 ? 'Write what it is about' : undefined}
      onSubmit={propose}
    >
      <SelectField label="Purpose" value={purpose} options={PURPOSES} onChange={(next) => setPurpose(next as OutreachPurpose)} />
      <SelectField label="By" value={channel} options={CHANNELS} onChange={(next) => setChannel(next as Channel)} />
      <div className="form-wide">
        <TextField
          label="About"
          needed="required"
          value={topic}
          onChange={setTopic}
          maxLength={300}
          hint="Never everyday work: that goes to the people who work with us."
          autoFocus
        />
      </div>
      <div className="form-wide">
        <TextAreaField label="Message" needed="optional" value={message} onChange={setMessage} rows={5} />
      </div>
    </FormDialog>
  )
}
