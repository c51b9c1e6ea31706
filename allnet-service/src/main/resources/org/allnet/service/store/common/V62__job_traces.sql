-- To which trace of other programs a job belongs: what the request that brought it said.
alter table jobs add column traceparent text;
