package org.allnet.service.store;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.Names;
import org.allnet.service.domain.Permission;

/** Keys of programs as rows. */
final class ApiKeyRows implements ApiKeys {

  private final Transaction tx;

  ApiKeyRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void add(ApiKey key) {
    Names.requireSeen("API key", key.label());
    tx.record(
        new AuditEvent(
            Act.KEY_CREATED, key.id(), "", words(key), Optional.of(hash(key)), Optional.empty()));
    tx.sql()
        .insert(
            "API key",
            "insert into api_keys (id, owner, label, secret, scope, project, created, expires,"
                + " used, revoked) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            key.id(),
            key.owner(),
            key.label(),
            key.secret(),
            joined(key.scope()),
            key.project(),
            key.created(),
            key.expires(),
            key.used(),
            key.revoked());
  }

  /** What a key may do, for how long, and where. */
  private static String words(ApiKey key) {
    return "%s until %s in %s"
        .formatted(
            joined(key.scope()),
            key.expires(),
            key.project().map(Id.Project::text).orElse("all projects"));
  }

  /** The hash of what never changes of a key. */
  static Hash hash(ApiKey key) {
    return RecordHash.of(
        key.id(),
        key.owner(),
        key.label(),
        key.secret(),
        joined(key.scope()),
        key.project(),
        key.created(),
        key.expires());
  }

  @Override
  public Optional<ApiKey> bySecret(KeySecret secret) {
    return tx.sql()
        .one("select * from api_keys where secret = ?", ApiKeyRows::key, secret.hash())
        .filter(key -> MessageDigest.isEqual(key.secret().bytes(), secret.hash().bytes()));
  }

  @Override
  public void used(Id.ApiKey id) {
    tx.sql().update("update api_keys set used = ? where id = ?", tx.now(), id);
  }

  @Override
  public void revoke(Id.ApiKey id) {
    int revoked =
        tx.sql()
            .update(
                "update api_keys set revoked = ? where id = ? and revoked is null", tx.now(), id);
    if (revoked > 0) {
      tx.record(AuditEvent.of(Act.KEY_REVOKED, id, "", ""));
    } else if (tx.sql().count("select count(*) as n from api_keys where id = ?", id) == 0) {
      throw new InputException("API key: there is none of this id");
    }
  }

  @Override
  public List<ApiKey> revokeAll() {
    List<ApiKey> all =
        tx.sql()
            .list(
                "select * from api_keys where revoked is null and expires > ? order by label, id",
                ApiKeyRows::key,
                tx.now());
    all.forEach(key -> revoke(key.id()));
    return all;
  }

  @Override
  public List<ApiKey> revokeAll(Id.Account owner) {
    List<ApiKey> valid = of(owner).stream().filter(key -> key.isValid(tx.now())).toList();
    valid.forEach(key -> revoke(key.id()));
    return valid;
  }

  @Override
  public List<ApiKey> of(Id.Account owner) {
    return tx.sql()
        .list(
            "select * from api_keys where owner = ? order by created desc, id",
            ApiKeyRows::key,
            owner);
  }

  static ApiKey key(Sql.Row row) {
    String scope = row.text("scope");
    return new ApiKey(
        row.id("id", Id.ApiKey::new),
        row.id("owner", Id.Account::new),
        row.text("label"),
        row.hash("secret"),
        scope.isEmpty()
            ? Set.of()
            : Arrays.stream(scope.split(","))
                .map(key -> Permission.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_')))
                .collect(Collectors.toSet()),
        row.maybe("project").map(text -> new Id.Project(Id.parse(text))),
        row.instant("created"),
        row.instant("expires"),
        row.maybeInstant("used"),
        row.maybeInstant("revoked"));
  }

  private static String joined(Set<Permission> scope) {
    return scope.stream().sorted().map(Permission::key).collect(Collectors.joining(","));
  }
}
