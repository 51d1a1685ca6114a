import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useMay } from '../app/session.ts'
import { QueryFailure } from '../settings/query-failure.tsx'
import { SavedSwitch, SavedText, SettingRow, wholeNumber } from '../settings/setting-row.tsx'
import { useSaved } from '../settings/saved-state.ts'
import { Button } from '../ui/button.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import { useToast } from '../ui/toast.tsx'
import { ChannelDialog, CHANNEL_LABELS, type Channel } from './channel-dialog.tsx'
import { DeliveriesPanel } from './deliveries-panel.tsx'

type Rule = Awaited<ReturnType<typeof api.alerts.rules>>['items'][number]

/** What alerts by itself, in which words, and where alerts are sent beside the app. */
export function AlertsSection() {
  const may = useMay('settings:write')
  const rules = useQuery({ queryKey: ['alerts', 'rules'], queryFn: () => api.alerts.rules({}) })
  if (rules.isLoadingError) return <QueryFailure what="the rules of alerts" query={rules} />
  if (!rules.data) return <Skeleton />
  return (
    <div className="page-stack settings-narrow">
      <PageHeader title="Alerts" />
      {rules.data.items.map((rule) => (
        <RulePanel key={rule.rule} rule={rule} may={may} />
      ))}
      {may ? <ChannelsPanel /> : null}
      {may ? <DeliveriesPanel /> : null}
    </div>
  )
}

function RulePanel({ rule, may }: { rule: Rule; may: boolean }) {
  const queries = useQueryClient()
  const set = async (patch: Partial<Pick<Rule, 'enabled' | 'quietDays' | 'title' | 'body'>>) => {
    await api.alerts.setRule({ rule: rule.rule, ...patch })
    await queries.invalidateQueries({ queryKey: ['alerts', 'rules'] })
  }
  const words = (most: number) => (text: string) =>
    text === '' || most < text.length
      ? ({ ok: false, problem: `Give 1 to ${most} characters.` } as const)
      : ({ ok: true, value: text } as const)
  const names = rule.placeholders.map((name) => `{${name}}`).join(', ')
  return (
    <Panel title={rule.name} hint={rule.about} rule="line">
      <SavedSwitch label="On" value={rule.enabled} onSave={may ? (enabled) => set({ enabled }) : undefined} />
      <SavedText
        label="Quiet time"
        hint="After an alert was closed, the same is no news for so long"
        kind="number"
        unit="days"
        value={rule.quietDays}
        read={wholeNumber(1, 365)}
        onSave={may ? (quietDays) => set({ quietDays }) : undefined}
      />
      <SavedText
        label="Title"
        hint={`It can name ${names}`}
        value={rule.title}
        read={words(200)}
        onSave={may ? (title) => set({ title }) : undefined}
      />
      <SavedText label="Text" value={rule.body} read={words(2000)} onSave={may ? (body) => set({ body }) : undefined} />
    </Panel>
  )
}

function ChannelsPanel() {
  const channels = useQuery({ queryKey: ['alerts', 'channels'], queryFn: () => api.alerts.channels({}) })
  const [adding, setAdding] = useState(false)
  if (channels.isLoadingError) return <QueryFailure what="the channels" query={channels} />
  return (
    <Panel
      title="Channels"
      hint="Addresses and passwords are kept sealed and never shown again"
      rule="line"
      actions={
        <Button size="small" icon={<IconPlus size={14} />} onClick={() => setAdding(true)}>
          Add channel
        </Button>
      }
    >
      {channels.data?.items.length === 0 ? <p className="label">Alerts appear in the app only.</p> : null}
      {channels.data?.items.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} />
      ))}
      {adding ? <ChannelDialog onClose={() => setAdding(false)} /> : null}
    </Panel>
  )
}

function ChannelRow({ channel }: { channel: Channel }) {
  const queries = useQueryClient()
  const toast = useToast()
  const { problem, busy, save } = useSaved()
  const [answer, setAnswer] = useState<string>()
  const wait = busy ? 'Under way' : undefined
  const tryIt = () =>
    save(async () => {
      const { delivered, problem: why } = await api.alerts.testChannel({ id: channel.id })
      setAnswer(delivered ? 'The message was taken.' : (why ?? 'The message was not taken.'))
    })
  const remove = async () => {
    if (!(await save(() => api.alerts.removeChannel({ id: channel.id })))) return
    void queries.invalidateQueries({ queryKey: ['alerts', 'channels'] })
    toast({ text: `Channel ${channel.name} removed` })
  }
  const facts = [CHANNEL_LABELS[channel.kind], channel.port === null ? channel.host : `${channel.host}:${channel.port}`]
  return (
    <SettingRow label={channel.name} hint={[...facts, channel.urgentOnly ? 'urgent alerts' : 'every alert'].join(' · ')}>
      {channel.active ? null : <Status tone="warn">{channel.problem ?? 'Off'}</Status>}
      <Button size="small" aria-label={`Try ${channel.name}`} disabledReason={wait} onClick={() => void tryIt()}>
        Try it
      </Button>
      <Button size="small" aria-label={`Remove ${channel.name}`} disabledReason={wait} onClick={() => void remove()}>
        Remove
      </Button>
      {(problem ?? answer) ? (
        <span className="label" role="status">
          {problem ?? answer}
        </span>
      ) : null}
    </SettingRow>
  )
}
