import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import { isJudged } from './judged-seeds.ts'

/**
 * A company drawn from the range of companies there are: size, growth, season, deals, people, sellers and the state of its
 * records all vary. What a prior may learn from; companies of four years unless `given` says otherwise.
 * Throws RangeError for the seed of a company on which forecasts are judged.
 */
export function randomSettings(
  seed: number,
  given: Partial<WorldSettings> & { readonly end: string },
): Partial<WorldSettings> & { readonly end: string } {
  if (!Number.isInteger(seed) || seed < 1) throw new RangeError('the seed of a drawn company must be a whole number from 1')
  if (isJudged(seed)) throw new RangeError(`the company of seed ${seed} is kept for judging forecasts`)
  return { ...drawSettings(new Random(seed, 'settings')), ...given, seed }
}

/** Every knob drawn; `random` decides all of it. */
export function drawSettings(random: Random): Omit<Partial<WorldSettings>, 'end'> {
  const arrivals = Math.exp(random.between(Math.log(4), Math.log(200)))
  const jitter = (value: number, sd: number) => value * Math.exp(sd * random.normal())
  const sellers = Math.max(2, Math.round(arrivals / random.between(1.2, 3)))
  const small = random.between(0.25, 0.75)
  const enterprise = (1 - small) * random.between(0.15, 0.6)
  const pace = random.between(0.8, 2.2)
  const lowest = random.between(0.35, 0.8)
  const amounts = random.between(0.6, 1.8)
  return {
    arrivals,
    years: 4,
    sellers,
    teams: Math.min(12, Math.max(1, Math.round(sellers / 6))),
    growth: random.between(-0.2, 0.6),
    season: [jitter(1, 0.06), jitter(1.05, 0.06), jitter(0.92, 0.06), jitter(1.03, 0.06)],
    endOfQuarter: endOfQuarter(random.chance(0.25) ? 0 : random.between(0.4, 1.3)),
    shockSd: random.between(0.05, 0.3),
    regimeShift: random.chance(0.2) ? { from: random.between(0.5, 0.9), size: -random.between(0.4, 0.7) } : null,
    segments: [small, 1 - small - enterprise, enterprise],
    amountMedian: [jitter(8_000 * amounts, 0.25), jitter(35_000 * amounts, 0.25), jitter(150_000 * amounts, 0.25)],
    amountSd: [random.between(0.4, 0.8), random.between(0.5, 0.9), random.between(0.7, 1.1)],
    amountTail: random.chance(0.3) ? { share: 0.02, exponent: 1.8 } : null,
    foreignCurrencies: random.chance(0.6),
    pace: [jitter(pace, 0.1), jitter(pace, 0.1), jitter(pace, 0.1)],
    processSd: 0.15,
    segmentPull: [0.15 * random.normal(), 0.15 * random.normal(), 0.15 * random.normal()],
    momentumMemory: random.between(0.75, 0.92),
    coefficientSd: 0.45,
    lossLevel: jitter(1.15, 0.2),
    championLeaves: jitter(0.004, 0.4),
    competitorEnters: jitter(0.01, 0.4),
    stallStarts: jitter(0.01, 0.4),
    stallEnds: jitter(0.12, 0.25),
    stageSkips: random.chance(0.5) ? 0 : random.between(0.03, 0.08),
    stageRegressions: random.chance(0.5) ? 0 : random.between(0.01, 0.05),
    nonLinear: random.chance(0.3)
      ? { crowd: random.between(0, 0.9), cadence: random.between(0, 0.3), pair: random.between(0, 0.8) }
      : { crowd: 0, cadence: 0, pair: 0 },
    skillSd: random.between(0.1, 0.5),
    optimism: { mean: random.between(-0.45, 0.1), sd: random.between(0.1, 0.35) },
    diligence: [random.between(0.3, 0.7), random.between(0.85, 1.1)],
    dueDate: { told: random.between(0.3, 0.85), noiseWeeks: random.between(0.8, 3), sd: random.between(0.25, 0.5) },
    dueDatePull: random.between(0.3, 1),
    peopleAtCustomer: random.chance(0.5)
      ? [
          [3, 5],
          [5, 8],
          [7, 13],
        ]
      : [
          [2, 4],
          [4, 7],
          [6, 10],
        ],
    capture: [lowest, random.between(lowest, 1)],
    lossRecorded: random.between(0.2, 0.6),
    lossRecordedAtQuarterEnd: random.between(0.5, 0.9),
    lossForgotten: random.chance(0.5) ? { share: 0, recorded: 0 } : { share: random.between(0.03, 0.2), recorded: 0.06 },
    segmentOnDeals: random.chance(0.7),
    rolesMissing: random.between(0.1, 0.4),
    competitorSeen: random.between(0.05, 0.3),
    duplicates: random.between(0, 0.04),
    amountMissing: random.between(0, 0.15),
    amountPlaceholder: random.between(0, 0.06),
    backdated: random.between(0, 0.06),
    finalAmountDrift: { mean: random.between(-0.15, 0.03), sd: random.between(0.1, 0.3) },
    replicates: 0,
  }
}

function endOfQuarter(strength: number): number[] {
  return [-0.45, -0.45, -0.45, -0.45, 0, 0, 0, 0, 0, 0.15, 0.35, 0.75, 0.95].map((pull) => strength * pull)
}
