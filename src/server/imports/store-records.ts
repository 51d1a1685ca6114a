import type { Mapping } from '../../contract/imports.ts'
import { leakingFields } from '../../domain/imports/quality/deal-warnings.ts'
import type { DealTally } from '../../domain/imports/quality/deal-tally.ts'
import { resolveActivities, storeActivities, tellActivities } from './activities/store.ts'
import type { Lane } from './alongside/store.ts'
import { mergeContracts } from './contracts/store.ts'
import { mergeAccounts, mergeContacts, mergeProducts, tellContacts } from './customers/store.ts'
import { resolveHistory } from './deal-history/store.ts'
import { storeDeals } from './deal-stories/store.ts'
import { resolveDeals } from './deals/store.ts'
import type { Progress } from './import-task.ts'
import { resolveLines, storeLines } from './lines/store.ts'
import { mappedStages, noteStage } from './mapped-stages.ts'
import { resolveGuests, storeParticipants } from './participants/store.ts'
import { mergePeople, nameOwnersOfActivities, nameOwnersOfHistory } from './people/store.ts'
import { mergePipelines, mergeStages } from './pipelines/store.ts'
import { CUSTOMER_NOUNS, FIRST_NOUNS, RECORD_NOUNS, type Arrivals } from './stage-files.ts'
import { resolveStakeholders, storeStakeholders, tellStakeholders } from './stakeholders/store.ts'
import { hasRows, keepDigests, tallyOf, type Run } from './staging/store.ts'
import { storeQuotas, storeRates } from './targets/store.ts'

/**
 * Stores what the files hold, each noun after those that it refers to; activities may still be arriving meanwhile. Where there
 * is a `lane`, people of customers, activities and stakeholders are stored over there meanwhile, and not all may be when this ends.
 */
export async function storeRecords(
  run: Run,
  arrivals: Arrivals,
  { mapping, tally, lane, onProgress }: { mapping: Mapping; tally: DealTally; lane: Lane | undefined; onProgress: Progress },
): Promise<void> {
  await arrivals.await(FIRST_NOUNS)
  // A CRM lists its accounts. Elsewhere people or activities may be all that names one.
  const listsAccounts = run.source === 'salesforce' || (run.source === 'hubspot' && (await hasRows(run, 'accounts')))
  if (!listsAccounts) await arrivals.await()
  await onProgress('Storing people and customers', 0.52)
  await mergePeople(run)
  await mergeAccounts(run)
  // The report names nouns in this order, whichever connection comes to them first.
  tallyOf(run.counts, 'contacts')
  await arrivals.await(CUSTOMER_NOUNS)
  if (lane) await lane.beginContacts(run)
  else await mergeContacts(run)
  await mergeProducts(run, { digitsOf: run.client.escapeLiteral(run.baseCurrency) })
  await mergeContracts(run)
  await arrivals.await(RECORD_NOUNS)
  await onProgress('Storing deals', 0.6)
  await nameOwnersOfHistory(run)
  const leaking = new Set([...leakingFields(tally)].map((field) => JOURNAL_KEYS[field] ?? field))
  await mergePipelines(run)
  await mergeStages(run, {
    stages: mappedStages(mapping),
    onStageMeaning: (name, stage) => noteStage(mapping, name, stage),
  })
  await resolveDeals(run, leaking.has('accountId'))
  await resolveHistory(run)
  await resolveLines(run)
  await arrivals.await()
  await nameOwnersOfActivities(run)
  await onProgress('Sorting activities', 0.6)
  if (lane) await lane.beginActivities(run)
  else await resolveActivities(run)
  await onProgress('Writing the history of deals', 0.62)
  await storeDeals(
    run,
    { leaking, onProgress: async (share) => onProgress('Writing the history of deals', 0.62 + 0.15 * share) },
    async () => {
      await lane?.sorted()
      return 'l_activities'
    },
  )
  await storeLines(run)
  await onProgress('Storing activities', 0.8)
  if (lane) await tellContacts(run)
  else await storeActivities(run)
  await tellActivities(run)
  await onProgress('Storing who took part', 0.85)
  if (!lane) {
    await resolveGuests(run)
    await storeParticipants(run)
    await resolveStakeholders(run)
    await storeStakeholders(run)
  }
  await keepDigests(run, 'm_guests')
  await tellStakeholders(run)
  await storeQuotas(run)
  await storeRates(run)
}

const JOURNAL_KEYS: Readonly<Record<string, string>> = {
  account: 'accountId',
  owner: 'ownerId',
  product: 'listAmount',
  closeOn: 'expectedCloseOn',
}
