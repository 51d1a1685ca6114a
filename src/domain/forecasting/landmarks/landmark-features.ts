/** What a reader would call the thing that a feature speaks of: contributions are added up by it. */
export const FEATURE_GROUPS = ['timing', 'engagement', 'people', 'amount', 'close date', 'owner', 'source', 'data'] as const
export type FeatureGroup = (typeof FEATURE_GROUPS)[number]

/** Kinds of data that a company may not have (yet); a feature that needs one is not known until the first of it is recorded. */
export const DATA_KINDS = [
  'activity',
  'direction',
  'sentiment',
  'person',
  'role',
  'amount',
  'close date',
  'forecast category',
  'next action',
  'source',
  'deal type',
  'account',
] as const
export type DataKind = (typeof DATA_KINDS)[number]

export interface LandmarkFeature {
  readonly name: string
  readonly group: FeatureGroup
  /** For people, as in "weeks since they last wrote". */
  readonly words: string
  /** How the number is made. */
  readonly scale: string
  /** Not a number until the company has recorded the first of this. */
  readonly needs: DataKind | null
}

const feature = <const N extends string>(
  name: N,
  group: FeatureGroup,
  words: string,
  scale: string,
  needs: DataKind | null = null,
): LandmarkFeature & { readonly name: N } => ({ name, group, words, scale, needs })

/** What one deal's own past says. EWMA: each thing counts 0.3 in the week it happened and 0.7 times as much each week later. */
export const OWN_FEATURES = [
  feature('stageAge', 'timing', 'time in the stage', 'ln(1 + weeks since the stage was entered)'),
  feature('age', 'timing', 'age of the deal', 'ln(1 + weeks since it was created)'),
  feature('proposalAge', 'timing', 'time in the stage', 'time in the stage if it is the proposal, else 0'),
  feature('negotiationAge', 'timing', 'time in the stage', 'time in the stage if it is the negotiation, else 0'),
  feature('setbacks', 'timing', 'moves back to an earlier stage', 'ln(1 + moves to an earlier stage and re-openings)'),
  feature('advances', 'timing', 'recent moves to a later stage', 'EWMA of moves to a later stage'),
  feature('moves', 'timing', 'moves between stages so far', 'ln(1 + moves, forward and back)'),
  feature(
    'fallen',
    'timing',
    'stages behind the furthest reached',
    'stages from the furthest ever reached down to the present one',
  ),
  feature('inbound', 'engagement', 'messages and calls from them', 'ln(1 + EWMA)', 'direction'),
  feature('meetings', 'engagement', 'meetings with them', 'ln(1 + EWMA)', 'activity'),
  feature('outbound', 'engagement', 'messages and calls to them', 'ln(1 + EWMA)', 'direction'),
  feature(
    'sentiment',
    'engagement',
    'tone of what they write and say',
    'EWMA of tone (−1, 0, 1) over (EWMA of rated + 0.3)',
    'sentiment',
  ),
  feature(
    'sinceSign',
    'engagement',
    'time since they last wrote, called or met',
    'ln(1 + weeks), from creation where never',
    'activity',
  ),
  feature(
    'silence',
    'engagement',
    'silence against their own rhythm',
    '−ln of the chance of so long a silence from somebody as active as they were, at most 6',
    'activity',
  ),
  feature('meetingAhead', 'engagement', 'a meeting in the calendar', '1 with a meeting planned for later, else 0', 'activity'),
  feature('people', 'people', 'people touched', 'ln(1 + people who took part in anything)', 'person'),
  feature('activePeople', 'people', 'people active in the last four weeks', 'ln(1 + people who wrote, called or met)', 'person'),
  feature('champion', 'people', 'champion known', '1 or 0', 'role'),
  feature('economicBuyer', 'people', 'economic buyer known', '1 or 0', 'role'),
  feature('noRoles', 'people', 'no role known', '1 where nobody on the deal has a role, else 0', 'role'),
  feature(
    'championSilence',
    'people',
    'time since the champion last wrote or met',
    'ln(1 + weeks); 0 without a champion',
    'role',
  ),
  feature('noAmount', 'amount', 'no amount', '1 without an amount, else 0', 'amount'),
  feature('amountChange', 'amount', 'amount raised or cut', '1 above the first amount, −1 below it, else 0', 'amount'),
  feature('pushes', 'close date', 'close date pushed', 'moves of the close date to a later day, at most 4', 'close date'),
  feature('noDue', 'close date', 'no close date', '1 without a close date, else 0', 'close date'),
  feature('overdue', 'close date', 'close date passed', 'ln(1 + weeks past the close date)', 'close date'),
  feature(
    'dueAge',
    'close date',
    'how long ago the close date was entered',
    'ln(1 + weeks since it was entered or changed); 0 without one',
    'close date',
  ),
  feature(
    'duePulled',
    'close date',
    'close date brought forward',
    '1 / (1 + weeks since) where the last change was to an earlier day, else 0',
    'close date',
  ),
  feature(
    'dueSoon',
    'close date',
    'a near close date entered lately',
    'exp(−half the weeks since it was entered − half the weeks to it); 0 without one or once it has passed',
    'close date',
  ),
  feature('commit', 'owner', 'called commit', '1 where the forecast category entered is commit, else 0', 'forecast category'),
  feature(
    'bestCase',
    'owner',
    'called best case',
    '1 where the forecast category entered is best case, else 0',
    'forecast category',
  ),
  feature('nextAction', 'data', 'next step entered', '1 or 0', 'next action'),
  feature('noActivity', 'data', 'nothing logged', '1 where no activity was ever logged on it, else 0', 'activity'),
] as const satisfies readonly LandmarkFeature[]

/** What the company's past up to the landmark says of a deal's owner, account, stage and kind. */
export const CONTEXT_FEATURES = [
  feature(
    'stagePace',
    'timing',
    'time in the stage against the usual',
    'ln(1 + weeks) less its mean where deals left this stage before',
  ),
  feature(
    'amount',
    'amount',
    'amount against others of the segment',
    'ln(amount) less its mean over the segment, within ±4',
    'amount',
  ),
  feature('owner', 'owner', 'what the owner won and lost before', 'log-odds beyond the company’s, 20 deals of doubt'),
  feature('ownerLoad', 'owner', 'open deals of the owner', 'ln(1 + open deals)'),
  feature('source', 'source', 'what deals of this source came to', 'log-odds beyond the company’s, 20 deals of doubt', 'source'),
  feature(
    'dealType',
    'source',
    'what deals of this type came to',
    'log-odds beyond the company’s, 20 deals of doubt',
    'deal type',
  ),
  feature('accountWon', 'source', 'deals won at the account', 'ln(1 + other deals won there)', 'account'),
  feature('accountLost', 'source', 'deals lost at the account', 'ln(1 + other deals lost there)', 'account'),
] as const satisfies readonly LandmarkFeature[]

/** What is recorded of a deal, its company's past with it. */
export const RECORDED_FEATURES: readonly LandmarkFeature[] = [...OWN_FEATURES, ...CONTEXT_FEATURES]

/** What all of these together came to in other companies, beyond what each says alone: see `patterns.ts`. */
export const PATTERN_FEATURES = [
  feature('patternWin', 'data', 'how its records go together', 'ln of how much sooner deals like it were won'),
  feature('patternLoss', 'data', 'how its records go together', 'ln of how much sooner deals like it were lost'),
] as const satisfies readonly LandmarkFeature[]

/** The columns of a landmark row's x, in order. */
export const LANDMARK_FEATURES: readonly LandmarkFeature[] = [...RECORDED_FEATURES, ...PATTERN_FEATURES]

export type OwnFeature = (typeof OWN_FEATURES)[number]['name']
export type ContextFeature = (typeof CONTEXT_FEATURES)[number]['name']
