/** The knobs of a simulated company. Hazards and rates are per week unless said. */
export interface WorldSettings {
  readonly seed: number
  /** The day the export is taken: nothing recorded on or after its start (UTC) is in it. */
  readonly end: string
  readonly years: number
  readonly sellers: number
  readonly teams: number
  /** Deals in all, duplicates included; without effect where arrivals are given. */
  readonly deals: number
  /** Mean of new deals a week in the middle of the company's time, or null: then `deals` says how many there are. */
  readonly arrivals: number | null
  /** Growth of arrivals per year. */
  readonly growth: number
  /** Arrivals by calendar quarter. */
  readonly season: readonly [number, number, number, number]
  /** Log-hazard of winning by week of the quarter, 13 values. */
  readonly endOfQuarter: readonly number[]
  /** Standard deviation of the shock that all deals of a quarter share, in log-hazard. */
  readonly shockSd: number
  /** Added to every win log-hazard from the given share of the company's life on; null for none. */
  readonly regimeShift: { readonly from: number; readonly size: number } | null
  /** Share of small, mid-market and enterprise deals. */
  readonly segments: readonly [number, number, number]
  readonly amountMedian: readonly [number, number, number]
  readonly amountSd: readonly [number, number, number]
  /** The share of deals whose amount follows a Pareto law from its segment's 98th percentile on; null for none. */
  readonly amountTail: { readonly share: number; readonly exponent: number } | null
  /** Whether customers outside the United States are billed in their own currency. */
  readonly foreignCurrencies: boolean
  /** How many times faster than the usual a segment's deals go through their life. */
  readonly pace: readonly [number, number, number]
  /** Sd of the log of a factor of its own on the usual rates of each segment and stage. */
  readonly processSd: number
  /** Log-hazard that a segment's deals have more of winning, and as much less of being lost. */
  readonly segmentPull: readonly [number, number, number]
  /** Weekly autocorrelation of a deal's momentum. */
  readonly momentumMemory: number
  /** Sd of the log of the factor on every latent coefficient. */
  readonly coefficientSd: number
  readonly lossLevel: number
  readonly championLeaves: number
  readonly competitorEnters: number
  readonly stallStarts: number
  readonly stallEnds: number
  readonly stageSkips: number
  readonly stageRegressions: number
  /** Effects that no sum of single terms can tell; 0 for none. */
  readonly nonLinear: {
    /** Gain of enterprise deals, and of no others, from four people or more. */
    readonly crowd: number
    /** Loss with the square of the distance from a healthy pace of contact: too quiet and too hectic both hurt. */
    readonly cadence: number
    /** Gain where champion and economic buyer are both engaged; half as much is lost where only one is. */
    readonly pair: number
  }
  /** Log-hazard that each person who may take part, counted up to six and from their mean, adds to a win and takes from a loss; 0 for none. */
  readonly breadth: number
  /** Log-hazard that each of the habits which matter adds to a win and takes from a loss. */
  readonly habitEffect: number
  readonly skillSd: number
  /** Log of the factor on the time a seller expects a deal to take. */
  readonly optimism: { readonly mean: number; readonly sd: number }
  /** Lowest and highest diligence of a seller in keeping the records. */
  readonly diligence: readonly [number, number]
  /** What sellers know of the date the buyer needs: how often they ask, how far off the answer is, and how far dates differ between deals. */
  readonly dueDate: { readonly told: number; readonly noiseWeeks: number; readonly sd: number }
  /** Factor on how strongly buyers hold to that date. */
  readonly dueDatePull: number
  /** People at a customer of each segment: fewest and most. */
  readonly peopleAtCustomer: readonly [readonly [number, number], readonly [number, number], readonly [number, number]]
  /** Lowest and highest share of true activity that a seller's records hold. */
  readonly capture: readonly [number, number]
  /** Share of recorded activity that is kept, to thin out large data. */
  readonly activityShare: number
  readonly lossRecorded: number
  readonly lossRecordedAtQuarterEnd: number
  /** Share of lost deals that nobody looks at any more, and their weekly chance of being closed. */
  readonly lossForgotten: { readonly share: number; readonly recorded: number }
  /** Whether deals carry the segment of their customer; else only accounts do. */
  readonly segmentOnDeals: boolean
  /** Share of people on a deal whose role nobody entered. */
  readonly rolesMissing: number
  readonly competitorSeen: number
  readonly duplicates: number
  readonly amountMissing: number
  readonly amountPlaceholder: number
  readonly backdated: number
  readonly finalAmountDrift: { readonly mean: number; readonly sd: number }
  /**
   * Whether people have lives beside their deals: several records of one person, namesakes, signs of leaving, absences, machine
   * mail, executives and sponsors. They add records with streams and ids of their own; deals go as without them.
   */
  readonly lives: boolean
  /** Replicates of the forward simulation behind each true chance; with 0 no chances are computed, which is faster. */
  readonly replicates: number
}

export function worldSettings(given: Partial<WorldSettings> & { readonly end: string }): WorldSettings {
  const settings: WorldSettings = {
    seed: 1,
    years: 3,
    sellers: 24,
    teams: 4,
    deals: 2500,
    arrivals: null,
    growth: 0.18,
    season: [1, 1.05, 0.92, 1.03],
    endOfQuarter: [-0.45, -0.45, -0.45, -0.45, 0, 0, 0, 0, 0, 0.15, 0.35, 0.75, 0.95],
    shockSd: 0.18,
    regimeShift: null,
    segments: [0.46, 0.35, 0.19],
    amountMedian: [8_000, 35_000, 150_000],
    amountSd: [0.6, 0.7, 0.9],
    amountTail: null,
    foreignCurrencies: true,
    pace: [1, 1, 1],
    processSd: 0,
    segmentPull: [0, 0, 0],
    momentumMemory: 0.85,
    coefficientSd: 0,
    lossLevel: 1,
    championLeaves: 0.004,
    competitorEnters: 0.01,
    stallStarts: 0.01,
    stallEnds: 0.12,
    stageSkips: 0.04,
    stageRegressions: 0.012,
    nonLinear: { crowd: 0, cadence: 0, pair: 0 },
    breadth: 0,
    habitEffect: 0,
    skillSd: 0.3,
    optimism: { mean: -0.2, sd: 0.2 },
    diligence: [0.45, 1.05],
    dueDate: { told: 0.8, noiseWeeks: 0.9, sd: 0.3 },
    dueDatePull: 1,
    peopleAtCustomer: [
      [3, 5],
      [5, 8],
      [7, 13],
    ],
    capture: [0.35, 1],
    activityShare: 1,
    lossRecorded: 0.35,
    lossRecordedAtQuarterEnd: 0.7,
    lossForgotten: { share: 0.18, recorded: 0.06 },
    segmentOnDeals: true,
    rolesMissing: 0.22,
    competitorSeen: 0.15,
    duplicates: 0.02,
    amountMissing: 0.08,
    amountPlaceholder: 0.03,
    backdated: 0.03,
    finalAmountDrift: { mean: -0.06, sd: 0.22 },
    lives: false,
    replicates: 200,
    ...given,
  }
  const broken = refusal(settings)
  if (broken !== null) throw new RangeError(broken)
  return settings
}

function refusal(settings: WorldSettings): string | null {
  if (!Number.isInteger(settings.seed)) return 'seed must be a whole number'
  if (!(settings.years > 0 && settings.years <= 20)) return 'years must be above 0 and at most 20'
  if (!Number.isInteger(settings.teams) || settings.teams < 1 || settings.teams > 12) return 'teams must be from 1 to 12'
  if (!Number.isInteger(settings.sellers) || settings.sellers < settings.teams || settings.sellers > 2000)
    return 'sellers must be a whole number, at least one per team and at most 2000'
  if (!Number.isInteger(settings.deals) || settings.deals < 1 || settings.deals > 1_000_000)
    return 'deals must be from 1 to 1000000'
  if (settings.arrivals !== null && !(settings.arrivals > 0 && settings.arrivals <= 500))
    return 'arrivals must be above 0 and at most 500 a week'
  if (settings.endOfQuarter.length !== 13) return 'endOfQuarter needs 13 weeks'
  return null
}
