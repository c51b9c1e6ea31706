-- The models of the service, what is answered by which of them, and what was seen of fields.
create table models (
  id text primary key,
  hash text not null unique,
  kind text not null,
  version integer not null,
  title text not null,
  sheet text not null,
  added bigint not null,
  stopped bigint,
  unique (kind, version)
);

-- Which models answer about new cases: one row a use, such as classifier, shadow and detector.
create table model_choices (
  use text primary key,
  model text not null references models (hash)
);

create table case_models (
  case_id text not null references cases (id),
  use text not null,
  model text not null references models (hash),
  primary key (case_id, use)
);

create table field_looks (
  picture text primary key references pictures (id),
  scale text not null,
  looked integer not null,
  notes text not null
);

alter table pictures add column bytes bigint not null default 0;
