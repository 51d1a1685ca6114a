-- What reading deals, people and activities at 100,000 deals and a million activities needs.

create index opportunity_lines_product on opportunity_lines (product_id);

-- What changed since a day: the strip of the pipeline reads the journal of deals by the time of learning.
create index events_opportunity_recorded on events (recorded_at) where noun = 'opportunity';

-- Newest first, with nothing to narrow by.
create index activities_recent on activities (occurred_at desc, id);

-- What happened at an account outside any deal.
create index activities_account_only on activities (account_id, occurred_at desc) where opportunity_id is null;

create index contacts_name_order on contacts (lower(name), id);
create index opportunities_name_order on opportunities (lower(name), id) where deleted_at is null;
create index opportunities_removed on opportunities (id) where deleted_at is not null;

-- Beginnings of names, which search shows first.
create index accounts_name_start on accounts (lower(name) text_pattern_ops);
create index contacts_name_start on contacts (lower(name) text_pattern_ops);
create index opportunities_name_start on opportunities (lower(name) text_pattern_ops) where deleted_at is null;
