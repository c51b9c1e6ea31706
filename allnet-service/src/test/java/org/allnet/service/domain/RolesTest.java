package org.allnet.service.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;

/** Who may do what. */
final class RolesTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final Id.Project HERE = Id.Project.fresh();
  private static final Id.Project ELSEWHERE = Id.Project.fresh();

  private static Account person(
      Set<UserRole> roles, Map<Id.Project, Set<UserRole>> members, Instant disabled) {
    return new Account(
        Id.Account.fresh(),
        "ada",
        "Dr. Ada",
        Optional.empty(),
        roles,
        members,
        NOW,
        Optional.ofNullable(disabled));
  }

  private static Account member(UserRole... roles) {
    return person(Set.of(), Map.of(HERE, Set.of(roles)), null);
  }

  private static Set<Permission> ofProject(Account account) {
    Set<Permission> allowed = EnumSet.noneOf(Permission.class);
    for (Permission one : Permission.values()) {
      if (account.may(one, HERE)) {
        allowed.add(one);
      }
    }
    return allowed;
  }

  private static Set<Permission> ofService(UserRole role) {
    Account account = person(Set.of(role), Map.of(), null);
    Set<Permission> allowed = EnumSet.noneOf(Permission.class);
    for (Permission one : Permission.values()) {
      if (account.may(one)) {
        allowed.add(one);
      }
    }
    assertThat(ofProject(account)).as("nothing in a project").isEmpty();
    return allowed;
  }

  @Test
  void roles_mayDoWhatTheySay() {
    assertThat(ofProject(member(UserRole.READER))).containsExactly(Permission.SEE);
    assertThat(ofProject(member(UserRole.REVIEWER)))
        .containsExactly(Permission.SEE, Permission.SUBMIT, Permission.JUDGE);
    assertThat(ofProject(member(UserRole.SIGNER)))
        .containsExactly(Permission.SEE, Permission.SIGN, Permission.AMEND);
    assertThat(ofService(UserRole.OPERATOR))
        .containsExactly(Permission.RUN_MODELS, Permission.RUN_JOBS);
    assertThat(ofService(UserRole.ADMINISTRATOR))
        .containsExactly(
            Permission.MANAGE_ACCOUNTS, Permission.MANAGE_PROJECTS, Permission.MANAGE_WEBHOOKS);
    assertThat(ofService(UserRole.AUDITOR)).containsExactly(Permission.READ_AUDIT);
  }

  @Test
  void member_isOneOfThisProjectAlone() {
    Account ada = member(UserRole.REVIEWER, UserRole.SIGNER);
    assertThat(ada.may(Permission.SIGN, HERE)).isTrue();
    assertThat(ada.may(Permission.SEE, ELSEWHERE)).isFalse();
    assertThat(ada.may(Permission.JUDGE)).as("in no project").isFalse();
  }

  @Test
  void disabledPerson_mayNothing() {
    Account gone = person(Set.of(UserRole.OPERATOR), Map.of(HERE, Set.of(UserRole.READER)), NOW);
    assertThat(gone.may(Permission.RUN_JOBS)).isFalse();
    assertThat(gone.may(Permission.SEE, HERE)).isFalse();
  }

  @Test
  void rolesThatExcludeEachOther_areRefused() {
    assertThatThrownBy(
            () ->
                person(
                    Set.of(UserRole.ADMINISTRATOR), Map.of(HERE, Set.of(UserRole.REVIEWER)), null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("judges and signs nothing");
    assertThatThrownBy(
            () -> person(Set.of(UserRole.AUDITOR), Map.of(HERE, Set.of(UserRole.READER)), null))
        .hasMessageContaining("auditor has no other role");
    assertThatThrownBy(() -> person(Set.of(UserRole.SIGNER), Map.of(), null))
        .hasMessageContaining("signer is given in a project");
    assertThatThrownBy(() -> person(Set.of(), Map.of(HERE, Set.of(UserRole.OPERATOR)), null))
        .hasMessageContaining("operator is given in the whole service");
  }

  private static ApiKey key(Account owner, Id.Project only, Instant revoked) {
    return new ApiKey(
        Id.ApiKey.fresh(),
        owner.id(),
        "scanner",
        Hash.of("secret"),
        Set.of(Permission.SUBMIT, Permission.SIGN),
        Optional.ofNullable(only),
        NOW,
        NOW.plusSeconds(60),
        Optional.empty(),
        Optional.ofNullable(revoked));
  }

  @Test
  void key_mayNoMoreThanItsOwner() {
    Account ada = member(UserRole.REVIEWER);
    assertThat(key(ada, null, null).may(Permission.SUBMIT, HERE, ada, NOW)).isTrue();
    assertThat(key(ada, HERE, null).may(Permission.SUBMIT, HERE, ada, NOW)).isTrue();
    assertThat(key(ada, null, null).may(Permission.SIGN, HERE, ada, NOW))
        .as("the owner may not")
        .isFalse();
    assertThat(key(ada, null, null).may(Permission.SEE, HERE, ada, NOW))
        .as("the key may not")
        .isFalse();
    assertThat(key(ada, ELSEWHERE, null).may(Permission.SUBMIT, HERE, ada, NOW)).isFalse();
    assertThat(key(ada, null, NOW).may(Permission.SUBMIT, HERE, ada, NOW)).isFalse();
    assertThat(key(ada, null, null).may(Permission.SUBMIT, HERE, ada, NOW.plusSeconds(60)))
        .isFalse();
    assertThat(key(member(UserRole.REVIEWER), null, null).may(Permission.SUBMIT, HERE, ada, NOW))
        .as("of another person")
        .isFalse();
  }
}
