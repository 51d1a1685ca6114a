-- The audit page filters the journal by these and shows the newest rows first. Every one of them has few values and ends
-- in a rising id, so that writing a row touches the same few pages again and again.
create index events_noun on events (noun, id);
create index events_type on events (type, id);
create index events_actor on events (actor_id, id);
create index events_source on events (source, id);
-- Rows of a span of days, however they are spread over the order of storing.
create index events_recorded on events (recorded_at, id);
