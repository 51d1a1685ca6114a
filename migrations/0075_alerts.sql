-- One row for each rule, subject and key, for as long as anybody remembers: what was told and when stands in `told`, what
-- became of it in the journal.
create table alerts (
  id uuid primary key default gen_random_uuid(),
  rule text not null,
  subject_noun text check (subject_noun in ('opportunity', 'account')),
  opportunity_id uuid references opportunities on delete cascade,
  account_id uuid references accounts on delete cascade,
  cause_key text not null default '',
  recipient_id uuid not null references users on delete cascade,
  state text not null default 'open' check (state in ('open', 'seen', 'snoozed', 'acted-on', 'dismissed', 'gone')),
  cause_state text not null,
  level integer not null default 0,
  priority text not null check (priority in ('urgent', 'normal')),
  always boolean not null default false,
  title text not null,
  body text not null,
  snoozed_until timestamptz,
  closed_at timestamptz,
  -- Opened, and not yet told: it waits for its turn, or is held back by the budget of its recipient.
  waiting boolean not null default true,
  told jsonb not null default '[]',
  told_at timestamptz,
  opened_at timestamptz not null,
  updated_at timestamptz not null default now(),
  check ((subject_noun = 'opportunity') = (opportunity_id is not null) and (subject_noun = 'account') = (account_id is not null))
);
create unique index alerts_cause on alerts (rule, coalesce(opportunity_id, account_id), cause_key) nulls not distinct;
create index alerts_of_recipient on alerts (recipient_id, state, opened_at desc);
create index alerts_of_deal on alerts (opportunity_id);
create index alerts_of_account on alerts (account_id);
create index alerts_waiting on alerts (recipient_id) where waiting;

create table alert_preferences (
  user_id uuid primary key references users on delete cascade,
  value jsonb not null,
  digest_at timestamptz
);

-- What the company changed about a rule; what is not here holds as the rule was written.
create table alert_rules (
  rule text primary key,
  enabled boolean not null default true,
  quiet_days integer check (quiet_days between 1 and 365),
  title text,
  body text,
  updated_at timestamptz not null default now()
);

create table alert_channels (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('email', 'slack', 'teams', 'webhook')),
  name text not null,
  -- What may be shown: the host, and for mail the port, the sender and the user.
  shown jsonb not null,
  -- Addresses that are keys, passwords, signing keys; sealed, never read back out.
  sealed text not null,
  urgent_only boolean not null default false,
  active boolean not null default true,
  problem text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz
);
create unique index alert_channels_name on alert_channels (lower(name)) where removed_at is null;

create table alert_deliveries (
  id uuid primary key default gen_random_uuid(),
  channel_id uuid not null references alert_channels,
  recipient_id uuid not null references users on delete cascade,
  alert_id uuid references alerts on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'delivered', 'given-up')),
  priority text not null check (priority in ('urgent', 'normal')),
  title text not null,
  body text not null,
  attempts integer not null default 0,
  -- Not before this; while it is being sent, when another process may take it over.
  next_at timestamptz not null,
  status integer,
  problem text,
  created_at timestamptz not null,
  delivered_at timestamptz
);
create index alert_deliveries_due on alert_deliveries (next_at) where state in ('waiting', 'sending');
create index alert_deliveries_newest on alert_deliveries (created_at desc, id);

-- How far the journal has been read for deals to look at again.
create table alert_readings (
  reader text primary key,
  last_event bigint not null
);
