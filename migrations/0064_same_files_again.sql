-- What an import that was stored was given, as one number, and where the journal stood when it began: the same files again
-- bring nothing as long as nothing else has happened that bears on what their rows mean.

alter table imports add column fingerprint text;
alter table imports add column journal_place text;
