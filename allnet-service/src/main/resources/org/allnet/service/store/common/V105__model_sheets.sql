-- What became known of a model after it was added: each sheet that differs from the one before, from 2. The first is in models.
create table model_sheets (
  model text not null references models (id),
  number integer not null,
  hash text not null,
  sheet text not null,
  since bigint not null,
  primary key (model, number)
);

-- The hash of the files beside the model as they were read last; null if an earlier version read them.
alter table models add column laid text;
