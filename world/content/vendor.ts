/** The simulated company itself: Ledgerwick sells software for payment operations and treasury. */
export const VENDOR = { name: 'Ledgerwick', domain: 'ledgerwick.example' } as const

interface Product {
  readonly name: string
  readonly code: string
  readonly family: string
  /** Share of a deal's list price. */
  readonly weight: number
}

export const PRODUCTS: readonly Product[] = [
  { name: 'Payments Hub', code: 'LW-PAY', family: 'Platform', weight: 5 },
  { name: 'Reconciliation', code: 'LW-REC', family: 'Platform', weight: 3 },
  { name: 'Treasury', code: 'LW-TRE', family: 'Platform', weight: 4 },
  { name: 'Payouts', code: 'LW-OUT', family: 'Platform', weight: 3 },
  { name: 'Fraud Signals', code: 'LW-FRD', family: 'Add-on', weight: 2 },
  { name: 'Bank Connect', code: 'LW-BNK', family: 'Add-on', weight: 2 },
  { name: 'Cash Forecasting', code: 'LW-CSH', family: 'Add-on', weight: 2 },
  { name: 'Premium Support', code: 'LW-SUP', family: 'Service', weight: 1 },
  { name: 'Implementation', code: 'LW-IMP', family: 'Service', weight: 2 },
]

export const PROJECTS: readonly string[] = [
  'core payments rollout',
  'payment operations',
  'reconciliation',
  'treasury renewal',
  'payout automation',
  'bank connectivity',
  'cash visibility',
  'supplier payments',
  'refund handling',
  'instant payments',
  'fraud screening',
  'multi-entity treasury',
  'close automation',
  'collections',
  'card settlement',
  'cross-border payouts',
  'direct debit migration',
  'cash forecasting',
  'ISO 20022 migration',
  'payment factory',
  'invoice matching',
  'shared services',
  'marketplace payouts',
  'liquidity reporting',
  'payroll payments',
  'store settlement',
  'claims payouts',
  'premium collection',
  'fleet payments',
  'subscription billing',
  'tenant payments',
  'phase two',
  'European rollout',
  'pilot',
  'payment hub',
]

export const COMPETITORS: readonly string[] = [
  'Tidewell',
  'Corvane',
  'Payvanta',
  'Norsett',
  'In-house build',
  'Incumbent bank portal',
]

export const LEAD_SOURCES: readonly string[] = [
  'Web',
  'Partner Referral',
  'Outbound',
  'Trade Show',
  'Customer Referral',
  'Webinar',
  'Analyst',
]

export const LOSS_REASONS: readonly string[] = [
  'Lost to competitor',
  'No decision',
  'Price',
  'No budget',
  'Missing feature',
  'Timing',
  'Champion left',
]
