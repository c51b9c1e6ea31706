-- By which people choose their passwords: one for a person at a time.
create table invitations (
  secret text primary key,
  account text not null unique references accounts (id),
  until bigint not null
);
