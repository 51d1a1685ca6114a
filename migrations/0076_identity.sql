-- A record that was merged into another, with what the other took over from it, so that undoing gives it back.
create table contact_merges (
  contact_id uuid primary key references contacts on delete cascade,
  into_id uuid not null references contacts on delete cascade,
  took_do_not_contact boolean not null default false,
  took_opted_out text[] not null default '{}',
  merged_by uuid references users,
  merged_at timestamptz not null,
  check (contact_id <> into_id)
);
create index contact_merges_into on contact_merges (into_id);

-- Two records of which somebody said that they are two people. The lower id first, so that a pair is there once.
create table contacts_apart (
  low_id uuid not null references contacts on delete cascade,
  high_id uuid not null references contacts on delete cascade,
  said_by uuid references users,
  said_at timestamptz not null,
  primary key (low_id, high_id),
  check (low_id < high_id)
);
create index contacts_apart_high on contacts_apart (high_id);
create index contacts_merged on contacts (merged_into_id) where merged_into_id is not null;
