-- What an import was given: each file's name, form and place below the import's folder; and how many rows were refused.

alter table imports add column files jsonb not null default '[]';
alter table imports add column rejected_count integer not null default 0;
create index imports_recent on imports (created_at desc);
create index import_mappings_signature on import_mappings (signature);
