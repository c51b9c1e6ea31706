-- Who is logged in, by the hash of what the browser shows.
create table sessions (
  secret text primary key,
  account text not null references accounts (id),
  opened bigint not null,
  seen bigint not null
);
create index sessions_of_account on sessions (account);
