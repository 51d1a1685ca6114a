-- What somebody entered of a champion and took back: it stays for the days on which it held.
alter table champion_tests add column withdrawn_at timestamptz;
-- A version that says that there is no plan any more; what it would have held is that of the version before.
alter table engagement_plans add column cleared boolean not null default false;
