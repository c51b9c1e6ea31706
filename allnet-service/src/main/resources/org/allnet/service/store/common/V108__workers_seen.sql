-- When each process that answers was seen last.
create table workers_seen (
  name text primary key,
  seen bigint not null
);
