-- What-ifs that somebody named. Nothing of a forecast is kept here but what the scenario said on the day it was saved.
create table scenarios (
  id uuid primary key default gen_random_uuid(),
  author_id uuid not null references users on delete cascade,
  name text not null,
  note text not null default '',
  shared text not null default 'nobody' check (shared in ('nobody', 'team', 'all')),
  period text not null,
  -- Whose deals: a team's with all beneath it, one person's, or with neither all of the company.
  team_id uuid references teams on delete cascade,
  person_id uuid references users on delete cascade,
  levers jsonb not null,
  said jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  check (team_id is null or person_id is null)
);
create index scenarios_author on scenarios (author_id);
