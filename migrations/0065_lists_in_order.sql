-- Deals that have closed, and all deals, by the day that they closed or are to close.
create index opportunities_close_day on opportunities ((coalesce(actual_close_on, expected_close_on)), id) where deleted_at is null;

-- Deals that take away from what an account brings.
create index opportunities_negative on opportunities (account_id) where amount_minor < 0;
