-- What browsers were sent away with, sealed by a key that is not in the database. Each is taken once.
create table awaited_returns (
  secret text primary key,
  sealed text not null,
  until bigint not null
);
create index awaited_returns_until on awaited_returns (until);
