-- Executive sponsors. What people enter about them (standing, level, goals, contract, news) is always read as of an instant, so
-- it is kept in the journal alone; tables hold what needs a lock or a secret.

-- An outreach to an executive: proposed, agreed to by the account's own team, then sent. One that is open per executive.
create table sponsor_outreach (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  contact_id uuid not null references contacts on delete cascade,
  purpose text not null check (purpose in ('relationship', 'strategic-review', 'goals', 'renewal', 'expansion', 'change-at-the-top')),
  topic text not null,
  message text,
  channel text not null check (channel in ('email', 'phone', 'meeting', 'message')),
  state text not null check (state in ('proposed', 'agreed', 'refused', 'sent', 'withdrawn')),
  proposed_by uuid references users,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by_name text,
  decided_at timestamptz,
  reason text,
  ended_at timestamptz
);
create unique index sponsor_outreach_one_open on sponsor_outreach (contact_id) where state in ('proposed', 'agreed');
create index sponsor_outreach_account on sponsor_outreach (account_id, proposed_at desc);

-- A private address under which a calendar program reads somebody's engagement calendar. Of the address only a hash is kept.
create table sponsor_feeds (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  token_hash text not null unique,
  created_at timestamptz not null,
  last_read_at timestamptz,
  revoked_at timestamptz
);
create index sponsor_feeds_user on sponsor_feeds (user_id);

create index events_of_sponsors on events (account_id, recorded_at, id) where noun = 'sponsor';
create index events_of_contact_changes on events (subject, recorded_at) where type = 'contact.changed';
