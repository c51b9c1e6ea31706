-- By which line of the audit log a picture or a cell came, so that one that came by none is found.
alter table pictures add column line bigint;
alter table cells add column line bigint;
create index readings_of_reader on readings (reader, closed);
