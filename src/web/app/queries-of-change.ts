/** One line of the stream: what changed. `noun` is the journal's, in the singular; 'many' stands for more than can be listed. */
export interface Change {
  readonly type: string
  readonly noun: string
}

/**
 * Which queries (by the noun that their keys start with) show something of a changed noun. A deal shows its account, people and
 * activities, and a forecast every deal, so these go stale with them.
 */
const QUERIES_OF: Readonly<Record<string, readonly string[]>> = {
  opportunity: ['opportunities', 'stakeholders', 'accounts', 'forecasting', 'renewals', 'scenarios'],
  stakeholder: ['stakeholders', 'opportunities', 'contacts', 'claims'],
  activity: ['activities', 'stakeholders', 'opportunities', 'accounts', 'contacts', 'sponsors'],
  account: ['accounts', 'opportunities', 'sponsors', 'renewals'],
  contact: ['contacts', 'stakeholders', 'accounts', 'sponsors'],
  contract: ['sponsors', 'renewals'],
  sponsor: ['sponsors', 'renewals'],
  relationship: ['stakeholders'],
  criterion: ['stakeholders'],
  commitment: ['stakeholders'],
  champion: ['stakeholders', 'claims'],
  claim: ['claims'],
  'engagement-plan': ['stakeholders'],
  'save-plan': ['stakeholders'],
  'hand-over-pack': ['stakeholders'],
  network: ['stakeholders'],
  stage: ['pipelines', 'opportunities', 'forecasting', 'scenarios'],
  pipeline: ['pipelines', 'opportunities'],
  setting: ['settings', 'stakeholders', 'sponsors', 'forecasting', 'scenarios'],
  rate: ['currencies', 'opportunities', 'forecasting', 'scenarios'],
  quota: ['quotas', 'forecasting', 'scenarios'],
  team: ['teams', 'users', 'opportunities', 'forecasting', 'scenarios'],
  user: ['users', 'teams', 'session'],
  alert: ['alerts'],
  'alert-rule': ['alerts'],
  'alert-channel': ['alerts'],
  'alert-preference': ['alerts'],
  view: ['views'],
  key: ['keys'],
  import: ['imports', 'quality'],
  model: ['accuracy', 'forecasting', 'scenarios'],
  accuracy: ['accuracy', 'claims'],
  scenario: ['scenarios'],
}

/** The nouns of the queries to ask again; undefined for all of them. */
export function queriesOf(noun: string): readonly string[] | undefined {
  if (noun === 'many') return undefined
  return QUERIES_OF[noun] ?? [noun]
}

/** The change that a line of the stream describes, or undefined for anything else. */
export function changeOf(line: string): Change | undefined {
  try {
    const given = JSON.parse(line) as Partial<Record<keyof Change, unknown>> | null
    return given && typeof given.type === 'string' && typeof given.noun === 'string'
      ? { type: given.type, noun: given.noun }
      : undefined
  } catch {
    return undefined
  }
}
