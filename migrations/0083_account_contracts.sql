-- Contracts of accounts as their CRM keeps them, one row each, the past ones too: which one holds on a day is read from its
-- dates. What people enter about a contract stays in the journal alone.
create table account_contracts (
  id uuid primary key default gen_random_uuid(),
  source text not null,
  external_id text not null,
  account_id uuid not null references accounts on delete cascade,
  number text,
  start_on date,
  end_on date,
  term_months integer check (0 <= term_months),
  status text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (source, external_id)
);
create index account_contracts_account on account_contracts (account_id);
