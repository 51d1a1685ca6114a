-- The trial of a model that is under way, for those who watch it: at most one. What came of it stands in forecast_models.
create table model_trials (
  single boolean primary key default true check (single),
  started_at timestamptz not null,
  step text not null,
  done integer not null,
  steps integer not null
);
