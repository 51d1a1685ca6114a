-- How people of the customer stand to each other on a deal, as somebody entered, confirmed or rejected it. Suggestions are
-- computed and not kept; one that was rejected is, so that it does not come back.
create table relationships (
  id uuid primary key default gen_random_uuid(),
  opportunity_id uuid not null references opportunities on delete cascade,
  from_id uuid not null references contacts,
  to_id uuid not null references contacts,
  kind text not null check (kind in ('reports-to', 'influences', 'supports', 'conflicts', 'reaches')),
  source text not null check (source in ('entered', 'suggested')),
  state text not null check (state in ('confirmed', 'rejected')),
  confidence numeric(4, 3) not null check (confidence between 0 and 1),
  note text,
  -- It holds from the first day until the day before the second; null is open.
  since date,
  until date,
  created_by uuid references users,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (opportunity_id, from_id, to_id, kind),
  check (from_id <> to_id),
  check (since < until)
);

-- What the customer decides by on a deal.
create table decision_criteria (
  id uuid primary key default gen_random_uuid(),
  opportunity_id uuid not null references opportunities on delete cascade,
  name text not null,
  weight smallint not null default 3 check (weight between 1 and 5),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz
);
create unique index decision_criteria_name on decision_criteria (opportunity_id, lower(name)) where removed_at is null;

-- Where a person stands on one of them: -2 strongly against us to 2 strongly for us.
create table criterion_positions (
  criterion_id uuid not null references decision_criteria on delete cascade,
  contact_id uuid not null references contacts,
  stance smallint not null check (stance between -2 and 2),
  quote text,
  activity_id uuid references activities on delete set null,
  said_on date,
  updated_at timestamptz not null default now(),
  primary key (criterion_id, contact_id)
);

-- Who promised what to whom.
create table commitments (
  id uuid primary key default gen_random_uuid(),
  opportunity_id uuid not null references opportunities on delete cascade,
  side text not null check (side in ('ours', 'theirs')),
  contact_id uuid references contacts,
  user_id uuid references users,
  what text not null,
  due_on date,
  state text not null default 'open' check (state in ('open', 'kept', 'broken', 'withdrawn')),
  settled_on date,
  activity_id uuid references activities on delete set null,
  created_by uuid references users,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (side = 'ours' or user_id is null)
);
create index commitments_of_deal on commitments (opportunity_id);
create index commitments_due on commitments (due_on) where state = 'open';

-- People of an imported list of a professional network, at the customer that they were matched to.
create table network_people (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  name text not null,
  title text,
  company text,
  mailbox text,
  mailbox_key text,
  connected_to text,
  connected_user_id uuid references users,
  imported_by uuid references users,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index network_people_once on network_people (account_id, lower(name), coalesce(mailbox_key, ''));
