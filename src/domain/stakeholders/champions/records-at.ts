import type { DealHistory } from '../../opportunities/replay.ts'
import type { Settings } from '../../settings/settings.ts'
import type { ThreadingSettings } from '../../settings/threading-settings.ts'
import { influenceAt } from '../map/entered-at.ts'
import type { ChampionTest } from './champion-ladder.ts'
import type { ChampionRecords } from './champion-report.ts'
import type { SaidOfDeparture } from './departures.ts'

interface RecordedBeside {
  readonly tests: readonly ChampionTest[]
  readonly said: readonly SaidOfDeparture[]
  readonly settings: Pick<Settings, 'threading' | 'champions'>
}

/** What is known of a deal's champions beside its dossier as of an instant, as reports, alerts and claims of them read it. */
export function recordsAt(
  { events }: Pick<DealHistory, 'events'>,
  before: string,
  { tests, said, settings }: RecordedBeside,
): ChampionRecords & { readonly threading: ThreadingSettings } {
  return {
    events,
    tests,
    said,
    influence: influenceAt(events, before),
    threading: settings.threading,
    departureCertainty: settings.champions.departureCertainty,
  }
}
