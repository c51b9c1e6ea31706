-- What happened, for other programs: written by the transaction in which it happened. No names: subjects are joined by the case.
create table events (
  project text not null references projects (id),
  number bigint not null,
  id text not null unique,
  kind text not null,
  case_id text references cases (id),
  object_kind text not null,
  object text not null,
  version integer,
  at bigint not null,
  primary key (project, number)
);

-- The secret is not here: it comes from a key outside the database and the id.
create table webhooks (
  id text primary key,
  project text not null references projects (id),
  address text not null,
  created bigint not null,
  removed bigint
);
create index webhooks_of_project on webhooks (project);

create table deliveries (
  webhook text not null references webhooks (id),
  event text not null references events (id),
  state text not null,
  attempts integer not null,
  not_before bigint not null,
  reason text,
  ended bigint,
  primary key (webhook, event)
);
create index deliveries_waiting on deliveries (not_before) where state = 'waiting';
