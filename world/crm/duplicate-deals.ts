import { dateOf, momentOf } from '../calendar.ts'
import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import type { Deal } from './deal.ts'
import { DealRecord } from './deal-record.ts'
import type { Export } from './export-tables.ts'
import type { RecordIds } from './record-ids.ts'
import { STAGE_PROBABILITY } from './stages.ts'
import { momentOnDay, stamp } from './working-hours.ts'

/** How many deals are entered a second time, so that originals and duplicates together come to `settings.deals` where that is fixed. */
export function duplicatesAmong(originals: number, settings: WorldSettings): number {
  return settings.arrivals === null ? settings.deals - originals : Math.round(originals * settings.duplicates)
}

/** Deals that somebody entered a second time within weeks; most are noticed and closed as lost, some linger. Answers the pairs. */
export function addDuplicates(
  deals: readonly Deal[],
  count: number,
  firstAmount: (deal: Deal) => number | null,
  endDay: number,
  settings: WorldSettings,
  out: Export,
  ids: RecordIds,
): { original: string; duplicate: string }[] {
  const random = new Random(settings.seed, 'duplicates')
  const end = momentOf(endDay)
  const old = deals.filter((deal) => deal.plan.firstDay < endDay - 28)
  return random
    .shuffled(old.length >= count ? old : deals)
    .slice(0, count)
    .map((deal) => {
      const id = ids.next('opportunity')
      const seller =
        random.pick(deal.team.territories).find((employee) => momentOf(employee.from) <= deal.created) ?? deal.territory[0]
      const created = Math.min(momentOnDay(random, deal.plan.firstDay + random.integer(7, 20), 0), end - 3_600_000)
      const record = new DealRecord(
        id,
        {
          stage: 'Discovery',
          amount: firstAmount(deal),
          closeDay: deal.plan.firstDay + random.integer(60, 150),
          category: 'Pipeline',
          owner: seller?.id ?? '',
          competitor: null,
          nextStep: null,
          nextStepDay: null,
        },
        created,
        deal.currency,
        end,
        out,
        ids,
      )
      const noticed = created + random.integer(20, 150) * 86_400_000
      const closed =
        random.chance(0.85) &&
        record.edit(noticed, record.fields.owner, {
          stage: 'Closed Lost',
          category: 'Omitted',
          closeDay: Math.floor(noticed / 86_400_000),
        })
      const { fields } = record
      out.opportunities.add({
        Id: id,
        AccountId: deal.customer.id,
        Name: random.chance(0.5) ? deal.name : `${deal.customer.name} ${deal.project}`,
        StageName: fields.stage,
        Amount: fields.amount,
        CurrencyIsoCode: deal.currency,
        Probability: STAGE_PROBABILITY[fields.stage],
        CloseDate: dateOf(fields.closeDay),
        CreatedDate: stamp(created),
        LastModifiedDate: stamp(record.lastEdit),
        LastStageChangeDate: closed ? stamp(record.stageSince) : null,
        IsClosed: closed,
        IsWon: false,
        ForecastCategoryName: fields.category,
        NextStep: null,
        Next_Step_Date__c: null,
        LeadSource: null,
        Type: deal.type,
        OwnerId: fields.owner,
        MainCompetitors__c: null,
        Loss_Reason__c: closed && random.chance(0.6) ? 'Duplicate' : null,
        Segment__c: settings.segmentOnDeals ? deal.customer.segmentName : null,
        Description: null,
      })
      return { original: deal.id, duplicate: id }
    })
}
