import { dateOf, dayOfMoment, momentOf, quarterOf, workdayBefore } from '../calendar.ts'
import { COMPETITORS, LEAD_SOURCES, LOSS_REASONS } from '../content/vendor.ts'
import { NEXT_STEPS } from '../content/meeting-subjects.ts'
import { fill } from '../content/fill.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { WorldSettings } from '../settings.ts'
import type { DealState } from '../latent/deal-process.ts'
import type { Employee } from './company.ts'
import { ownerOn, type Deal } from './deal.ts'
import { DealRecord, type DealFields } from './deal-record.ts'
import type { ExchangeRates } from './exchange-rates.ts'
import type { Export } from './export-tables.ts'
import type { RecordIds } from './record-ids.ts'
import { STAGE_NAMES, STAGE_PROBABILITY, type StageName } from './stages.ts'
import { momentOnDay, stamp, workMoment } from './working-hours.ts'

/** How a deal ended in the CRM, which may be later than in truth, or not yet. */
export interface KeptRecord {
  readonly opportunityId: string
  /** When the closing was recorded; null while open in the CRM. */
  readonly closedAt: number | null
  readonly stage: StageName
  /** As signed, in the deal's currency; null unless won. */
  readonly finalAmount: number | null
  readonly signedOn: number | null
}

/** Expected weeks from the start of a deal to its signature, by segment, and the share of them left in each stage. */
const TYPICAL_WEEKS = [10, 15, 23] as const
const SHARE_LEFT = [1, 0.72, 0.5, 0.3] as const

/** Writes an opportunity as its owners would keep it: late, hopeful, with dates that are pushed when they pass. */
export function keepRecord(
  deal: Deal,
  endDay: number,
  settings: WorldSettings,
  rates: ExchangeRates,
  out: Export,
  ids: RecordIds,
): KeptRecord {
  const random = new Random(settings.seed, `record/${deal.plan.number}`)
  const end = momentOf(endDay)
  const offset = deal.team.region === 'americas' ? -6 : 0
  const { life } = deal
  const createdDay = dayOfMoment(deal.created)
  const amount = roundAmount(deal.plan.amount * rates.perDollar(deal.currency, createdDay), deal.plan.segment)
  const firstOwner = ownerOn(deal, createdDay)
  const placeholder = random.uniform()
  const record = new DealRecord(
    deal.id,
    {
      stage: 'Discovery',
      amount:
        placeholder < settings.amountMissing
          ? null
          : placeholder < settings.amountMissing + settings.amountPlaceholder
            ? 0
            : amount,
      closeDay: guessClose(deal, required(life.states[0]), createdDay, firstOwner, settings, random),
      category: 'Pipeline',
      owner: firstOwner.id,
      competitor: null,
      nextStep: random.chance(0.85) ? nextStep(deal, 0, random) : null,
      nextStepDay: null,
    },
    deal.created,
    deal.currency,
    end,
    out,
    ids,
  )
  const forgotten = random.chance(settings.lossForgotten.share)
  let backlog = 0
  let closedAt: number | null = null
  let finalAmount: number | null = null
  let signedOn: number | null = null
  let lossReason: string | null = null
  for (let week = 0, day = life.firstDay; day < endDay && closedAt === null; week++, day += 7) {
    const state = required(life.states[Math.min(week, life.states.length - 1)])
    const owner = ownerOn(deal, day)
    const quarter = quarterOf(day)
    const lastWeekday = Math.min(4, quarter.end - 1 - day)
    if (owner.id !== record.fields.owner) record.edit(momentOnDay(random, day, offset), deal.team.leaderId, { owner: owner.id })
    const over = week >= life.states.length - 1
    if (over && life.outcome === 'won') {
      const signed = workMoment(random, day, offset, lastWeekday)
      signedOn = dayOfMoment(signed)
      const late = random.chance(settings.backdated) ? 8 : random.weighted([0.6, 0.25, 0.15])
      finalAmount = Math.max(100, Math.round((amountOr(record.fields.amount, amount) * deal.plan.finalFactor) / 10) * 10)
      const closing = {
        stage: 'Closed Won',
        category: 'Closed',
        closeDay: signedOn,
        amount: finalAmount,
        nextStep: null,
        nextStepDay: null,
      } as const
      if (!record.edit(late === 0 ? signed + 1_800_000 : momentOnDay(random, signedOn + late, offset), owner.id, closing)) break
      closedAt = record.lastEdit
      continue
    }
    if (over && life.outcome === 'lost') {
      const rush = quarter.end - day <= 14
      const notices = forgotten
        ? settings.lossForgotten.recorded
        : (rush ? settings.lossRecordedAtQuarterEnd : settings.lossRecorded) * Math.min(1, owner.diligence)
      if (random.chance(notices)) {
        const moment = workMoment(random, day, offset)
        const trueDay = life.firstDay + 7 * (life.states.length - 1) + 2
        const closeDay = random.chance(0.3) ? Math.max(trueDay, createdDay) : Math.max(dayOfMoment(moment), createdDay)
        const reason = random.chance(0.82) ? pickReason(state, record.fields, random) : null
        if (
          record.edit(moment, owner.id, {
            stage: 'Closed Lost',
            category: 'Omitted',
            closeDay,
            nextStep: null,
            nextStepDay: null,
          })
        ) {
          closedAt = record.lastEdit
          lossReason = reason
          continue
        }
        break
      }
    }
    const moment = workMoment(random, day, offset)
    if (week === 0 || moment <= record.lastEdit) continue
    // A stage that was reached long ago is sometimes entered only weeks later.
    if (backlog > 0) backlog--
    else if (random.chance(settings.backdated / 6)) backlog = random.integer(2, 3)
    const change = weeklyChange(deal, state, record.fields, dayOfMoment(moment), owner, amount, backlog > 0, settings, random)
    if (Object.keys(change).length > 0) record.edit(moment, owner.id, change)
  }
  const { fields } = record
  out.opportunities.add({
    Id: record.id,
    AccountId: random.chance(0.008) ? null : deal.customer.id,
    Name: deal.name,
    StageName: fields.stage,
    Amount: fields.amount,
    CurrencyIsoCode: deal.currency,
    Probability: STAGE_PROBABILITY[fields.stage],
    CloseDate: dateOf(fields.closeDay),
    CreatedDate: stamp(deal.created),
    LastModifiedDate: stamp(record.lastEdit),
    LastStageChangeDate: record.stageSince === deal.created ? null : stamp(record.stageSince),
    IsClosed: closedAt !== null,
    IsWon: fields.stage === 'Closed Won',
    ForecastCategoryName: fields.category,
    NextStep: fields.nextStep,
    Next_Step_Date__c: fields.nextStepDay === null ? null : dateOf(fields.nextStepDay),
    LeadSource: random.chance(0.12) ? null : random.pick(LEAD_SOURCES),
    Type: deal.type,
    OwnerId: fields.owner,
    MainCompetitors__c: fields.competitor,
    Loss_Reason__c: lossReason,
    Segment__c: settings.segmentOnDeals ? deal.customer.segmentName : null,
    Description: null,
  })
  return { opportunityId: record.id, closedAt, stage: fields.stage, finalAmount, signedOn }
}

function weeklyChange(
  deal: Deal,
  state: DealState,
  fields: DealFields,
  day: number,
  owner: Employee,
  amount: number,
  behind: boolean,
  settings: WorldSettings,
  random: Random,
): Partial<DealFields> {
  const change: { -readonly [K in keyof DealFields]?: DealFields[K] } = {}
  const stage = required(STAGE_NAMES[state.stage])
  const moved = stage !== fields.stage && !behind && random.chance(0.9 * Math.min(1, owner.diligence))
  if (moved) {
    change.stage = stage
    if (state.stage >= 2 && random.chance(0.4))
      change.amount = roundAmount(amountOr(fields.amount, amount) * Math.exp(0.16 * random.normal()), deal.plan.segment)
  } else if (random.chance(0.012)) {
    change.amount = roundAmount(amountOr(fields.amount, amount) * Math.exp(-0.05 + 0.18 * random.normal()), deal.plan.segment)
  }
  if (!fields.amount && change.amount === undefined && state.stage >= 2 && random.chance(0.25)) change.amount = amount
  const passed = fields.closeDay < day
  if (
    (passed && random.chance(0.8 * Math.min(1, owner.diligence))) ||
    (!passed && random.chance(state.agreed ? 0.9 : moved ? 0.4 : 0.02 + 0.03 * state.stage))
  ) {
    const guess = guessClose(deal, state, day, owner, settings, random)
    if (passed || Math.abs(guess - fields.closeDay) > 9) change.closeDay = guess
  }
  const shown = change.stage ?? fields.stage
  if (moved || state.agreed || random.chance(0.2)) {
    const category = categoryOf(state, shown, change.closeDay ?? fields.closeDay, day, owner, random)
    if (category !== fields.category) change.category = category
  }
  if (state.competitor && fields.competitor === null && random.chance(settings.competitorSeen))
    change.competitor = random.pick(COMPETITORS)
  if (moved || random.chance(0.3 * owner.diligence)) {
    change.nextStep = nextStep(deal, STAGE_NAMES.indexOf(shown), random)
    change.nextStepDay = day + random.integer(2, 16)
  }
  return change
}

/** The date a seller would enter: what the buyer said they need it by, or a typical time; own optimism, and a liking for quarter ends. */
function guessClose(deal: Deal, state: DealState, day: number, owner: Employee, settings: WorldSettings, random: Random): number {
  const segment = deal.plan.segment
  const typical = (required(TYPICAL_WEEKS[segment]) * required(SHARE_LEFT[state.stage])) / required(settings.pace[segment])
  const needed = deal.life.nature.dueWeeks - state.age
  const told = needed > 1 && random.chance(settings.dueDate.told)
  const feeling = owner.optimism * Math.exp(-0.2 * state.momentum + 0.3 * random.normal())
  const weeks = state.agreed
    ? random.between(0.6, 2.2)
    : told
      ? needed + 0.3 + settings.dueDate.noiseWeeks * random.normal()
      : typical * feeling
  const guess = day + Math.round(7 * Math.max(0.8, weeks))
  const quarter = quarterOf(guess)
  const snapped = !state.agreed && quarter.end - guess < 18 && random.chance(0.5) ? quarter.end - 1 : guess
  return workdayBefore(Math.max(day + 1, snapped))
}

function categoryOf(state: DealState, stage: StageName, closeDay: number, day: number, owner: Employee, random: Random): string {
  const thisQuarter = closeDay < quarterOf(day).end
  if (state.agreed && random.chance(0.9)) return 'Commit'
  const feeling =
    state.momentum +
    (state.champion === 'active' ? 0.4 : 0) +
    (state.stalled ? -0.8 : 0) +
    (1 - owner.optimism) +
    0.5 * random.normal()
  if (stage === 'Negotiation') return thisQuarter && feeling > 0.7 ? 'Commit' : feeling > -0.6 ? 'Best Case' : 'Pipeline'
  if (stage === 'Proposal') return feeling > 1.9 && thisQuarter ? 'Commit' : feeling > 0.2 ? 'Best Case' : 'Pipeline'
  return state.stalled && random.chance(0.15) ? 'Omitted' : 'Pipeline'
}

function pickReason(state: DealState, fields: DealFields, random: Random): string {
  if (state.champion === 'left' && random.chance(0.4)) return 'Champion left'
  if (fields.competitor !== null && random.chance(0.6)) return 'Lost to competitor'
  return required(LOSS_REASONS[random.weighted([state.competitor ? 2 : 0.3, 3, 1.6, 1.5, 0.8, 1.5, 0])])
}

function nextStep(deal: Deal, stage: number, random: Random): string {
  // Of some deals nobody on the other side is known yet.
  const person = deal.stakeholders.length > 0 ? random.pick(deal.stakeholders).person.name : 'the buyer'
  return fill(random.pick(NEXT_STEPS[stage] ?? NEXT_STEPS[3] ?? []), { person })
}

function amountOr(entered: number | null, amount: number): number {
  return entered === null || entered === 0 ? amount : entered
}

export function roundAmount(amount: number, segment: number): number {
  const step = [100, 500, 1_000][segment] ?? 100
  return Math.max(step, Math.round(amount / step) * step)
}
