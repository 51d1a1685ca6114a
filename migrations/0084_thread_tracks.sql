-- The threads of every deal through its life, as of the start of a day: one packed row for all of them, since they are read
-- together and reading the journal of a hundred thousand deals takes a minute.
create table thread_tracks (
  as_of date primary key,
  -- Where the journal stood, and the settings that they were computed under.
  up_to text not null,
  context text not null,
  tracks bytea not null,
  computed_at timestamptz not null
);
