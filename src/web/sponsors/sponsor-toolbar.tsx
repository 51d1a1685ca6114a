import { IconCopy, IconDownload, IconFileText } from '@tabler/icons-react'
import { api } from '../app/api.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { dateText } from '../ui/date-text.ts'
import { MenuButton } from '../ui/menu-button.tsx'
import { useToast } from '../ui/toast.tsx'
import { saveFile } from '../ui/save-file.ts'
import type { SponsorPart } from './sponsor-part.ts'

interface SponsorToolbarProps extends SponsorPart {
  asOf: string | undefined
  onAsOf: (day: string | undefined) => void
}

/** The day that the page speaks of, and the report to take along. */
export function SponsorToolbar({ account, today, asOf, onAsOf }: SponsorToolbarProps) {
  const toast = useToast()
  const markdown = async () =>
    (await api.sponsors.report({ account: account.id, markdown: true, ...(asOf ? { asOf } : {}) })).markdown ?? ''
  const take = (what: (text: string) => Promise<void> | void, done: string) =>
    void markdown()
      .then(what)
      .then(
        () => toast({ text: done }),
        (reason: unknown) => toast({ text: `The report was not taken. ${reason instanceof Error ? reason.message : ''}`.trim() }),
      )
  const name = `${account.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}-sponsors-${asOf ?? today}.md`
  return (
    <div className="sponsor-toolbar">
      <span className="as-of-field">
        <DateField
          label="As of"
          value={asOf ?? today}
          today={today}
          onChange={(day) => onAsOf(day && day < today ? day : undefined)}
        />
      </span>
      {asOf ? (
        <>
          <span className="label">As it was known before {dateText(asOf, today)} began. The past is not changed here.</span>
          <Button size="small" onClick={() => onAsOf(undefined)}>
            Back to today
          </Button>
        </>
      ) : null}
      <span className="page-actions">
        <MenuButton
          label="Report"
          icon={<IconFileText size={15} stroke={1.6} aria-hidden="true" />}
          groups={[
            {
              items: [
                {
                  id: 'copy',
                  label: 'Copy as text',
                  icon: <IconCopy size={15} />,
                  onSelect: () => take((text) => navigator.clipboard.writeText(text), 'The report is on the clipboard'),
                },
                {
                  id: 'save',
                  label: 'Download as Markdown',
                  icon: <IconDownload size={15} />,
                  onSelect: () => take((text) => saveFile(name, text, 'text/markdown;charset=utf-8'), `${name} saved`),
                },
              ],
            },
          ]}
        />
      </span>
    </div>
  )
}
