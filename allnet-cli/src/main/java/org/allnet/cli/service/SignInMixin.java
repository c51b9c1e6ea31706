package org.allnet.cli.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.oidc.OidcSettings;
import org.allnet.service.web.oidc.Renewal;
import org.allnet.service.web.oidc.RoleRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How people of a service prove who they are. */
final class SignInMixin {

  private static final String SECRET = "ALLNET_OIDC_SECRET";

  @Option(
      names = "--oidc-issuer",
      paramLabel = "URL",
      description = "A provider at which people log in (OpenID Connect), as it names itself.")
  private @Nullable String issuer;

  @Option(
      names = "--oidc-client",
      paramLabel = "ID",
      description = "What the provider knows this service by. Default: allnet.")
  private String client = "allnet";

  @Option(
      names = "--oidc-secret-file",
      paramLabel = "FILE",
      description = "First line: the client's secret. Default: the variable " + SECRET + ".")
  private @Nullable Path secretFile;

  @Option(
      names = "--oidc-scope",
      paramLabel = "NAME",
      split = ",",
      description = "What the provider is asked for. Default: openid,profile.")
  private Set<String> scopes = Set.of("openid", "profile");

  @Option(
      names = "--oidc-audience",
      paramLabel = "NAME",
      description = "For whom tokens of programs have to be. Without it, the API takes keys alone.")
  private @Nullable String audience;

  @Option(
      names = "--oidc-roles",
      paramLabel = "CLAIM",
      description =
          "The claim that gives roles, such as realm_access.roles. Without it, an administrator gives them here.")
  private String roles = "";

  @Option(
      names = "--oidc-role",
      paramLabel = "RULE",
      description = {
        "What a value of that claim gives: VALUE=ROLE, or VALUE=ROLE@PROJECT for reader, reviewer and",
        "signer. May be given several times."
      })
  private List<String> rules = List.of();

  @Option(
      names = "--oidc-new-accounts",
      description =
          "The first log-in of a person makes an account. Default: an administrator does.")
  private boolean newAccounts;

  @Option(
      names = "--oidc-session-minutes",
      paramLabel = "N",
      description =
          "How long a session lasts until the provider is asked again, 5 to 720. Default: 60.")
  private long sessionMinutes = Renewal.DEFAULT.sessions().toMinutes();

  @Option(
      names = "--oidc-key-days",
      paramLabel = "N",
      description =
          "How long a person's keys are taken after the last log-in, 1 to 365. Default: 14.")
  private long keyDays = Renewal.DEFAULT.keys().toDays();

  @Option(
      names = "--no-local-accounts",
      description =
          "Accounts with passwords, and their keys, end once an administrator came through the provider.")
  private boolean noLocalAccounts;

  @Option(
      names = "--second-factor",
      paramLabel = "ROLE",
      split = ",",
      description = "Whoever has one of these roles and a password needs a second factor.")
  private List<String> secondFactor = List.of();

  /**
   * Returns how people prove who they are.
   *
   * @param command refuses options that can do nothing
   * @throws OptionException if there is such an option, or one makes no sense
   */
  SignInSettings settings(Subcommand command) {
    if (issuer == null) {
      command.refuse(
          "without --oidc-issuer, the provider",
          "--oidc-client",
          "--oidc-secret-file",
          "--oidc-scope",
          "--oidc-audience",
          "--oidc-roles",
          "--oidc-role",
          "--oidc-new-accounts",
          "--oidc-session-minutes",
          "--oidc-key-days",
          "--no-local-accounts");
    }
    try {
      return new SignInSettings(
          Optional.ofNullable(issuer).map(this::provider),
          !noLocalAccounts,
          secondFactor.stream().map(SignInMixin::role).collect(Collectors.toSet()));
    } catch (InputException e) {
      throw new OptionException("log-in: " + e.getMessage());
    }
  }

  private OidcSettings provider(String address) {
    String secret = SecretText.of(secretFile, SECRET);
    return new OidcSettings(
        address,
        client,
        secret.isEmpty() ? Optional.empty() : Optional.of(secret),
        scopes,
        Optional.ofNullable(audience),
        new RoleRules(roles, rules.stream().map(RoleRules.Rule::parse).toList()),
        newAccounts,
        new Renewal(Duration.ofMinutes(sessionMinutes), Duration.ofDays(keyDays)));
  }

  private static UserRole role(String name) {
    return Arrays.stream(UserRole.values())
        .filter(one -> one.key().equals(name))
        .findFirst()
        .orElseThrow(() -> new InputException("there is no role '" + name + "'"));
  }
}
