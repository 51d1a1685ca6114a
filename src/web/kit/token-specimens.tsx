import { Delta } from '../ui/delta.tsx'
import { Panel } from '../ui/panel.tsx'
import { Ring } from '../ui/ring.tsx'
import { Status } from '../ui/status.tsx'

const SURFACES = [
  ['Canvas', '--canvas', 'page'],
  ['Surface', '--surface', 'panel, table'],
  ['Subtle', '--subtle', 'table head, inset'],
  ['Well', '--well', 'track, board column'],
  ['Selected', '--selected', 'row, nav'],
  ['Text 1', '--t1', 'values, names'],
  ['Text 2', '--t2', 'body'],
  ['Text 3', '--t3', 'labels, hints'],
] as const

const RAMP = [
  ['Closed', '--closed', 'done'],
  ['Commit', '--commit', 'people call it'],
  ['Best case', '--best-case', 'stretch'],
  ['Pipeline', '--pipeline', 'open'],
  ['AI', '--ai-mark', 'any model value'],
  ['AI p25 – p75', '--ai-band-50', 'band'],
  ['AI p10 – p90', '--ai-band-80', 'band'],
  ['Accent', '--accent', 'action, focus, selection'],
] as const

const TYPE = [
  ['Public page title', '650 22px/28px', '22/28, 650'],
  ['Page title', '650 18px/24px', '18/24, 650'],
  ['Action line', '600 15px/21px', '15/21, 600'],
  ['Panel title', '600 13px/18px', '13/18, 600'],
  ['Body and cells', '400 13px/18px', '13/18, 400'],
  ['Labels and hints', '400 12px/16px', '12/16, 400'],
  ['Chart ticks only', '400 11px/14px', '11/14, 400'],
] as const

/** Colour, status and type. */
export function TokenSpecimens() {
  return (
    <div className="kit-row">
      <Swatches title="Surfaces and text" swatches={SURFACES} />
      <Swatches title="Certainty ramp and AI" swatches={RAMP} />
      <Panel title="Status, shape and word first">
        <div className="kit-lines">
          <div className="kit-line">
            <Status tone="good" look="chip">
              On track
            </Status>
            <Status tone="good">Validated</Status>
          </div>
          <div className="kit-line">
            <Status tone="warn" look="chip">
              At risk
            </Status>
            <Status tone="warn">Partial</Status>
          </div>
          <div className="kit-line">
            <Status tone="risk" look="chip">
              Critical
            </Status>
            <Status tone="risk">Gap</Status>
          </div>
          <div className="kit-line">
            <Status tone="mute" look="chip">
              Not started
            </Status>
            <Status tone="mute">Late</Status>
          </div>
          <div className="kit-line">
            <Status tone="info" look="chip">
              You
            </Status>
            <Status tone="ai" look="chip">
              Best case
            </Status>
          </div>
          <div className="kit-line">
            <Delta change={120} text="$120K" />
            <Delta change={-180} text="$180K" />
            <Delta change={0} text="" />
          </div>
          <div className="kit-line">
            <Ring value={82} tone="good" label="Health" />
            <Ring value={64} tone="warn" label="Health" />
            <Ring value={37} tone="risk" label="Health" />
          </div>
        </div>
      </Panel>
      <Panel title="Type">
        <ul className="kit-type">
          {TYPE.map(([text, font, size]) => (
            <li key={text}>
              <span style={{ font: `${font} var(--font)` }}>{text}</span>
              <span className="label">{size}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}

function Swatches({ title, swatches }: { title: string; swatches: readonly (readonly [string, string, string])[] }) {
  return (
    <Panel title={title}>
      <dl className="kit-swatches">
        {swatches.map(([name, token, use]) => (
          <div key={name}>
            <dd className="kit-swatch keeps-colour" style={{ backgroundColor: `var(${token})` }} />
            <dt>{name}</dt>
            <dd>{use}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
