-- What reading needs where a hundred thousand deals and a million activities are stored. Where an index can answer alone, it
-- carries what the question needs; each one here takes the place of a narrower one, so that writing costs what it did.

-- Deals of some people: their accounts, and sums of amounts by stage and forecast category.
drop index opportunities_owner_stage;
create index opportunities_owner_stage on opportunities (owner_id, stage)
  include (id, account_id, forecast_category, currency, amount_minor, actual_close_on) where deleted_at is null;

-- What happened on a deal, and at an account or to a person of ours outside any deal.
drop index activities_opportunity;
create index activities_opportunity on activities (opportunity_id, occurred_at desc) include (id, kind) where opportunity_id is not null;
drop index activities_account_only;
create index activities_account_only on activities (account_id, occurred_at desc) include (id, kind, owner_id) where opportunity_id is null;
drop index activities_owner;
create index activities_owner_only on activities (owner_id, occurred_at desc) include (id, kind) where opportunity_id is null;
-- The newest of one kind, however rare.
create index activities_kind on activities (kind, occurred_at desc, id);

-- What changed since a day: only the events that the strip of the pipeline tells from.
drop index events_opportunity_recorded;
create index events_deal_changes on events (recorded_at) where noun = 'opportunity'
  and (type = 'opportunity.created' or jsonb_exists_any(before, array['stage', 'amount', 'expectedCloseOn', 'actualCloseOn']));

-- The fields of several objects in one; of a field that is in many, the value that came last. Given the `before` of a deal's
-- events from the newest to the oldest, this is how the deal stood before them all.
create aggregate merged(jsonb) (sfunc = jsonb_concat, stype = jsonb);
