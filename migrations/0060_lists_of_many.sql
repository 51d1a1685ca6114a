-- Lists of people and accounts where there are many: each index here answers alone what it was only the way to before.

-- People at the accounts that somebody sees.
drop index contacts_account;
create index contacts_account on contacts (account_id) include (id);

-- When something last happened on the deals of each account.
drop index opportunities_account;
create index opportunities_account on opportunities (account_id, last_activity_at) where deleted_at is null;
