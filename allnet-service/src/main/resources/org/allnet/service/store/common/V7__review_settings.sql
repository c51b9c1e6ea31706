-- How a person likes to review: which key does what.
create table review_settings (
  account text primary key references accounts (id),
  settings text not null
);
