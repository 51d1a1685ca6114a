-- What people of ours entered or were told about champions. Scores, ladders and signs are computed from the journal; every row
-- here says when it was recorded, so that each can be read as of a day.

create table champion_tests (
  id uuid primary key default gen_random_uuid(),
  opportunity_id uuid not null references opportunities on delete cascade,
  contact_id uuid not null references contacts on delete cascade,
  rung int not null check (rung between 1 and 3),
  passed boolean not null,
  tested_on date not null,
  tested_by uuid references users on delete set null,
  note text,
  evidence text[] not null default '{}',
  recorded_at timestamptz not null
);
create index champion_tests_deal on champion_tests (opportunity_id);
create index champion_tests_contact on champion_tests (contact_id);

create table save_plans (
  id uuid primary key default gen_random_uuid(),
  opportunity_id uuid not null references opportunities on delete cascade,
  contact_id uuid not null references contacts on delete cascade,
  state text not null default 'open' check (state in ('open', 'done', 'false-alarm')),
  started_at timestamptz not null,
  first_sign_at timestamptz not null,
  certainty numeric(4, 3) not null check (certainty between 0 and 1),
  because text not null,
  -- One of us said so; otherwise the signs did.
  entered boolean not null default false,
  note text,
  closed_at timestamptz
);
create unique index save_plans_open on save_plans (opportunity_id, contact_id) where state = 'open';
create index save_plans_contact on save_plans (contact_id);

create table save_plan_steps (
  plan_id uuid not null references save_plans on delete cascade,
  key text not null check (key in ('confirm', 'reach-buyer', 'find-successor', 'keep-knowledge', 'rebuild-case', 'test-successor')),
  position int not null,
  title text not null,
  because text not null,
  contact_id uuid references contacts on delete set null,
  owner_id uuid references users on delete set null,
  due_on date not null,
  done_at timestamptz,
  primary key (plan_id, key)
);
create index save_plan_steps_contact on save_plan_steps (contact_id);
create index save_plan_steps_owner on save_plan_steps (owner_id);

-- Every version of the plan for one person; the latest holds.
create table engagement_plans (
  opportunity_id uuid not null references opportunities on delete cascade,
  contact_id uuid not null references contacts on delete cascade,
  version int not null check (version > 0),
  goal text not null,
  message text not null,
  channel text not null check (channel in ('email', 'phone', 'meeting', 'message')),
  cadence_days int not null check (cadence_days between 1 and 365),
  next_step text not null,
  next_step_due_on date,
  position int,
  saved_by uuid references users on delete set null,
  saved_at timestamptz not null,
  primary key (opportunity_id, contact_id, version)
);
create index engagement_plans_contact on engagement_plans (contact_id);

-- Every version of what is handed to the champion. Content is open-ended text of a person.
create table hand_over_packs (
  opportunity_id uuid not null references opportunities on delete cascade,
  version int not null check (version > 0),
  content jsonb not null,
  saved_by uuid references users on delete set null,
  saved_at timestamptz not null,
  primary key (opportunity_id, version)
);

-- How far the watch of departures has read.
create table departure_watch (
  one boolean primary key default true check (one),
  upto_event bigint not null,
  upto_stored timestamptz not null,
  ran_at timestamptz not null
);
