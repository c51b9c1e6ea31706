-- Secrets of one-time passwords, sealed by a key that is not in the database.
create table second_factors (
  account text primary key references accounts (id),
  sealed text not null,
  set_at bigint,
  last_step bigint not null
);

create table recovery_codes (
  account text not null references accounts (id),
  code text not null,
  primary key (account, code)
);
