-- What several people read at once, where there are a hundred thousand deals: these indexes answer alone what they were only
-- the way to before.

-- Open deals by close date, with what lists are sorted and narrowed by, and sums made of.
drop index opportunities_open;
create index opportunities_open on opportunities (expected_close_on, id)
  include (name, owner_id, account_id, pipeline_id, stage, forecast_category, segment, currency, amount_minor, actual_close_on,
    stage_entered_at, created_at, last_activity_at, close_date_moves)
  where deleted_at is null and stage not in ('closed_won', 'closed_lost');

-- How many accounts there are, and whose.
drop index accounts_owner;
create index accounts_owner on accounts (owner_id) include (id, deleted_at);

-- How many people are at an account.
drop index contacts_account;
create index contacts_account on contacts (account_id) include (id, deleted_at, merged_into_id);
