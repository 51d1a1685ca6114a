-- What closed deals say of winning by active threads, as of the start of a day: computed from the journal, kept because a page
-- cannot wait for a hundred thousand deals to be replayed.
create table thread_records (
  as_of date primary key,
  -- Where the journal stood, and the settings that it was computed under.
  up_to text not null,
  context text not null,
  record jsonb not null,
  computed_at timestamptz not null
);
