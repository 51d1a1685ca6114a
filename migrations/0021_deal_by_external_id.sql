-- A deal is asked for by the id that its CRM gave it, whatever CRM that was.
create index opportunities_external on opportunities (external_id) where external_id is not null;
