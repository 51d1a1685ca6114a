-- Closed deals by the day that they closed, with what tells whether their facts contradict each other.
drop index opportunities_closed;
create index opportunities_closed on opportunities (actual_close_on) include (created_at, stage, amount_minor)
  where deleted_at is null and stage in ('closed_won', 'closed_lost');
