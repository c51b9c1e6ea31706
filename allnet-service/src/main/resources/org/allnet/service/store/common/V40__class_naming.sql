-- As which of its classes a project counts each class of a model.
alter table projects add column naming text not null default '{"models":[],"projects":[]}';
