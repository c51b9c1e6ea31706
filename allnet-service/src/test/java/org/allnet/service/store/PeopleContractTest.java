package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.ClassNaming;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.RecoveryCode;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.UserRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** People, keys and the walls of projects on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class PeopleContractTest {

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(database, folder, 1);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private Account add(Account account) {
    lab.store.change(Laboratory.SERVICE, tx -> tx.accounts().add(account));
    return account;
  }

  private Account get(Account account) {
    return lab.store.read(tx -> tx.accounts().get(account.id())).orElseThrow();
  }

  @Test
  void person_isReadAsWritten() {
    assertThat(get(lab.ada)).isEqualTo(lab.ada);
    assertThat(lab.maybe(tx -> tx.accounts().byLogin("ben"))).contains(lab.ben);
    assertThat(lab.maybe(tx -> tx.accounts().byLogin("eve"))).isEmpty();
  }

  /** An earlier version took such names: nothing of it may become unreadable. */
  @Test
  void earlierNameWithWhatIsNotSeen_isRead() throws Exception {
    String mark = "\u200b";
    TestDatabase.run(
        lab.settings,
        """
        update accounts set name = 'Dr.%1$s Ada' where login = 'ada';
        update projects set name = 'St%1$sudy';
        update projects set classes = '{"names":["lympho%1$sblast","lymphocyte"]}';
        update subjects set pseudonym = '\ufeffS-0042'"""
            .formatted(mark));
    assertThat(get(lab.ada).name()).isEqualTo("Dr." + mark + " Ada");
    Project project = lab.store.read(tx -> tx.projects().get(lab.project.id())).orElseThrow();
    List<String> classes = List.of("lympho" + mark + "blast", "lymphocyte");
    assertThat(project.name()).isEqualTo("St" + mark + "udy");
    assertThat(project.classes()).isEqualTo(classes);
    assertThat(lab.maybe(tx -> tx.subjects().named(project.id(), "\ufeffS-0042"))).isPresent();

    List<String> more = List.of(classes.get(0), classes.get(1), "smudge");
    lab.store.change(
        Laboratory.SERVICE, tx -> tx.projects().change(project.id(), more, ClassNaming.SAME));
    assertThat(lab.store.read(tx -> tx.projects().get(project.id())).orElseThrow().classes())
        .isEqualTo(more);
  }

  @Test
  void newNameWithWhatIsNotSeen_isRefused() {
    String not = "characters that are not seen";
    Project project = lab.project("St\u200budy");
    List<String> more = List.of("lymphoblast", "lymphocyte", "smu\u200bdge");
    Subject subject =
        new Subject(
            Id.Subject.fresh(),
            lab.project.id(),
            Optional.of("\ufeffS-0042"),
            lab.clock.instant(),
            Optional.empty());
    List<Consumer<Transaction>> changes =
        List.of(
            tx -> tx.accounts().add(lab.person("e\u200bve", Set.of(), Map.of())),
            tx -> tx.projects().add(project),
            tx -> tx.projects().change(lab.project.id(), more, ClassNaming.SAME),
            tx -> tx.subjects().add(subject));
    for (Consumer<Transaction> change : changes) {
      assertThatThrownBy(() -> lab.store.change(Laboratory.SERVICE, change))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(not);
    }
  }

  @Test
  void loginOfAnotherPerson_isTaken() {
    Account again = lab.person("ada", Set.of(), Map.of());
    assertThatThrownBy(() -> add(again))
        .isInstanceOf(InputException.class)
        .hasMessage("login ada: there is one already");
  }

  @Test
  void lastAdministrator_stays() {
    Account root = add(lab.person("root", Set.of(UserRole.ADMINISTRATOR), Map.of()));
    assertThatThrownBy(
            () -> lab.store.change(Laboratory.SERVICE, tx -> tx.accounts().disable(root.id())))
        .hasMessageContaining("last administrator");
    Account second = add(lab.person("second", Set.of(UserRole.ADMINISTRATOR), Map.of()));
    assertThatThrownBy(
            () -> lab.store.change(Laboratory.SERVICE, tx -> tx.accounts().disable(root.id())))
        .as("the other one is invited, and has not come")
        .hasMessageContaining("last administrator who can log in");
    PasswordHash password = PasswordHash.of("correct horse".toCharArray(), 10, lab.random);
    lab.store.change(Laboratory.SERVICE, tx -> tx.accounts().changePassword(second.id(), password));
    lab.store.change(Laboratory.SERVICE, tx -> tx.accounts().disable(root.id()));
    assertThat(get(root).may(Permission.MANAGE_ACCOUNTS)).isFalse();

    Account third = add(lab.person("third", Set.of(UserRole.ADMINISTRATOR), Map.of()));
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.identities().bind(third.id(), new Identity("https://id.example.org", "third"));
          tx.accounts().disable(second.id());
        });
    assertThat(get(second).may(Permission.MANAGE_ACCOUNTS)).isFalse();
  }

  @Test
  void changedRolesAndPassword_areKept() {
    Account operator =
        new Account(
            lab.ben.id(),
            "ben",
            "Dr. ben",
            Optional.empty(),
            Set.of(UserRole.OPERATOR),
            Map.of(),
            lab.ben.created(),
            Optional.empty());
    PasswordHash password = PasswordHash.of("correct horse".toCharArray(), 10, lab.random);
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.accounts().changeRoles(operator);
          tx.accounts().changePassword(lab.ben.id(), password);
        });

    assertThat(get(lab.ben).roles()).containsExactly(UserRole.OPERATOR);
    assertThat(get(lab.ben).may(Permission.JUDGE, lab.project.id())).isFalse();
    assertThat(get(lab.ben).password().orElseThrow().matches("correct horse".toCharArray()))
        .isTrue();
  }

  @Test
  void key_isKnownByItsSecretUntilRevoked() {
    KeySecret secret = KeySecret.fresh(lab.random);
    ApiKey key =
        new ApiKey(
            Id.ApiKey.fresh(),
            lab.ada.id(),
            "scanner",
            secret.hash(),
            Set.of(Permission.SUBMIT, Permission.SEE),
            Optional.of(lab.project.id()),
            lab.clock.instant(),
            lab.clock.instant().plus(Duration.ofDays(30)),
            Optional.empty(),
            Optional.empty());
    lab.store.change(Laboratory.SERVICE, tx -> tx.apiKeys().add(key));

    assertThat(lab.maybe(tx -> tx.apiKeys().bySecret(secret))).contains(key);
    assertThat(lab.maybe(tx -> tx.apiKeys().bySecret(KeySecret.fresh(lab.random)))).isEmpty();
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.apiKeys().used(key.id());
          tx.accounts().disable(lab.ada.id());
        });
    ApiKey after = lab.store.read(tx -> tx.apiKeys().of(lab.ada.id())).get(0);
    assertThat(after.used()).contains(lab.clock.instant());
    assertThat(after.isValid(lab.clock.instant())).as("its owner is disabled").isFalse();
  }

  @Test
  void foreignProject_findsNothing() {
    Project other = lab.project("Other");
    lab.store.change(Laboratory.SERVICE, tx -> tx.projects().add(other));
    var reading = lab.reading(lab.ada, false);

    assertThat(lab.list(tx -> tx.projects().all())).containsExactly(other, lab.project);
    assertThat(lab.maybe(tx -> tx.cases().get(other.id(), lab.opened.id()))).isEmpty();
    assertThat(lab.maybe(tx -> tx.subjects().get(other.id(), lab.subject.id()))).isEmpty();
    assertThat(lab.maybe(tx -> tx.subjects().named(other.id(), "S-0042"))).isEmpty();
    assertThat(lab.maybe(tx -> tx.pictures().get(other.id(), lab.picture.id()))).isEmpty();
    assertThat(lab.maybe(tx -> tx.cells().get(other.id(), lab.cells.get(0).id()))).isEmpty();
    assertThat(lab.maybe(tx -> tx.readings().get(other.id(), reading.id()))).isEmpty();
    assertThat(lab.maybe(tx -> tx.readings().get(lab.project.id(), reading.id())))
        .contains(reading);
    assertThat(lab.maybe(tx -> tx.pictures().get(lab.project.id(), lab.picture.id())))
        .contains(lab.picture);
    assertThat(lab.list(tx -> tx.cells().of(lab.opened.id(), 0, 10))).isEqualTo(lab.cells);
  }

  private Submissions.Known look(Account account, Hash request) {
    return lab.store.read(tx -> tx.submissions().look(account.id(), "key-1", request));
  }

  @Test
  void requestSentTwice_isAnsweredOnce() {
    Hash request = Hash.of("the pictures");
    lab.store.change(
        Laboratory.SERVICE,
        tx -> tx.submissions().answer(lab.ada.id(), "key-1", request, "case 1"));

    assertThat(look(lab.ada, request)).isEqualTo(new Submissions.Known.Answered("case 1"));
    assertThat(look(lab.ada, Hash.of("others"))).isEqualTo(new Submissions.Known.Different());
    assertThat(look(lab.ben, request)).isEqualTo(new Submissions.Known.New());
    lab.clock.pass(Duration.ofDays(2));
    assertThat(lab.store.<Integer>write(Laboratory.SERVICE, tx -> tx.submissions().forget(1)))
        .isEqualTo(1);
  }

  @Test
  void reading_changesNothing() {
    assertThatThrownBy(
            () ->
                lab.store.read(
                    tx -> {
                      tx.projects().add(lab.project("P"));
                      return 0;
                    }))
        .isInstanceOf(RunException.class);
    assertThatThrownBy(() -> lab.store.read(tx -> tx.jobs().enqueue(lab.opened.id(), lab.tasks())))
        .isInstanceOf(RunException.class);
    assertThatThrownBy(
            () ->
                lab.store.change(
                    Laboratory.SERVICE,
                    tx -> {
                      tx.projects().add(lab.project("P"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(lab.list(tx -> tx.projects().all())).as("undone").hasSize(1);
    assertThat(lab.list(tx -> tx.cases().list(lab.project.id(), List.of(), 0, 5)))
        .containsExactly(lab.opened);
    assertThat(lab.list(tx -> tx.cases().list(lab.project.id(), List.of(CaseStatus.SIGNED), 0, 5)))
        .isEmpty();
  }

  private static final Identity ADA = new Identity("https://idp.example.org/lab", "f:ada");

  @Test
  void identity_isOnePersonsAndEndsThePassword() {
    lab.store.change(Laboratory.SERVICE, tx -> tx.identities().bind(lab.ada.id(), ADA));

    assertThat(lab.maybe(tx -> tx.identities().account(ADA))).contains(lab.ada.id());
    assertThat(lab.maybe(tx -> tx.identities().of(lab.ada.id()))).contains(ADA);
    assertThat(get(lab.ada).password()).isEmpty();
    assertThat(
            lab.maybe(
                tx -> tx.identities().account(new Identity(ADA.issuer() + "/", ADA.subject()))))
        .isEmpty();
    assertThatThrownBy(
            () ->
                lab.store.change(Laboratory.SERVICE, tx -> tx.identities().bind(lab.ben.id(), ADA)))
        .isInstanceOf(InputException.class)
        .hasMessage("subject at the provider: there is one already");
    assertThatThrownBy(
            () ->
                lab.store.change(
                    Laboratory.SERVICE,
                    tx -> tx.identities().bind(lab.ada.id(), new Identity("https://b", "c"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is bound to the provider already");
  }

  @Test
  void entryOfCredentials_countsIfItIsTheNewest() {
    Instant at = Instant.ofEpochSecond(1_800_000_000);
    boolean[] entered =
        lab.store.write(
            Laboratory.SERVICE,
            tx -> {
              tx.identities().bind(lab.ada.id(), ADA);
              return new boolean[] {
                tx.identities().entered(lab.ada.id(), at),
                tx.identities().entered(lab.ada.id(), at),
                tx.identities().entered(lab.ada.id(), at.minusSeconds(1)),
                tx.identities().entered(lab.ada.id(), at.plusSeconds(1)),
                tx.identities().entered(lab.ben.id(), at)
              };
            });
    assertThat(entered).containsExactly(true, false, false, true, false);
  }

  @Test
  void secondFactor_isProvedAndUsedOnce() {
    List<RecoveryCode> codes = RecoveryCode.fresh(new java.util.Random(5));
    Id.Account ada = lab.ada.id();
    boolean[] taken =
        lab.store.write(
            Laboratory.SERVICE,
            tx -> {
              tx.secondFactors().propose(ada, "first");
              tx.secondFactors().propose(ada, "sealed");
              boolean set = tx.secondFactors().set(ada, 100, codes);
              tx.secondFactors().propose(ada, "another");
              return new boolean[] {
                set,
                tx.secondFactors().set(ada, 101, codes),
                tx.secondFactors().take(ada, 100),
                tx.secondFactors().take(ada, 101),
                tx.secondFactors().take(ada, codes.get(2)),
                tx.secondFactors().take(ada, codes.get(2)),
                tx.secondFactors().take(lab.ben.id(), codes.get(3))
              };
            });
    assertThat(taken).containsExactly(true, false, false, true, true, false, false);
    assertThat(lab.maybe(tx -> tx.secondFactors().of(ada)))
        .contains(new SecondFactors.SecondFactor("sealed", true, 101));
    assertThat(lab.store.<Long>read(tx -> tx.secondFactors().codesLeft(ada))).isEqualTo(9);

    lab.store.change(Laboratory.SERVICE, tx -> tx.secondFactors().reset(ada));
    assertThat(lab.maybe(tx -> tx.secondFactors().of(ada))).isEmpty();
    assertThat(lab.store.<Long>read(tx -> tx.secondFactors().codesLeft(ada))).isZero();
  }
}
