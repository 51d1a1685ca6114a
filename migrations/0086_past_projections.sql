-- What was forecast of a period on a past day, for whom it was asked. Such a forecast stays as long as nothing is recorded of the time
-- before that day; a restart need not figure it again.
create table past_projections (
  -- Of the question as text.
  question_digest text primary key,
  -- Of all that the answer rests on, as text: where it differs, the answer is made anew.
  basis_digest text not null,
  figures jsonb not null,
  figured_at timestamptz not null
);
create index past_projections_age on past_projections (figured_at);
