-- For whom a provider of log-ins vouches. Names and addresses of mail change hands: issuer and subject don't.
create table identities (
  issuer text not null,
  subject text not null,
  account text not null unique references accounts (id),
  since bigint not null,
  last_entry bigint,
  primary key (issuer, subject)
);
