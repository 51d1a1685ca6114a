import { isOpen } from '../opportunities/stage.ts'
import type { Dossier } from '../opportunities/dossier.ts'
import type { ThreadingSettings } from '../settings/threading-settings.ts'
import { championsAmong, type ChampionRecords } from '../stakeholders/champions/champion-report.ts'
import { threading } from '../stakeholders/threading.ts'
import type { DealSituation } from './cause.ts'

/** What the rules see of a deal as of its dossier's instant; undefined where there is nothing to alert about any more. */
export function dealSituation(
  id: string,
  dossier: Dossier,
  records: ChampionRecords & { readonly threading: ThreadingSettings; readonly amountMinor: number | null },
): DealSituation | undefined {
  const { stage } = dossier.opportunity
  if (dossier.removed || stage === undefined || !isOpen(stage)) return undefined
  const found = threading(dossier, records.threading, { amountMinor: records.amountMinor })
  return { id, dossier, threading: found, champions: championsAmong(found.people, dossier, records).people, now: dossier.asOf }
}
