import { IconCalendarPlus, IconLock, IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import type { Contact } from '../../../domain/accounts/contact.ts'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { mayContact } from '../../../domain/stakeholders/outreach.ts'
import { addDays } from '../../../domain/values/plain-date.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { today as utcToday } from '../today.ts'
import { meetingFile } from './meeting-file.ts'

const CHANNEL_WORDS = { email: 'mail', phone: 'telephone', meeting: 'a meeting', message: 'a short message' } as const

/** What can be done to reach a person, as far as they let us: a mail, a meeting. Somebody locked has a reason instead. */
export function PersonOutreach({ deal, contact }: { deal: Opportunity; contact: Contact }) {
  const [meeting, setMeeting] = useState<'open' | 'closed'>('closed')
  if (contact.doNotContact)
    return (
      <p className="person-locked">
        <IconLock size={15} stroke={1.8} className="risk-text" aria-hidden="true" />
        Do not contact{contact.doNotContactReason ? `: ${contact.doNotContactReason}` : ''}
      </p>
    )
  const { mailbox, optedOutChannels, preferredChannel } = contact
  const mayWrite = mailbox !== null && mayContact(contact, 'email')
  const mayMeet = mailbox !== null && mayContact(contact, 'meeting')
  const notes = [
    ...(mailbox === null ? ['No mail address known'] : []),
    ...(preferredChannel ? [`Prefers ${CHANNEL_WORDS[preferredChannel]}`] : []),
    ...(optedOutChannels.length > 0 ? [`Not by ${optedOutChannels.map((one) => CHANNEL_WORDS[one]).join(' or ')}`] : []),
  ]
  return (
    <div className="person-outreach">
      {mayWrite || mayMeet ? (
        <div className="person-actions">
          {mayWrite ? (
            <ButtonLink
              href={`mailto:${encodeURIComponent(mailbox).replace('%40', '@')}?subject=${encodeURIComponent(deal.name)}`}
              icon={<IconMail size={15} stroke={1.6} aria-hidden="true" />}
            >
              Write
            </ButtonLink>
          ) : null}
          {mayMeet ? (
            <Button icon={<IconCalendarPlus size={15} stroke={1.6} aria-hidden="true" />} onClick={() => setMeeting('open')}>
              Meet
            </Button>
          ) : null}
        </div>
      ) : null}
      {notes.length > 0 ? <p className="label">{notes.join('. ')}</p> : null}
      {meeting === 'open' && mailbox !== null ? (
        <MeetingDialog deal={deal} guest={{ name: contact.name, mailbox }} onClose={() => setMeeting('closed')} />
      ) : null}
    </div>
  )
}

const LENGTHS = ['15', '30', '45', '60', '90'].map((minutes) => ({ value: minutes, label: `${minutes} min` }))

function MeetingDialog({
  deal,
  guest,
  onClose,
}: {
  deal: Opportunity
  guest: { name: string; mailbox: string }
  onClose: () => void
}) {
  const today = utcToday()
  const [title, setTitle] = useState(deal.name)
  const [day, setDay] = useState<string | null>(addDays(today, 1))
  const [time, setTime] = useState('09:00')
  const [minutes, setMinutes] = useState('30')
  const missing = !title.trim()
    ? 'Write what it is about'
    : day === null
      ? 'Choose a day'
      : /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
        ? undefined
        : 'Write the time as 09:30'
  return (
    <FormDialog
      title={`Meet ${guest.name}`}
      onClose={onClose}
      submit="Save invitation"
      busy="Being saved"
      missing={missing}
      onSubmit={async () => {
        const file = meetingFile({
          title: title.trim(),
          day: day ?? today,
          time,
          minutes: Number(minutes),
          guest,
          uid: `${crypto.randomUUID()}@quarterdeck`,
          at: new Date().toISOString(),
        })
        saveFile(`meeting-${day ?? today}.ics`, file, 'text/calendar;charset=utf-8')
        onClose()
      }}
    >
      <div className="form-wide">
        <TextField label="About" needed="required" value={title} onChange={setTitle} maxLength={200} />
      </div>
      <DateField label="Day" needed="required" value={day} onChange={setDay} today={today} />
      <TextField label="Time" needed="required" value={time} onChange={setTime} maxLength={5} />
      <SelectField label="Length" value={minutes} options={LENGTHS} onChange={setMinutes} />
    </FormDialog>
  )
}
