import { dateText } from '../ui/date-text.ts'
import { Status, StatusShape } from '../ui/status.tsx'
import { Strip, type Stat } from '../ui/strip.tsx'
import { LEVEL_LABELS } from '../../domain/sponsors/sponsor-levels.ts'
import { countText, SEGMENT_LABELS } from '../deals/deal-words.ts'
import type { SponsorPart } from './sponsor-part.ts'
import { CADENCE_LABELS, DUE_LABELS, DUE_TONES, LEVEL_TONES, RISKS } from './sponsor-words.ts'

/** The account's executives in five figures, and below them what must not go unnoticed. */
export function SponsorStrip({ report, today }: SponsorPart) {
  return (
    <>
      <Strip label="Executive engagement" stats={statsOf(report, today)} />
      {report.alerts.length > 0 ? (
        <ul className="sponsor-alerts" aria-label="What must not go unnoticed">
          {report.alerts.map(({ key, severity, sentence }) => (
            <li key={key}>
              <StatusShape tone={severity === 'medium' ? 'warn' : 'risk'} label={severity === 'medium' ? 'Warning' : 'Risk'} />
              <span>{sentence}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function statsOf({ overall, tier, tierBecause, sponsors, succession, context }: SponsorPart['report'], today: string): Stat[] {
  const here = sponsors.filter(({ left }) => left === null)
  const lead = here.find(({ standing }) => standing === 'primary')
  const last = here.reduce<string | null>(
    (latest, { lastTouch }) => (lastTouch && (!latest || lastTouch > latest) ? lastTouch : latest),
    null,
  )
  const renewal = context.contract?.renewsOn ?? context.contract?.endOn ?? null
  return [
    {
      id: 'overall',
      label: 'Executive engagement',
      value: (
        <>
          {overall.score.value ?? '–'}
          <Status tone={LEVEL_TONES[overall.level]}>{LEVEL_LABELS[overall.level]}</Status>
        </>
      ),
      context: overall.score.note ?? (overall.through ? `of 100, through ${overall.through.name}` : 'of 100'),
    },
    {
      id: 'last',
      label: 'Last executive contact',
      value: last ? dateText(last, today) : '–',
      context: last
        ? `with ${countText(here.filter(({ lastTouch }) => lastTouch !== null).length, 'executive')} so far`
        : 'No contact so far',
    },
    {
      id: 'due',
      label: 'Next meeting with the sponsor',
      value: lead ? (
        <>
          {lead.cadence.overdueDays > 0 ? countText(lead.cadence.overdueDays, 'day') : dateText(lead.cadence.dueOn, today)}
          <Status tone={DUE_TONES[lead.cadence.state]}>{DUE_LABELS[lead.cadence.state]}</Status>
        </>
      ) : (
        '–'
      ),
      context: (
        <span
          title={tierBecause}
        >{`${SEGMENT_LABELS[tier]}: ${CADENCE_LABELS[tier].toLowerCase()}, every ${lead?.cadence.everyDays ?? '–'} days`}</span>
      ),
    },
    {
      id: 'backup',
      label: 'Backup sponsors',
      value: (
        <>
          {succession.backups.length}
          <Status tone={RISKS[succession.risk].tone}>{RISKS[succession.risk].label} succession risk</Status>
        </>
      ),
      context: `${succession.bench.length} more on the bench`,
    },
    {
      id: 'renewal',
      label: 'Renewal',
      value: renewal ? dateText(renewal, today) : '–',
      context: renewal ? (context.contract?.status ?? 'by contract') : 'No contract is known',
    },
  ]
}
