package org.allnet.service.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.UserRole;
import org.junit.jupiter.api.Test;

/** Which claims give which roles, in the shapes of Keycloak and Entra. */
final class RoleRulesTest {

  private static final Project TRIAL =
      new Project(
          Id.Project.fresh(),
          "Trial 7",
          List.of("a", "b"),
          Project.Rules.DEFAULT,
          Instant.ofEpochSecond(1));

  private static RoleRules rules(String path, String... rules) {
    return new RoleRules(path, Arrays.stream(rules).map(RoleRules.Rule::parse).toList());
  }

  private static RoleRules.Roles given(RoleRules rules, Map<String, Object> claims) {
    return rules.of(claims, List.of(TRIAL));
  }

  @Test
  void realmRolesOfKeycloak_giveRoles() {
    RoleRules rules = rules("realm_access.roles", "lab-admin=administrator", "ward=reader@Trial 7");
    RoleRules.Roles roles =
        given(
            rules, Map.of("realm_access", Map.of("roles", List.of("lab-admin", "ward", "other"))));

    assertThat(roles.service()).containsExactly(UserRole.ADMINISTRATOR);
    assertThat(roles.memberships()).isEqualTo(Map.of(TRIAL.id(), Set.of(UserRole.READER)));
  }

  @Test
  void clientRolesOfKeycloak_areFoundBehindDots() {
    Map<String, Object> claims =
        Map.of("resource_access", Map.of("org.allnet", Map.of("roles", List.of("op"))));
    assertThat(given(rules("resource_access.org.allnet.roles", "op=operator"), claims).service())
        .containsExactly(UserRole.OPERATOR);
  }

  @Test
  void groupsOfEntra_giveRolesById() {
    String group = "5f2a7e0c-93d1-4a53-8d0d-0f9d0a6c8f11";
    RoleRules rules = rules("groups", group + "=signer@" + TRIAL.id().text());
    assertThat(given(rules, Map.of("groups", List.of(group))).memberships())
        .isEqualTo(Map.of(TRIAL.id(), Set.of(UserRole.SIGNER)));
    assertThat(rules.isLeftOut(Map.of("_claim_names", Map.of("groups", "src1")))).isTrue();
    assertThat(rules.isLeftOut(Map.of("groups", List.of()))).isFalse();
  }

  @Test
  void otherShapes_giveNothing() {
    RoleRules rules = rules("roles", "admin=administrator");
    assertThat(given(rules, Map.of()).isEmpty()).isTrue();
    assertThat(given(rules, Map.of("roles", 7)).isEmpty()).isTrue();
    assertThat(given(rules, Map.of("roles", List.of("ADMIN", "admin "))).isEmpty()).isTrue();
    assertThat(given(rules, Map.of("roles", Map.of("admin", true))).isEmpty()).isTrue();
    assertThat(given(rules, Map.of("roles", "admin")).service())
        .containsExactly(UserRole.ADMINISTRATOR);
    assertThat(given(rules("roles", "x=reader@Unknown"), Map.of("roles", "x")).isEmpty()).isTrue();
  }

  @Test
  void rule_mayHaveEqualsSignsInItsValue() {
    assertThat(RoleRules.Rule.parse("cn=all,ou=lab=reviewer@Trial 7"))
        .isEqualTo(new RoleRules.Rule("cn=all,ou=lab", UserRole.REVIEWER, Optional.of("Trial 7")));
    for (String wrong :
        List.of("x", "x=chief", "x=reader", "x=operator@Trial 7", "=operator", "x=reader@ ")) {
      assertThatThrownBy(() -> RoleRules.Rule.parse(wrong))
          .as(wrong)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("VALUE=ROLE");
    }
    assertThatThrownBy(() -> new RoleRules("roles", List.of())).isInstanceOf(InputException.class);
  }

  @Test
  void issuerInTheOpen_isTakenFromThisMachineAlone() {
    for (String wrong :
        List.of(
            "http://idp.example.org",
            "http://127.0.0.1.example.org",
            "ftp://localhost",
            "https://user@idp.example.org",
            "https://idp.example.org?x=1",
            "idp")) {
      assertThatThrownBy(() -> settings(wrong)).as(wrong).isInstanceOf(InputException.class);
    }
    assertThat(settings("http://localhost:8/lab").isSafe("http://127.0.0.1/x")).isTrue();
    assertThat(settings("https://idp.example.org").isSafe("http://127.0.0.1/x"))
        .as("a provider elsewhere that names this machine")
        .isFalse();
    assertThat(settings("https://idp.example.org").toString()).doesNotContain("hidden");
  }

  private static OidcSettings settings(String issuer) {
    return new OidcSettings(
        issuer,
        "allnet",
        Optional.of("hidden"),
        Set.of("openid"),
        Optional.empty(),
        RoleRules.NONE,
        false);
  }
}
