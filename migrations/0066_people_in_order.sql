-- A list by owner goes through our people by name and takes the deals of each.
create index users_name_order on users (lower(name), id);
