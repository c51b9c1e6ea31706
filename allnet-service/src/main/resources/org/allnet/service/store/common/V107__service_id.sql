-- Which service the database belongs to: its folder has the same number.
create table service_id (
  one integer primary key check (one = 1),
  id text not null
);
