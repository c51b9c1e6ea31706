-- When a person last logged in at the provider: keys of whoever stays away rest.
alter table identities add column last_login bigint;
