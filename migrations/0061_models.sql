-- The forecasts graded on the company's own past: the latest grading for each kind of period, opened at once by the pages.
create table gradings (
  period text primary key check (period in ('month', 'quarter')),
  state text not null check (state in ('computing', 'ready', 'failed')),
  started_at timestamptz not null,
  done integer not null default 0,
  steps integer not null default 0,
  problem text,
  -- What the report rests on: the newest journal row of a deal, the code of the model, and the day it looks back from.
  up_to bigint,
  model_version text,
  as_of date,
  computed_at timestamptz,
  report jsonb
);

-- Every model that was ever fitted to be used, and what became of it. What it has learned is not stored: it is learned again
-- from the rows that were recorded before `as_of`, to the same bytes.
create table forecast_models (
  number integer primary key generated always as identity,
  state text not null check (state in ('champion', 'challenger', 'retired')),
  model_version text not null,
  fitted_at timestamptz not null,
  as_of date not null,
  deals integer not null,
  closed_deals integer not null,
  won_deals integer not null,
  weeks integer not null,
  ladder jsonb not null,
  held_out jsonb,
  reason text not null,
  decided_at timestamptz not null
);
create unique index forecast_models_champion on forecast_models (state) where state = 'champion';
