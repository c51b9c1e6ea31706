-- Whether a program made the cells of a picture, as a mark beside or in its file said when it came.
alter table pictures add column synthetic integer not null default 0;
