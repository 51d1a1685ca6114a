-- What an import has seen: for every record and every row of history the digest of the values that it brought, so that the
-- same file again changes nothing, whatever people have edited here in the meantime.

create table import_rows (
  key uuid primary key,
  digest uuid not null
);

-- The fields of `after` that differ from `before`. Called with the sides swapped it gives the old values.
create function changed_fields(before jsonb, after jsonb) returns jsonb
  language sql immutable parallel safe
  return (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(after) as e where before -> e.key is distinct from e.value);
