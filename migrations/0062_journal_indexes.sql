-- Fewer and smaller indexes on the journal: it is the largest table, and every one of them is paid for with each row written.

-- Nothing asks when a row was written here.
drop index events_stored;

-- The type of an event begins with its noun: the rows of a noun are the newest of each of its types, merged.
drop index events_noun;

-- Where a row came from, and who wrote it: what an import brings is most of the journal, and is met on the way back from its
-- end. What came in other ways is little, and is found at once.
drop index events_source;
create index events_source on events (source, id) where source not in ('salesforce', 'hubspot', 'csv');
drop index events_actor;
create index events_actor on events (actor_id, id) where actor_id is not null;
