import type { Export } from './export-tables.ts'
import type { RecordIds } from './record-ids.ts'

export const STAGE_NAMES = ['Discovery', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost'] as const
export type StageName = (typeof STAGE_NAMES)[number]

export const STAGE_PROBABILITY = {
  Discovery: 10,
  Qualification: 25,
  Proposal: 50,
  Negotiation: 75,
  'Closed Won': 100,
  'Closed Lost': 0,
} as const satisfies Record<StageName, number>

const CATEGORY = {
  Discovery: 'Pipeline',
  Qualification: 'Pipeline',
  Proposal: 'Best Case',
  Negotiation: 'Commit',
  'Closed Won': 'Closed',
  'Closed Lost': 'Omitted',
} as const satisfies Record<StageName, string>

export function writeStages(out: Export, ids: RecordIds): void {
  for (const [i, name] of STAGE_NAMES.entries())
    out.stages.add({
      Id: ids.next('stage'),
      MasterLabel: name,
      SortOrder: i + 1,
      DefaultProbability: STAGE_PROBABILITY[name],
      ForecastCategoryName: CATEGORY[name],
      IsClosed: name.startsWith('Closed'),
      IsWon: name === 'Closed Won',
      IsActive: true,
    })
}
