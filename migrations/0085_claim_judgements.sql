-- What people of ours called right or wrong of what the product says of a deal: the claim as it stood, and on which day by which
-- model. Nothing is overwritten; what was taken back says when.
create table claim_judgements (
  id uuid primary key default gen_random_uuid(),
  opportunity_id uuid not null references opportunities on delete cascade,
  -- What was said without its figures, and what kind of claim that is, whichever person of the deal it speaks of.
  claim text not null,
  kind text not null,
  statement text not null,
  as_of date not null,
  -- Null for what rules say, which no model has learned.
  model_version text,
  verdict text not null check (verdict in ('right', 'wrong')),
  note text,
  judged_by uuid references users on delete set null,
  judged_at timestamptz not null,
  withdrawn_at timestamptz
);
create index claim_judgements_deal on claim_judgements (opportunity_id);
create index claim_judgements_kind on claim_judgements (kind) where withdrawn_at is null;
create index claim_judgements_by on claim_judgements (judged_by);
