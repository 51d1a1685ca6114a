import { IconFileText, IconMail, IconVideo } from '@tabler/icons-react'
import { useState } from 'react'
import { ButtonLink } from '../ui/button.tsx'
import { RecordHeader } from '../ui/facts.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { Panel } from '../ui/panel.tsx'
import { PlainBlock } from '../ui/plain-block.tsx'
import { Status } from '../ui/status.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { ViewMenu } from '../ui/view-menu.tsx'

const VIEWS = [
  { id: 'v1', name: 'Closing in 14 days', href: '/kit' },
  { id: 'v2', name: 'Commit, AI disagrees', href: '/kit' },
]

/** Record head, timeline, import parts, saved views. */
export function ListSpecimens() {
  const [dropped, setDropped] = useState<string>()
  return (
    <>
      <div className="panel kit-record">
        <RecordHeader
          mark="HB"
          title="Halden Bank, core payments rollout"
          status={
            <Status tone="warn" look="chip">
              At risk
            </Status>
          }
          actions={<ButtonLink href="/kit">Log update</ButtonLink>}
          facts={[
            { id: 'amount', label: 'Amount', value: '$412,000' },
            { id: 'close', label: 'Close date', value: '11 Dec' },
            { id: 'stage', label: 'Stage', value: 'Negotiation' },
            { id: 'win', label: 'Win chance, this quarter', value: <span className="ai-text">41%</span>, origin: 'ai' },
            { id: 'owner', label: 'Owner', value: 'Tomas Weber' },
          ]}
          tabs={
            <Tabs
              label="Halden Bank"
              current="overview"
              tabs={[
                { id: 'overview', label: 'Overview', href: '/kit' },
                { id: 'people', label: 'People', href: '/kit', count: 7 },
                { id: 'activity', label: 'Activity', href: '/kit' },
                { id: 'history', label: 'History', href: '/kit', count: 12 },
              ]}
            />
          }
        />
      </div>
      <div className="kit-row kit-wide">
        <Panel title="Activity">
          <Timeline
            label="Activity"
            entries={[
              {
                id: '1',
                when: '19 Nov',
                at: '2026-11-19T09:10:00Z',
                icon: <IconMail size={15} stroke={1.6} />,
                title: 'Reminder sent to Jonas Lindqvist',
                detail: 'No reply. Third outbound without an answer',
              },
              {
                id: '2',
                when: '17 Nov',
                at: '2026-11-17T15:02:00Z',
                icon: <IconFileText size={15} stroke={1.6} />,
                title: 'Redlined MSA received from legal',
                detail: 'Anna Berg, 14 comments',
                more: 'Three of the comments are commercial.',
              },
              {
                id: '3',
                when: '12 Nov',
                at: '2026-11-12T13:00:00Z',
                icon: <IconVideo size={15} stroke={1.6} />,
                title: 'Value review with payments operations',
                detail: '52 min, 5 people',
              },
            ]}
          />
        </Panel>
        <Panel title="Import">
          <div className="kit-lines">
            <Stepper
              label="Import"
              steps={[
                { id: 'file', label: 'Files', state: 'done' },
                { id: 'map', label: 'Mapping', state: 'current' },
                { id: 'check', label: 'Check', state: 'ahead' },
              ]}
            />
            <FileDrop
              label="Drop CSV files here, or choose them"
              hint="Up to 200 MB each"
              accept=".csv,text/csv"
              folders="offered"
              onFiles={(files) => setDropped(files.map((file) => file.name).join(', '))}
            />
            {dropped ? <p className="label">{dropped}</p> : null}
          </div>
        </Panel>
        <Panel title="Saved views and text">
          <div className="kit-lines">
            <div className="kit-line">
              <ViewMenu
                views={VIEWS}
                current={VIEWS[0]}
                state="edited"
                unnamed="All open deals"
                onSaveAs={() => undefined}
                onReset={() => undefined}
              />
            </div>
            <PlainBlock
              label="Threading summary"
              text={'3 of 7 people active\n- Marta Kowalczyk, CFO: not met\n- Jonas Lindqvist: silent for 8 days'}
            />
          </div>
        </Panel>
      </div>
    </>
  )
}
