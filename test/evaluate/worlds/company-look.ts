/** What was said of one deal open at an instant, by everybody compared, and what came of it. */
export interface DealLook {
  /** Company and quarter: deals of one share its fate. */
  cluster: string
  deal: string
  week: number
  /** In truth already lost, or signed, and not yet entered. */
  settled: boolean
  won: boolean
  wonInQuarter: boolean
  ours: Said
  /** Cells of stage and age, as the first forecast had them. */
  table: Said
  /** The share of deals seen in the same stage before that were won. */
  stage: Said
  /** The shipped prior alone, told nothing of the company's past. */
  prior: Said
  oracle: Said
  /** Of a deal that was won: days until then, and by how many each date was off; else null. */
  dates: { daysLeft: number; ours: number; certified: boolean; entered: number | null; oracle: number | null } | null
  certified: boolean
}

export interface Said {
  ever: number
  inQuarter: number
}

/** A quarter's revenue as forecast from one of its weeks; US dollars. */
export interface QuarterLook {
  cluster: string
  week: number
  actual: number
  ours: Law & { low: number; high: number; fromOpen: number; fromNew: number }
  oracle: Law & { sd: number; fromOpen: number }
  naive: Record<Naive, number>
  /** What of the actual came from deals open then, and from later ones. */
  fromOpen: number
  fromNew: number
  wonBefore: number
  /** Factor of the quarter so far, and of the series of months. */
  nowcast: number
  series: number
  correlation: number
}

export interface Law {
  p10: number
  p50: number
  p90: number
  mean: number
}

export const NAIVE = ['last quarter', 'same quarter last year', 'chances of a CRM', 'stage table'] as const
export type Naive = (typeof NAIVE)[number]

/** A young company: what is said of open deals when only so many have closed. */
export interface YoungLook {
  cluster: string
  closed: number
  won: boolean
  ours: number
  table: number
  prior: number
}

export interface CompanyLook {
  deals: DealLook[]
  quarters: QuarterLook[]
  young: YoungLook[]
  cpuSeconds: number
}
