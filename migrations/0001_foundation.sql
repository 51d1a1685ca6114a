-- Storage of the foundation: people and access, accounts, deals, activities, the journal, imports.
-- Rules that hold for every table here:
--   * money is integer minor units beside its currency; instants are timestamptz, days are date;
--   * value lists are CHECKed text; each list equals the tuple of the same name in src/domain;
--   * what came from elsewhere carries (source, external_id), unique together;
--   * id of such a row is derived from them, so the same export gives the same ids everywhere.

create extension if not exists pg_trgm;

create function external_uuid(source text, noun text, external_id text) returns uuid
  language sql immutable strict parallel safe
  return overlay(overlay(md5(source || ':' || noun || ':' || external_id) placing '3' from 13) placing '8' from 17)::uuid;

-- ---------------------------------------------------------------- people of our own company

create table users (
  id uuid primary key default gen_random_uuid(),
  source text,
  external_id text,
  name text not null,
  email text,
  title text,
  role text not null default 'rep' check (role in ('rep', 'manager', 'executive', 'revops', 'deal-desk', 'customer-success', 'admin')),
  active boolean not null default true,
  sign_in_id text unique,
  preferences jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (source, external_id)
);
create unique index users_email on users (lower(email)) where email is not null;

create table teams (
  id uuid primary key default gen_random_uuid(),
  source text,
  external_id text,
  name text not null,
  created_at timestamptz not null default now(),
  unique (source, external_id)
);

-- Who is above a team, from a day on. valid_to is exclusive; null is "until changed".
create table team_links (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null references teams on delete cascade,
  parent_id uuid references teams on delete cascade,
  valid_from date not null,
  valid_to date,
  check (valid_to is null or valid_from < valid_to),
  check (parent_id is null or parent_id <> team_id)
);
create unique index team_links_current on team_links (team_id) where valid_to is null;
create index team_links_parent on team_links (parent_id);

create table team_members (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null references teams on delete cascade,
  user_id uuid not null references users on delete cascade,
  leads boolean not null default false,
  valid_from date not null,
  valid_to date,
  check (valid_to is null or valid_from < valid_to)
);
create unique index team_members_current on team_members (team_id, user_id) where valid_to is null;
create index team_members_user on team_members (user_id);

create table quotas (
  id uuid primary key default gen_random_uuid(),
  source text,
  external_id text,
  user_id uuid references users on delete cascade,
  team_id uuid references teams on delete cascade,
  period_start date not null,
  period_end date not null,
  amount_minor bigint not null check (0 <= amount_minor),
  currency text not null,
  created_at timestamptz not null default now(),
  check (period_start <= period_end),
  check (num_nonnulls(user_id, team_id) = 1),
  unique (source, external_id)
);
create unique index quotas_user_period on quotas (user_id, period_start, period_end) where user_id is not null;
create unique index quotas_team_period on quotas (team_id, period_start, period_end) where team_id is not null;

create table settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by uuid references users
);

create table currencies (
  code text primary key check (code ~ '^[A-Z]{3}$'),
  name text not null,
  minor_digits smallint not null check (minor_digits between 0 and 4)
);

-- Units of `currency` that one unit of the base currency buys, from a day on.
create table exchange_rates (
  currency text not null references currencies,
  valid_from date not null,
  per_base numeric(20, 8) not null check (0 < per_base),
  source text not null default 'entered',
  primary key (currency, valid_from)
);

-- ---------------------------------------------------------------- customers

create table accounts (
  id uuid primary key default gen_random_uuid(),
  source text,
  external_id text,
  name text not null,
  parent_id uuid references accounts,
  owner_id uuid references users,
  industry text,
  segment text check (segment in ('enterprise', 'mid-market', 'smb')),
  tier text,
  employee_count integer check (0 <= employee_count),
  annual_revenue_minor bigint,
  currency text,
  website text,
  country text,
  city text,
  founded_year integer,
  custom jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (source, external_id)
);
create index accounts_name on accounts using gin (name gin_trgm_ops);
create index accounts_name_order on accounts (lower(name), id);
create index accounts_owner on accounts (owner_id);
create index accounts_parent on accounts (parent_id) where parent_id is not null;

create table contacts (
  id uuid primary key default gen_random_uuid(),
  source text,
  external_id text,
  account_id uuid references accounts,
  name text not null,
  title text,
  department text,
  phone text,
  country text,
  language text,
  reports_to_id uuid references contacts,
  do_not_contact boolean not null default false,
  do_not_contact_reason text,
  preferred_channel text check (preferred_channel in ('email', 'phone', 'meeting', 'message')),
  opted_out_channels text[] not null default '{}',
  merged_into_id uuid references contacts,
  custom jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (source, external_id)
);
create index contacts_account on contacts (account_id);
create index contacts_name on contacts using gin (name gin_trgm_ops);

-- mailbox: the address as people type it; mailbox_key: after normalisation, the identity of a thread.
create table contact_addresses (
  contact_id uuid not null references contacts on delete cascade,
  mailbox text not null,
  mailbox_key text not null,
  is_primary boolean not null default false,
  primary key (contact_id, mailbox_key)
);
create index contact_addresses_key on contact_addresses (mailbox_key);

-- ---------------------------------------------------------------- what is sold, and how

create table products (
  id uuid primary key default gen_random_uuid(),
  source text,
  external_id text,
  name text not null,
  code text,
  family text,
  list_price_minor bigint,
  currency text,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  unique (source, external_id)
);

create table pipelines (
  id uuid primary key default gen_random_uuid(),
  source text,
  external_id text,
  name text not null,
  position integer not null default 0,
  created_at timestamptz not null default now(),
  unique (source, external_id)
);

create table stages (
  id uuid primary key default gen_random_uuid(),
  pipeline_id uuid not null references pipelines on delete cascade,
  external_id text,
  name text not null,
  position integer not null,
  canonical text not null check (canonical in ('discovery', 'qualification', 'proposal', 'negotiation', 'closed_won', 'closed_lost')),
  probability integer check (probability between 0 and 100),
  forecast_category text check (forecast_category in ('commit', 'best_case', 'pipeline', 'omitted')),
  active boolean not null default true,
  unique (pipeline_id, name)
);

create table opportunities (
  id uuid primary key default gen_random_uuid(),
  source text,
  external_id text,
  name text not null,
  account_id uuid references accounts,
  primary_contact_id uuid references contacts,
  pipeline_id uuid not null references pipelines,
  stage_id uuid not null references stages,
  stage text not null check (stage in ('discovery', 'qualification', 'proposal', 'negotiation', 'closed_won', 'closed_lost')),
  amount_minor bigint,
  currency text not null default 'USD',
  probability integer check (probability between 0 and 100),
  expected_close_on date,
  actual_close_on date,
  closed_at timestamptz,
  owner_id uuid references users,
  forecast_category text not null default 'pipeline' check (forecast_category in ('commit', 'best_case', 'pipeline', 'omitted')),
  next_action text,
  next_action_due_on date,
  lead_source text,
  deal_type text,
  segment text check (segment in ('enterprise', 'mid-market', 'smb')),
  description text,
  lost_reason text,
  created_by uuid references users,
  created_at timestamptz,
  stage_entered_at timestamptz,
  close_date_moves integer not null default 0,
  last_activity_at timestamptz,
  custom jsonb not null default '{}',
  version integer not null default 1,
  stored_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (source, external_id)
);
create index opportunities_owner_stage on opportunities (owner_id, stage) where deleted_at is null;
create index opportunities_open on opportunities (expected_close_on, id) where deleted_at is null and stage not in ('closed_won', 'closed_lost');
create index opportunities_account on opportunities (account_id);
create index opportunities_closed on opportunities (actual_close_on) where deleted_at is null and stage in ('closed_won', 'closed_lost');
create index opportunities_name on opportunities using gin (name gin_trgm_ops);
create index opportunities_pipeline on opportunities (pipeline_id);

create table opportunity_lines (
  id uuid primary key default gen_random_uuid(),
  source text,
  external_id text,
  opportunity_id uuid not null references opportunities on delete cascade,
  product_id uuid not null references products,
  quantity numeric(14, 4) not null default 1,
  unit_price_minor bigint,
  total_minor bigint,
  currency text,
  unique (source, external_id)
);
create index opportunity_lines_opportunity on opportunity_lines (opportunity_id);

-- One person on one deal. Buying roles are rows of their own: several per person, each with its source.
create table stakeholders (
  id uuid primary key default gen_random_uuid(),
  opportunity_id uuid not null references opportunities on delete cascade,
  contact_id uuid not null references contacts,
  is_primary boolean not null default false,
  influence_level text check (influence_level in ('high', 'medium', 'low')),
  decision_authority text check (decision_authority in ('final_decision', 'strong_influence', 'input_only', 'blocker')),
  advocacy_level text check (advocacy_level in ('strong_advocate', 'supporter', 'neutral', 'skeptic', 'blocker')),
  note text,
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (opportunity_id, contact_id)
);
create index stakeholders_contact on stakeholders (contact_id);

create table stakeholder_roles (
  stakeholder_id uuid not null references stakeholders on delete cascade,
  role text not null check (role in ('economic-buyer', 'champion', 'decision-maker', 'technical-evaluator', 'influencer', 'user', 'blocker', 'legal', 'procurement')),
  source text not null check (source in ('entered', 'imported', 'suggested')),
  confidence numeric(4, 3) not null check (confidence between 0 and 1),
  state text not null default 'confirmed' check (state in ('suggested', 'confirmed', 'rejected')),
  source_label text,
  confirmed_by uuid references users,
  created_at timestamptz not null default now(),
  primary key (stakeholder_id, role)
);

-- ---------------------------------------------------------------- what happened

create table activities (
  id uuid primary key default gen_random_uuid(),
  source text,
  external_id text,
  kind text not null check (kind in ('email', 'meeting', 'call', 'task', 'note')),
  subject text,
  body text,
  direction text check (direction in ('inbound', 'outbound', 'internal')),
  sentiment text check (sentiment in ('positive', 'neutral', 'negative')),
  status text check (status in ('open', 'done', 'cancelled')),
  occurred_at timestamptz not null,
  due_on date,
  duration_minutes integer check (0 <= duration_minutes),
  opportunity_id uuid references opportunities on delete cascade,
  account_id uuid references accounts,
  owner_id uuid references users,
  automated boolean not null default false,
  recorded_at timestamptz not null default now(),
  stored_at timestamptz not null default now(),
  unique (source, external_id)
);
create index activities_opportunity on activities (opportunity_id, occurred_at desc) where opportunity_id is not null;
create index activities_account on activities (account_id, occurred_at desc) where account_id is not null;
create index activities_owner on activities (owner_id, occurred_at desc);

create table activity_participants (
  activity_id uuid not null references activities on delete cascade,
  position smallint not null,
  part text not null check (part in ('from', 'to', 'cc', 'organizer', 'attendee')),
  contact_id uuid references contacts,
  user_id uuid references users,
  address text,
  name text,
  response text check (response in ('accepted', 'declined', 'tentative', 'none')),
  primary key (activity_id, position)
);
create index activity_participants_contact on activity_participants (contact_id) where contact_id is not null;

-- ---------------------------------------------------------------- the journal

-- occurred_at: when it was true. recorded_at: when it became known (the source's own stamp for history that was
-- imported). stored_at: when this database wrote it down. "As of" a day reads recorded_at.
create table events (
  id bigint generated always as identity primary key,
  type text not null,
  noun text not null,
  subject uuid,
  opportunity_id uuid,
  account_id uuid,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  stored_at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('user', 'api-key', 'import', 'job', 'system')),
  actor_id uuid,
  actor_name text not null,
  source text not null,
  request_id text,
  before jsonb,
  after jsonb
);
create index events_opportunity on events (opportunity_id, recorded_at, id) where opportunity_id is not null;
create index events_subject on events (subject, id);
create index events_stored on events (stored_at, id);

create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only';
end $$;
create trigger events_append_only before update or delete on events for each statement execute function journal_is_append_only();
create trigger events_never_truncated before truncate on events for each statement execute function journal_is_append_only();

create table idempotency_keys (
  key text not null,
  principal text not null,
  operation text not null,
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  primary key (principal, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- ---------------------------------------------------------------- imports and data quality

create table imports (
  id uuid primary key default gen_random_uuid(),
  status text not null check (status in ('uploaded', 'previewing', 'previewed', 'storing', 'stored', 'failed', 'discarded')),
  recognised text,
  folder text,
  mapping jsonb,
  report jsonb,
  progress jsonb,
  problem text,
  created_by uuid references users,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  stored_at timestamptz
);

create table import_rejections (
  import_id uuid not null references imports on delete cascade,
  position integer not null,
  file text not null,
  line integer not null,
  column_name text,
  value text,
  problem text not null,
  primary key (import_id, position)
);

create table import_mappings (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  signature text not null,
  mapping jsonb not null,
  created_by uuid references users,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table saved_views (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  page text not null,
  name text not null,
  search jsonb not null,
  shared boolean not null default false,
  created_at timestamptz not null default now(),
  unique (user_id, page, name)
);

insert into currencies (code, name, minor_digits) values
  ('USD', 'US dollar', 2), ('EUR', 'Euro', 2), ('GBP', 'Pound sterling', 2), ('CHF', 'Swiss franc', 2), ('JPY', 'Japanese yen', 0),
  ('CAD', 'Canadian dollar', 2), ('AUD', 'Australian dollar', 2), ('NZD', 'New Zealand dollar', 2), ('SEK', 'Swedish krona', 2),
  ('NOK', 'Norwegian krone', 2), ('DKK', 'Danish krone', 2), ('PLN', 'Polish zloty', 2), ('CZK', 'Czech koruna', 2),
  ('INR', 'Indian rupee', 2), ('BRL', 'Brazilian real', 2), ('MXN', 'Mexican peso', 2), ('SGD', 'Singapore dollar', 2),
  ('HKD', 'Hong Kong dollar', 2), ('CNY', 'Chinese yuan', 2), ('KRW', 'South Korean won', 0), ('ZAR', 'South African rand', 2),
  ('ILS', 'Israeli new shekel', 2), ('TRY', 'Turkish lira', 2), ('AED', 'UAE dirham', 2), ('KWD', 'Kuwaiti dinar', 3), ('BHD', 'Bahraini dinar', 3);
