-- Runs on SQLite and PostgreSQL. Times are microseconds since 1970, truth is 0 or 1, ids and hashes are text.
create table projects (
  id text primary key,
  name text not null unique,
  classes text not null,
  names_kept integer not null,
  reason_against_model integer not null,
  retention_days integer,
  created bigint not null
);

create table subjects (
  id text primary key,
  project text not null references projects (id),
  pseudonym text,
  created bigint not null,
  erased bigint,
  unique (project, pseudonym)
);

create table cases (
  id text primary key,
  project text not null references projects (id),
  subject text not null references subjects (id),
  status text not null,
  created bigint not null
);
create index cases_of_project on cases (project, created, id);
create index cases_of_subject on cases (subject);

-- What people wrote, by the digest that others keep. The only copy: whoever erases a row erases the text.
create table sealed_texts (
  digest text primary key,
  salt text not null,
  text text not null,
  subject text references subjects (id)
);
create index sealed_texts_of_subject on sealed_texts (subject);

create table pictures (
  id text primary key,
  case_id text not null references cases (id),
  content text,
  width integer not null,
  height integer not null,
  kind text not null,
  file_name text
);
create index pictures_of_case on pictures (case_id);
create index pictures_by_content on pictures (content);

create table cells (
  id text primary key,
  case_id text not null references cases (id),
  picture text not null references pictures (id),
  number integer not null,
  x integer not null,
  y integer not null,
  width integer not null,
  height integer not null,
  unique (case_id, number)
);

create table proposals (
  cell text not null references cells (id),
  model text not null,
  decision text not null,
  probabilities text not null,
  possible text not null,
  at bigint not null,
  primary key (cell, model)
);

create table accounts (
  id text primary key,
  login text not null unique,
  name text not null,
  password text,
  roles text not null,
  created bigint not null,
  disabled bigint
);

create table memberships (
  account text not null references accounts (id),
  project text not null references projects (id),
  role text not null,
  primary key (account, project, role)
);

create table api_keys (
  id text primary key,
  owner text not null references accounts (id),
  label text not null,
  secret text not null unique,
  scope text not null,
  project text references projects (id),
  created bigint not null,
  expires bigint not null,
  used bigint,
  revoked bigint
);
create index api_keys_of_owner on api_keys (owner);

create table readings (
  id text primary key,
  case_id text not null references cases (id),
  kind text not null,
  reader text not null references accounts (id),
  blinded integer not null,
  seed bigint not null,
  opened bigint not null,
  closed bigint
);
create index readings_of_case on readings (case_id);

-- sequence is that of the line in the audit log: of two events it tells which came first.
create table judgements (
  sequence bigint primary key,
  id text not null unique,
  cell text not null references cells (id),
  reading text not null references readings (id),
  reader text not null references accounts (id),
  at bigint not null,
  shown text not null,
  before_verdict text,
  after_verdict text,
  reason text
);
create index judgements_of_cell on judgements (cell, reading, sequence);
create index judgements_of_reading on judgements (reading, sequence);

create table sign_offs (
  id text primary key,
  case_id text not null references cases (id),
  version integer not null,
  signer text not null references accounts (id),
  printed_name text not null,
  meaning text not null,
  signed text not null,
  amends text references sign_offs (id),
  reason text,
  at bigint not null,
  unique (case_id, version)
);

create table jobs (
  id text primary key,
  case_id text not null references cases (id),
  task text not null,
  task_key text not null,
  state text not null,
  attempts integer not null,
  worker text,
  lease_until bigint,
  fence bigint not null,
  created bigint not null,
  not_before bigint not null,
  ended bigint,
  reason text
);
create unique index jobs_open on jobs (task_key) where state in ('queued', 'leased');
create index jobs_to_claim on jobs (state, created, id);
create index jobs_ended on jobs (ended);
create index jobs_of_case on jobs (case_id, state);

create table submissions (
  account text not null references accounts (id),
  idempotency_key text not null,
  request text not null,
  answer text not null,
  at bigint not null,
  primary key (account, idempotency_key)
);

create table audit_log (
  sequence bigint primary key,
  at bigint not null,
  account text,
  role text,
  part text,
  request text not null,
  act text not null,
  object_kind text not null,
  object text not null,
  before_text text not null,
  after_text text not null,
  record text,
  reason text,
  previous text not null,
  hash text not null
);
create index audit_log_of_object on audit_log (object, sequence);

create table audit_head (
  one integer primary key check (one = 1),
  count bigint not null,
  hash text not null
);
insert into audit_head (one, count, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
