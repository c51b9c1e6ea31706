package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.service.audit.ChangedRow;
import org.allnet.service.audit.CheckpointVerifier;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.InvitationCode;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.KnownCell;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.RecoveryCode;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.SessionSecret;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SignedVerdict;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.UserRole;
import org.allnet.service.domain.Webhook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever has all rights in the database changes a row, and the check names its table. */
final class TamperedRowsTest {

  /** Tables that say nothing of people, cases and results, or that are checked by the chain. */
  private static final Map<String, String> UNCHECKED =
      named(
          "audit_log", "the chain",
          "audit_head", "the chain",
          "awaited_returns", "browsers on their way for minutes, sealed",
          "jobs", "what waits; answers are checked",
          "handed_in", "files that wait to be read",
          "left_packs", "files that were read",
          "events", "what other programs were told",
          "deliveries", "what other programs are still to be told",
          "field_red_cells", "what a scale is made of; field_looks has the scale",
          "submissions", "by which the same request is known",
          "review_settings", "which key does what",
          "workers_seen", "which processes answer",
          "service_id", "which folder the database belongs to",
          "flyway_schema_history", "the migrations");

  private static Map<String, String> named(String... names) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < names.length; i += 2) {
      map.put(names[i], names[i + 1]);
    }
    return map;
  }

  @TempDir(factory = MemoryFolder.class)
  static Path folder;

  private static Laboratory lab;
  private static Connection connection;

  /** A change by hand, and of which table. */
  record Tampering(String table, String sql) {

    @Override
    public String toString() {
      return table + ": " + sql.substring(0, Math.min(70, sql.length()));
    }
  }

  private static ModelSheet sheet(List<String> limits) {
    return new ModelSheet(
        List.of("lymphoblast", "lymphocyte"),
        Optional.of("lymphoblast"),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        limits,
        true,
        false,
        Optional.empty());
  }

  @BeforeAll
  static void begin() throws Exception {
    lab = new Laboratory(TestDatabase.SQLITE, folder, 4);
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.models()
              .add(Laboratory.MODEL, ServedModel.Kind.CLASSIFIER, "a model", sheet(List.of()));
          tx.models().renew(Laboratory.MODEL, sheet(List.of("It misses cells.")));
          tx.models().choose(ModelUse.CLASSIFIER, Optional.of(Laboratory.MODEL));
          tx.models()
              .assign(
                  lab.opened.id(),
                  new CaseModels(
                      Optional.of(Laboratory.MODEL), Optional.empty(), Optional.empty()));
          lab.cells.forEach(cell -> tx.proposals().add(lab.proposal(cell.id())));
          tx.fields()
              .keep(
                  new FieldLook(
                      lab.picture.id(),
                      Optional.of(new FieldLook.Scale(80, "measured")),
                      true,
                      List.of("a note")));
        });
    CaseReading first = lab.reading(lab.ada, false);
    lab.judge(first, lab.cells.get(0), null, Laboratory.blast(), null);
    lab.clock.pass(Duration.ofMinutes(1));
    lab.judge(first, lab.cells.get(0), Laboratory.blast(), CellVerdict.Other.SMUDGE, "torn");
    lab.judge(first, lab.cells.get(1), null, Laboratory.blast(), null);
    second(first);
    people();
    factors();
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.readings().close(first.id());
          String content =
              "{\"cells\":[{\"cell\":\"%s\",\"verdict\":\"class:lymphoblast\"}]}"
                  .formatted(lab.cells.get(1).id().text());
          SignOff signature =
              new SignOff(
                  Id.SignOff.fresh(),
                  lab.opened.id(),
                  1,
                  lab.ada.id(),
                  "Dr. Ada",
                  SignOff.Meaning.REVIEWED,
                  tx.signedResults().keep(content),
                  Optional.empty(),
                  Optional.empty(),
                  lab.clock.instant());
          tx.signOffs().append(signature);
          tx.signedResults()
              .stand(
                  signature,
                  List.of(
                      new SignedVerdict(
                          lab.cells.get(1).id(), Laboratory.blast(), CaseReading.Kind.FIRST)));
        });
    connection = DriverManager.getConnection(lab.settings.url());
    connection.setAutoCommit(false);
  }

  /** A second reading, in which a cell of another subject is hidden. */
  private static void second(CaseReading first) {
    Subject other =
        new Subject(
            Id.Subject.fresh(),
            lab.project.id(),
            Optional.of("S-0099"),
            lab.clock.instant(),
            Optional.empty());
    Case opened =
        new Case(
            Id.Case.fresh(), lab.project.id(), other.id(), CaseStatus.QUEUED, lab.clock.instant());
    Picture picture =
        new Picture(
            Id.Picture.fresh(),
            opened.id(),
            lab.picture.content(),
            100,
            100,
            Picture.Kind.CELL,
            Optional.of(SealedText.of("b.png", lab.random)),
            false);
    Cell hidden =
        new Cell(Id.Cell.fresh(), opened.id(), picture.id(), 1, new Cell.Box(0, 0, 100, 100));
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.subjects().add(other);
          tx.cases().open(opened);
          tx.pictures().add(List.of(picture));
          tx.cells().add(List.of(hidden));
          tx.readings()
              .assign(
                  new CaseReading(
                      Id.Reading.fresh(),
                      first.of(),
                      CaseReading.Kind.SECOND,
                      lab.ben.id(),
                      true,
                      3,
                      lab.clock.instant(),
                      Optional.empty()),
                  List.of(new KnownCell(hidden.id(), Laboratory.blast())));
        });
  }

  private static void people() {
    PasswordHash password = PasswordHash.of("correct horse battery".toCharArray(), 2, lab.random);
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.accounts().changePassword(lab.ada.id(), password);
          tx.sessions()
              .open(
                  new LoginSession(
                      SessionSecret.fresh(lab.random).hash(),
                      lab.ada.id(),
                      lab.clock.instant(),
                      lab.clock.instant()));
          tx.invitations()
              .issue(
                  lab.ben.id(),
                  InvitationCode.fresh(lab.random),
                  lab.clock.instant().plus(Duration.ofDays(7)));
          tx.apiKeys()
              .add(
                  new ApiKey(
                      Id.ApiKey.fresh(),
                      lab.ada.id(),
                      "intake",
                      KeySecret.fresh(lab.random).hash(),
                      Set.of(Permission.SEE),
                      Optional.of(lab.project.id()),
                      lab.clock.instant(),
                      lab.clock.instant().plus(Duration.ofDays(9)),
                      Optional.empty(),
                      Optional.empty()));
        });
  }

  /** Somebody who logs in at a provider, and somebody with a second factor. */
  private static void factors() {
    Account dora = lab.person("dora", Set.of(UserRole.OPERATOR), Map.of());
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.accounts().add(dora);
          tx.webhooks()
              .add(
                  new Webhook(
                      Id.Webhook.fresh(),
                      lab.project.id(),
                      URI.create("https://lis.example.org/allnet"),
                      lab.clock.instant(),
                      Optional.empty()));
          tx.identities().bind(dora.id(), new Identity("https://id.example.org", "dora-17"));
          LoginSession session =
              new LoginSession(Hash.of("a session of dora"), dora.id(), tx.now(), tx.now());
          tx.sessions().open(session);
          tx.sessions().end(session);
          tx.secondFactors().propose(lab.ben.id(), "sealed secret");
          tx.secondFactors().set(lab.ben.id(), 7, RecoveryCode.fresh(lab.random));
        });
  }

  @AfterAll
  static void end() throws Exception {
    connection.close();
    lab.close();
  }

  private static List<ChangedRow> found() {
    return new StateCheck(
            new Transaction(
                new Sql(connection, Dialect.SQLITE), lab.store.blobs(), lab.clock, null))
        .run();
  }

  @Test
  void whatNobodyTouched_agrees() {
    assertThat(found()).isEmpty();
    assertThat(lab.store.changedRows()).isEmpty();
    assertThat(lab.store.verify(List.of(), CheckpointVerifier.NONE).isWhole()).isTrue();
  }

  static Stream<Tampering> tamperings() {
    String id = "00000000-0000-4000-8000-000000000001";
    String hash = Hash.of("x").hex();
    return Stream.of(
        one("accounts", "update accounts set roles = 'administrator' where login = 'ada'"),
        one(
            "accounts",
            "update accounts set password = (select password from accounts where login = 'ada') where login = 'ben'"),
        one("accounts", "update accounts set name = 'Dr. Eve' where login = 'ada'"),
        one("accounts", "update accounts set disabled = 1 where login = 'ada'"),
        one(
            "accounts",
            "insert into accounts select '"
                + id
                + "', 'eve', 'Eve', password, 'administrator', created, null from accounts where login = 'ada'"),
        one("accounts", "delete from accounts where login = 'ben'"),
        one("memberships", "update memberships set role = 'reader' where role = 'signer'"),
        one("memberships", "delete from memberships where role = 'signer'"),
        one("api_keys", "update api_keys set scope = 'see,submit'"),
        one("api_keys", "update api_keys set expires = expires * 2"),
        one(
            "api_keys",
            "insert into api_keys select '"
                + id
                + "', owner, label, '"
                + hash
                + "', scope, null, created, expires, null, null from api_keys"),
        one(
            "sessions",
            "insert into sessions select '"
                + hash
                + "', id, created, created from accounts where login = 'ben'"),
        one(
            "sessions",
            "update sessions set account = (select id from accounts where login = 'ben')"),
        one("invitations", "update invitations set secret = '" + hash + "'"),
        one("webhooks", "update webhooks set address = 'https://eve.example.org/'"),
        one("webhooks", "update webhooks set removed = 1"),
        one("identities", "update identities set subject = 'eve-1'"),
        one(
            "identities",
            "insert into identities (issuer, subject, account, since) select issuer, 'eve-1', (select id from accounts where login = 'ada'), since from identities"),
        one("identities", "update identities set last_login = 9000000000000000"),
        one("identities", "delete from identities"),
        one("second_factors", "delete from second_factors"),
        one("second_factors", "update second_factors set sealed = 'another'"),
        one(
            "recovery_codes",
            "insert into recovery_codes select account, '" + hash + "' from second_factors"),
        one("signed_verdicts", "update signed_verdicts set verdict = 'class:lymphocyte'"),
        one("signed_verdicts", "delete from signed_verdicts"),
        one("pictures", "update pictures set synthetic = 1 where kind = 'field'"),
        one("projects", "update projects set reason_against_model = 1 - reason_against_model"),
        one(
            "projects",
            "update projects set classes = '{\"names\":[\"lymphocyte\",\"lymphoblast\"]}'"),
        one("projects", "update projects set name = 'Other'"),
        one("subjects", "update subjects set pseudonym = 'S-0043' where pseudonym = 'S-0042'"),
        one("subjects", "update subjects set created = created + 1"),
        one("subjects", "update subjects set erased = 1 where pseudonym = 'S-0042'"),
        one(
            "cases",
            "update cases set subject = (select id from subjects where pseudonym = 'S-0099') where status = 'signed'"),
        one("cases", "update cases set status = 'in-review' where status = 'signed'"),
        one("pictures", "update pictures set content = '" + hash + "' where kind = 'field'"),
        one(
            "pictures",
            "insert into pictures select '"
                + id
                + "', case_id, content, width, height, kind, null, bytes, line, 0 from pictures where kind = 'cell'"),
        one("cells", "update cells set x = x + 1 where number = 2"),
        one("cells", "delete from cells where number = 4"),
        one(
            "cells",
            "insert into cells select '"
                + id
                + "', case_id, picture, 99, x, y, width, height, null from cells where number = 2"),
        one(
            "proposals",
            "update proposals set probabilities = replace(probabilities, '0.75', '0.95')"),
        one(
            "proposals",
            "delete from proposals where cell = (select id from cells where number = 3)"),
        one("gallery_places", "update gallery_places set label = 'lymphocyte' where number = 3"),
        one("gallery_places", "delete from gallery_places where number = 3"),
        one("field_looks", "update field_looks set notes = '{\"notes\":[]}'"),
        one(
            "readings",
            "update readings set reader = (select id from accounts where login = 'ada')"),
        one("readings", "update readings set closed = null"),
        one("hidden_cells", "update hidden_cells set expected = 'class:lymphocyte'"),
        one("hidden_cells", "delete from hidden_cells"),
        one(
            "judgements",
            "update judgements set after_verdict = 'class:lymphocyte' where after_verdict = 'class:lymphoblast'"),
        one(
            "judgements",
            "insert into judgements select 999, '"
                + id
                + "', cell, reading, reader, at, shown, before_verdict, after_verdict, reason from judgements where sequence = (select max(sequence) from judgements)"),
        one(
            "judgements",
            "delete from judgements where sequence = (select max(sequence) from judgements)"),
        one(
            "verdicts",
            "update verdicts set verdict = 'class:lymphocyte' where verdict = 'class:lymphoblast'"),
        one("verdicts", "delete from verdicts"),
        one(
            "verdicts",
            "insert into verdicts select (select id from readings where blinded = 1), cell, project, verdict, sequence from verdicts limit 1"),
        one("acts", "update acts set reading = (select id from readings where blinded = 1)"),
        one(
            "acts",
            "delete from acts where first_sequence = (select max(first_sequence) from acts)"),
        one("sign_offs", "update sign_offs set printed_name = 'Dr. Eve'"),
        one(
            "sign_offs",
            "insert into sign_offs select '"
                + id
                + "', case_id, 2, signer, printed_name, 'amended', signed, id, null, at from sign_offs"),
        one("sign_offs", "delete from sign_offs"),
        one("signed_results", "update signed_results set content = 'result 2'"),
        one("sealed_texts", "update sealed_texts set text = 'blurred' where text = 'torn'"),
        one("sealed_texts", "delete from sealed_texts where text = 'torn'"),
        one("models", "update models set stopped = 1"),
        one("models", "update models set title = 'another'"),
        one("model_sheets", "update model_sheets set sheet = replace(sheet, 'misses', 'finds')"),
        one("model_sheets", "update model_sheets set since = since - 1"),
        one("model_sheets", "update model_sheets set number = 3"),
        one(
            "model_sheets",
            "insert into model_sheets select model, 3, hash, sheet, since from model_sheets"),
        one("model_sheets", "delete from model_sheets"),
        one("model_choices", "delete from model_choices"),
        one("case_models", "delete from case_models"),
        one("case_models", "update case_models set use = 'shadow'"));
  }

  private static Tampering one(String table, String sql) {
    return new Tampering(table, sql);
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void whatIsChangedByHand_isNamed(Tampering tampering) throws Exception {
    try (Statement statement = connection.createStatement()) {
      for (String trigger : names(statement, "trigger")) {
        statement.execute("drop trigger " + trigger);
      }
      assertThat(statement.executeUpdate(tampering.sql())).as("rows that change").isPositive();
      List<ChangedRow> found = found();
      Set<String> tables = found.stream().map(ChangedRow::table).collect(Collectors.toSet());
      assertThat(tables).as("%s", found).contains(tampering.table());
      assertThat(found)
          .allSatisfy(
              row -> assertThat(row.words()).startsWith("The table " + row.table() + " was"));
    } finally {
      connection.rollback();
    }
  }

  @Test
  void eachTable_isCheckedOrNamed() throws Exception {
    Set<String> tables = new TreeSet<>(UNCHECKED.keySet());
    tamperings().map(Tampering::table).forEach(tables::add);
    try (Statement statement = connection.createStatement()) {
      assertThat(names(statement, "table")).isSubsetOf(tables);
    } finally {
      connection.rollback();
    }
  }

  private static List<String> names(Statement statement, String type) throws Exception {
    List<String> names = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("select name from sqlite_master where type = '" + type + "'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    names.removeIf(name -> name.startsWith("sqlite_"));
    return names;
  }
}
