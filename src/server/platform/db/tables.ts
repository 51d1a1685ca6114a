// Written from the migrated catalogue by write-tables.ts; do not edit.

import type { ColumnType, Generated } from 'kysely'

export interface AccountContractsTable {
  id: Generated<string>
  source: string
  external_id: string
  account_id: string
  number: string | null
  start_on: string | null
  end_on: string | null
  term_months: number | null
  status: string | null
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
}

export interface AccountsTable {
  id: Generated<string>
  source: string | null
  external_id: string | null
  name: string
  parent_id: string | null
  owner_id: string | null
  industry: string | null
  segment: 'enterprise' | 'mid-market' | 'smb' | null
  tier: string | null
  employee_count: number | null
  annual_revenue_minor: number | null
  currency: string | null
  website: string | null
  country: string | null
  city: string | null
  founded_year: number | null
  custom: ColumnType<unknown, string | undefined, string>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
}

export interface ActivitiesTable {
  id: Generated<string>
  source: string | null
  external_id: string | null
  kind: 'email' | 'meeting' | 'call' | 'task' | 'note'
  subject: string | null
  body: string | null
  direction: 'inbound' | 'outbound' | 'internal' | null
  sentiment: 'positive' | 'neutral' | 'negative' | null
  status: 'open' | 'done' | 'cancelled' | null
  occurred_at: string
  due_on: string | null
  duration_minutes: number | null
  opportunity_id: string | null
  account_id: string | null
  owner_id: string | null
  automated: Generated<boolean>
  recorded_at: Generated<string>
  stored_at: Generated<string>
}

export interface ActivityParticipantsTable {
  activity_id: string
  position: number
  part: 'from' | 'to' | 'cc' | 'organizer' | 'attendee'
  contact_id: string | null
  user_id: string | null
  address: string | null
  name: string | null
  response: 'accepted' | 'declined' | 'tentative' | 'none' | null
}

export interface AlertChannelsTable {
  id: Generated<string>
  kind: 'email' | 'slack' | 'teams' | 'webhook'
  name: string
  shown: ColumnType<unknown, string, string>
  sealed: string
  urgent_only: Generated<boolean>
  active: Generated<boolean>
  problem: string | null
  created_at: Generated<string>
  updated_at: Generated<string>
  removed_at: string | null
}

export interface AlertDeliveriesTable {
  id: Generated<string>
  channel_id: string
  recipient_id: string
  alert_id: string | null
  state: Generated<'waiting' | 'sending' | 'delivered' | 'given-up'>
  priority: 'urgent' | 'normal'
  title: string
  body: string
  attempts: Generated<number>
  next_at: string
  status: number | null
  problem: string | null
  created_at: string
  delivered_at: string | null
}

export interface AlertPreferencesTable {
  user_id: string
  value: ColumnType<unknown, string, string>
  digest_at: string | null
}

export interface AlertReadingsTable {
  reader: string
  last_event: number
}

export interface AlertRulesTable {
  rule: string
  enabled: Generated<boolean>
  quiet_days: number | null
  title: string | null
  body: string | null
  updated_at: Generated<string>
}

export interface AlertsTable {
  id: Generated<string>
  rule: string
  subject_noun: 'opportunity' | 'account' | null
  opportunity_id: string | null
  account_id: string | null
  cause_key: Generated<string>
  recipient_id: string
  state: Generated<'open' | 'seen' | 'snoozed' | 'acted-on' | 'dismissed' | 'gone'>
  cause_state: string
  level: Generated<number>
  priority: 'urgent' | 'normal'
  always: Generated<boolean>
  title: string
  body: string
  snoozed_until: string | null
  closed_at: string | null
  waiting: Generated<boolean>
  told: ColumnType<unknown, string | undefined, string>
  told_at: string | null
  opened_at: string
  updated_at: Generated<string>
}

export interface ChampionTestsTable {
  id: Generated<string>
  opportunity_id: string
  contact_id: string
  rung: number
  passed: boolean
  tested_on: string
  tested_by: string | null
  note: string | null
  evidence: Generated<string[]>
  recorded_at: string
  withdrawn_at: string | null
}

export interface ClaimJudgementsTable {
  id: Generated<string>
  opportunity_id: string
  claim: string
  kind: string
  statement: string
  as_of: string
  model_version: string | null
  verdict: 'right' | 'wrong'
  note: string | null
  judged_by: string | null
  judged_at: string
  withdrawn_at: string | null
}

export interface CommitmentsTable {
  id: Generated<string>
  opportunity_id: string
  side: 'ours' | 'theirs'
  contact_id: string | null
  user_id: string | null
  what: string
  due_on: string | null
  state: Generated<'open' | 'kept' | 'broken' | 'withdrawn'>
  settled_on: string | null
  activity_id: string | null
  created_by: string | null
  created_at: Generated<string>
  updated_at: Generated<string>
}

export interface ContactAddressesTable {
  contact_id: string
  mailbox: string
  mailbox_key: string
  is_primary: Generated<boolean>
}

export interface ContactMergesTable {
  contact_id: string
  into_id: string
  took_do_not_contact: Generated<boolean>
  took_opted_out: Generated<string[]>
  merged_by: string | null
  merged_at: string
}

export interface ContactsTable {
  id: Generated<string>
  source: string | null
  external_id: string | null
  account_id: string | null
  name: string
  title: string | null
  department: string | null
  phone: string | null
  country: string | null
  language: string | null
  reports_to_id: string | null
  do_not_contact: Generated<boolean>
  do_not_contact_reason: string | null
  preferred_channel: 'email' | 'phone' | 'meeting' | 'message' | null
  opted_out_channels: Generated<string[]>
  merged_into_id: string | null
  custom: ColumnType<unknown, string | undefined, string>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
}

export interface ContactsApartTable {
  low_id: string
  high_id: string
  said_by: string | null
  said_at: string
}

export interface CriterionPositionsTable {
  criterion_id: string
  contact_id: string
  stance: number
  quote: string | null
  activity_id: string | null
  said_on: string | null
  updated_at: Generated<string>
}

export interface CurrenciesTable {
  code: string
  name: string
  minor_digits: number
}

export interface DecisionCriteriaTable {
  id: Generated<string>
  opportunity_id: string
  name: string
  weight: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  removed_at: string | null
}

export interface DepartureWatchTable {
  one: Generated<boolean>
  upto_event: number
  upto_stored: string
  ran_at: string
}

export interface EngagementPlansTable {
  opportunity_id: string
  contact_id: string
  version: number
  goal: string
  message: string
  channel: 'email' | 'phone' | 'meeting' | 'message'
  cadence_days: number
  next_step: string
  next_step_due_on: string | null
  position: number | null
  saved_by: string | null
  saved_at: string
  cleared: Generated<boolean>
}

export interface EventsTable {
  id: Generated<number>
  type: string
  noun: string
  subject: string | null
  opportunity_id: string | null
  account_id: string | null
  occurred_at: string
  recorded_at: string
  stored_at: Generated<string>
  actor_kind: 'user' | 'api-key' | 'import' | 'job' | 'system'
  actor_id: string | null
  actor_name: string
  source: string
  request_id: string | null
  before: ColumnType<unknown, string | null | undefined, string | null>
  after: ColumnType<unknown, string | null | undefined, string | null>
}

export interface ExchangeRatesTable {
  currency: string
  valid_from: string
  per_base: number
  source: Generated<string>
}

export interface ForecastModelsTable {
  number: Generated<number>
  state: 'champion' | 'challenger' | 'retired'
  model_version: string
  fitted_at: string
  as_of: string
  deals: number
  closed_deals: number
  won_deals: number
  weeks: number
  ladder: ColumnType<unknown, string, string>
  held_out: ColumnType<unknown, string | null | undefined, string | null>
  reason: string
  decided_at: string
  challengers: ColumnType<unknown, string | null | undefined, string | null>
  admitted: Generated<string[]>
}

export interface GradingsTable {
  period: 'month' | 'quarter'
  state: 'computing' | 'ready' | 'failed'
  started_at: string
  done: Generated<number>
  steps: Generated<number>
  problem: string | null
  up_to: number | null
  model_version: string | null
  as_of: string | null
  computed_at: string | null
  report: ColumnType<unknown, string | null | undefined, string | null>
}

export interface HandOverPacksTable {
  opportunity_id: string
  version: number
  content: ColumnType<unknown, string, string>
  saved_by: string | null
  saved_at: string
}

export interface IdempotencyKeysTable {
  key: string
  principal: string
  operation: string
  request_hash: string
  response: ColumnType<unknown, string | null | undefined, string | null>
  created_at: Generated<string>
  completed_at: string | null
}

export interface ImportMappingsTable {
  id: Generated<string>
  name: string
  signature: string
  mapping: ColumnType<unknown, string, string>
  created_by: string | null
  created_at: Generated<string>
  updated_at: Generated<string>
}

export interface ImportRejectionsTable {
  import_id: string
  position: number
  file: string
  line: number
  column_name: string | null
  value: string | null
  problem: string
}

export interface ImportRowsTable {
  key: string
  digest: string
}

export interface ImportsTable {
  id: Generated<string>
  status: 'uploaded' | 'previewing' | 'previewed' | 'storing' | 'stored' | 'failed' | 'discarded'
  recognised: string | null
  folder: string | null
  mapping: ColumnType<unknown, string | null | undefined, string | null>
  report: ColumnType<unknown, string | null | undefined, string | null>
  progress: ColumnType<unknown, string | null | undefined, string | null>
  problem: string | null
  created_by: string | null
  created_at: Generated<string>
  updated_at: Generated<string>
  stored_at: string | null
  files: ColumnType<unknown, string | undefined, string>
  rejected_count: Generated<number>
  fingerprint: string | null
  journal_place: string | null
}

export interface ModelTrialsTable {
  single: Generated<boolean>
  started_at: string
  step: string
  done: number
  steps: number
}

export interface NetworkPeopleTable {
  id: Generated<string>
  account_id: string
  name: string
  title: string | null
  company: string | null
  mailbox: string | null
  mailbox_key: string | null
  connected_to: string | null
  connected_user_id: string | null
  imported_by: string | null
  created_at: Generated<string>
  updated_at: Generated<string>
}

export interface OpportunitiesTable {
  id: Generated<string>
  source: string | null
  external_id: string | null
  name: string
  account_id: string | null
  primary_contact_id: string | null
  pipeline_id: string
  stage_id: string
  stage: 'discovery' | 'qualification' | 'proposal' | 'negotiation' | 'closed_won' | 'closed_lost'
  amount_minor: number | null
  currency: Generated<string>
  probability: number | null
  expected_close_on: string | null
  actual_close_on: string | null
  closed_at: string | null
  owner_id: string | null
  forecast_category: Generated<'commit' | 'best_case' | 'pipeline' | 'omitted'>
  next_action: string | null
  next_action_due_on: string | null
  lead_source: string | null
  deal_type: string | null
  segment: 'enterprise' | 'mid-market' | 'smb' | null
  description: string | null
  lost_reason: string | null
  created_by: string | null
  created_at: string | null
  stage_entered_at: string | null
  close_date_moves: Generated<number>
  last_activity_at: string | null
  custom: ColumnType<unknown, string | undefined, string>
  version: Generated<number>
  stored_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
}

export interface OpportunityLinesTable {
  id: Generated<string>
  source: string | null
  external_id: string | null
  opportunity_id: string
  product_id: string
  quantity: Generated<number>
  unit_price_minor: number | null
  total_minor: number | null
  currency: string | null
}

export interface PastProjectionsTable {
  question_digest: string
  basis_digest: string
  figures: ColumnType<unknown, string, string>
  figured_at: string
}

export interface PipelinesTable {
  id: Generated<string>
  source: string | null
  external_id: string | null
  name: string
  position: Generated<number>
  created_at: Generated<string>
}

export interface ProductsTable {
  id: Generated<string>
  source: string | null
  external_id: string | null
  name: string
  code: string | null
  family: string | null
  list_price_minor: number | null
  currency: string | null
  active: Generated<boolean>
  created_at: Generated<string>
}

export interface QuotasTable {
  id: Generated<string>
  source: string | null
  external_id: string | null
  user_id: string | null
  team_id: string | null
  period_start: string
  period_end: string
  amount_minor: number
  currency: string
  created_at: Generated<string>
}

export interface RelationshipsTable {
  id: Generated<string>
  opportunity_id: string
  from_id: string
  to_id: string
  kind: 'reports-to' | 'influences' | 'supports' | 'conflicts' | 'reaches'
  source: 'entered' | 'suggested'
  state: 'confirmed' | 'rejected'
  confidence: number
  note: string | null
  since: string | null
  until: string | null
  created_by: string | null
  created_at: Generated<string>
  updated_at: Generated<string>
}

export interface SavePlanStepsTable {
  plan_id: string
  key: 'confirm' | 'reach-buyer' | 'find-successor' | 'keep-knowledge' | 'rebuild-case' | 'test-successor'
  position: number
  title: string
  because: string
  contact_id: string | null
  owner_id: string | null
  due_on: string
  done_at: string | null
}

export interface SavePlansTable {
  id: Generated<string>
  opportunity_id: string
  contact_id: string
  state: Generated<'open' | 'done' | 'false-alarm'>
  started_at: string
  first_sign_at: string
  certainty: number
  because: string
  entered: Generated<boolean>
  note: string | null
  closed_at: string | null
}

export interface SavedViewsTable {
  id: Generated<string>
  user_id: string
  page: string
  name: string
  search: ColumnType<unknown, string, string>
  shared: Generated<boolean>
  created_at: Generated<string>
}

export interface ScenariosTable {
  id: Generated<string>
  author_id: string
  name: string
  note: Generated<string>
  shared: Generated<'nobody' | 'team' | 'all'>
  period: string
  team_id: string | null
  person_id: string | null
  levers: ColumnType<unknown, string, string>
  said: ColumnType<unknown, string, string>
  created_at: Generated<string>
  updated_at: Generated<string>
  removed_at: string | null
}

export interface SettingsTable {
  key: string
  value: ColumnType<unknown, string, string>
  updated_at: Generated<string>
  updated_by: string | null
}

export interface SponsorFeedsTable {
  id: Generated<string>
  user_id: string
  token_hash: string
  created_at: string
  last_read_at: string | null
  revoked_at: string | null
}

export interface SponsorOutreachTable {
  id: Generated<string>
  account_id: string
  contact_id: string
  purpose: 'relationship' | 'strategic-review' | 'goals' | 'renewal' | 'expansion' | 'change-at-the-top'
  topic: string
  message: string | null
  channel: 'email' | 'phone' | 'meeting' | 'message'
  state: 'proposed' | 'agreed' | 'refused' | 'sent' | 'withdrawn'
  proposed_by: string | null
  proposed_by_name: string
  proposed_at: string
  decided_by_name: string | null
  decided_at: string | null
  reason: string | null
  ended_at: string | null
}

export interface StagesTable {
  id: Generated<string>
  pipeline_id: string
  external_id: string | null
  name: string
  position: number
  canonical: 'discovery' | 'qualification' | 'proposal' | 'negotiation' | 'closed_won' | 'closed_lost'
  probability: number | null
  forecast_category: 'commit' | 'best_case' | 'pipeline' | 'omitted' | null
  active: Generated<boolean>
}

export interface StakeholderRolesTable {
  stakeholder_id: string
  role: 'economic-buyer' | 'champion' | 'decision-maker' | 'technical-evaluator' | 'influencer' | 'user' | 'blocker' | 'legal' | 'procurement'
  source: 'entered' | 'imported' | 'suggested'
  confidence: number
  state: Generated<'suggested' | 'confirmed' | 'rejected'>
  source_label: string | null
  confirmed_by: string | null
  created_at: Generated<string>
}

export interface StakeholdersTable {
  id: Generated<string>
  opportunity_id: string
  contact_id: string
  is_primary: Generated<boolean>
  influence_level: 'high' | 'medium' | 'low' | null
  decision_authority: 'final_decision' | 'strong_influence' | 'input_only' | 'blocker' | null
  advocacy_level: 'strong_advocate' | 'supporter' | 'neutral' | 'skeptic' | 'blocker' | null
  note: string | null
  joined_at: Generated<string>
  left_at: string | null
  created_at: Generated<string>
  updated_at: Generated<string>
}

export interface TeamLinksTable {
  id: Generated<string>
  team_id: string
  parent_id: string | null
  valid_from: string
  valid_to: string | null
}

export interface TeamMembersTable {
  id: Generated<string>
  team_id: string
  user_id: string
  leads: Generated<boolean>
  valid_from: string
  valid_to: string | null
}

export interface TeamsTable {
  id: Generated<string>
  source: string | null
  external_id: string | null
  name: string
  created_at: Generated<string>
}

export interface ThreadRecordsTable {
  as_of: string
  up_to: string
  context: string
  record: ColumnType<unknown, string, string>
  computed_at: string
}

export interface ThreadTracksTable {
  as_of: string
  up_to: string
  context: string
  tracks: Buffer
  computed_at: string
}

export interface UsersTable {
  id: Generated<string>
  source: string | null
  external_id: string | null
  name: string
  email: string | null
  title: string | null
  role: Generated<'rep' | 'manager' | 'executive' | 'revops' | 'deal-desk' | 'customer-success' | 'admin'>
  active: Generated<boolean>
  sign_in_id: string | null
  preferences: ColumnType<unknown, string | undefined, string>
  created_at: Generated<string>
  updated_at: Generated<string>
}

export interface Tables {
  account_contracts: AccountContractsTable
  accounts: AccountsTable
  activities: ActivitiesTable
  activity_participants: ActivityParticipantsTable
  alert_channels: AlertChannelsTable
  alert_deliveries: AlertDeliveriesTable
  alert_preferences: AlertPreferencesTable
  alert_readings: AlertReadingsTable
  alert_rules: AlertRulesTable
  alerts: AlertsTable
  champion_tests: ChampionTestsTable
  claim_judgements: ClaimJudgementsTable
  commitments: CommitmentsTable
  contact_addresses: ContactAddressesTable
  contact_merges: ContactMergesTable
  contacts: ContactsTable
  contacts_apart: ContactsApartTable
  criterion_positions: CriterionPositionsTable
  currencies: CurrenciesTable
  decision_criteria: DecisionCriteriaTable
  departure_watch: DepartureWatchTable
  engagement_plans: EngagementPlansTable
  events: EventsTable
  exchange_rates: ExchangeRatesTable
  forecast_models: ForecastModelsTable
  gradings: GradingsTable
  hand_over_packs: HandOverPacksTable
  idempotency_keys: IdempotencyKeysTable
  import_mappings: ImportMappingsTable
  import_rejections: ImportRejectionsTable
  import_rows: ImportRowsTable
  imports: ImportsTable
  model_trials: ModelTrialsTable
  network_people: NetworkPeopleTable
  opportunities: OpportunitiesTable
  opportunity_lines: OpportunityLinesTable
  past_projections: PastProjectionsTable
  pipelines: PipelinesTable
  products: ProductsTable
  quotas: QuotasTable
  relationships: RelationshipsTable
  save_plan_steps: SavePlanStepsTable
  save_plans: SavePlansTable
  saved_views: SavedViewsTable
  scenarios: ScenariosTable
  settings: SettingsTable
  sponsor_feeds: SponsorFeedsTable
  sponsor_outreach: SponsorOutreachTable
  stages: StagesTable
  stakeholder_roles: StakeholderRolesTable
  stakeholders: StakeholdersTable
  team_links: TeamLinksTable
  team_members: TeamMembersTable
  teams: TeamsTable
  thread_records: ThreadRecordsTable
  thread_tracks: ThreadTracksTable
  users: UsersTable
}
