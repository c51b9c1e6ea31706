package org.allnet.service.web.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.RecoveryCode;
import org.allnet.service.domain.Totp;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** Where people with passwords set up one-time passwords of their telephones. */
public final class SecondFactorPages implements PageSet {

  /** The page, which is open also to those who have to set one up first. */
  public static final String HOME = "/account/second-factor";

  /**
   * The page.
   *
   * @param local whether the person has a password here
   * @param set whether there is one that counts
   * @param required whether the person has to have one
   * @param codesLeft how many recovery codes are left
   * @param key what is typed into a telephone, in groups of four; empty if it was not begun
   * @param address the same as an address that a telephone may open
   * @param codes the recovery codes, shown once; empty if none were made now
   * @param failure why something did not work; empty if nothing failed
   */
  public record Page(
      boolean local,
      boolean set,
      boolean required,
      long codesLeft,
      String key,
      String address,
      List<String> codes,
      String failure) {}

  private final SecondFactorCheck factors;
  private final SignIn signIn;

  /**
   * Makes the pages.
   *
   * @param factors checks and keeps second factors
   * @param signIn checks passwords
   */
  public SecondFactorPages(SecondFactorCheck factors, SignIn signIn) {
    this.factors = factors;
    this.signIn = signIn;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(HOME, Access.signedIn(), "The own second factor."),
            visit -> show(visit, 200, List.of(), "")),
        new Endpoint(
            Route.action(HOME + "/begin", Access.signedIn(), "Makes a key for a telephone."),
            this::begin),
        new Endpoint(
            Route.action(HOME, Access.signedIn(), "Has the second factor count."), this::set),
        new Endpoint(
            Route.action(HOME + "/end", Access.signedIn(), "Takes the second factor away."),
            this::end));
  }

  private void show(Visit visit, int status, List<String> codes, String failure) {
    Account account = visit.account();
    Optional<Totp> proposed = factors.proposed(account);
    visit.show(
        status,
        "access/second-factor.jte",
        new Page(
            account.password().isPresent(),
            factors.has(account),
            factors.isRequired(account),
            visit.store().read(tx -> tx.secondFactors().codesLeft(account.id())),
            proposed.map(one -> one.key().replaceAll("(.{4})(?=.)", "$1 ")).orElse(""),
            proposed.map(one -> address(one, account)).orElse(""),
            codes,
            failure));
  }

  private static String address(Totp totp, Account account) {
    return "otpauth://totp/ALLNet:"
        + URLEncoder.encode(account.login(), StandardCharsets.UTF_8).replace("+", "%20")
        + "?secret="
        + totp.key()
        + "&issuer=ALLNet";
  }

  private void begin(Visit visit) {
    if (visit.account().password().isEmpty()) {
      throw new HttpFailure(422, "You log in at the provider, which may ask for a second factor.");
    }
    factors.propose(visit);
    visit.redirect(HOME);
  }

  private void set(Visit visit) {
    try {
      signIn.confirm(visit, visit.secret("password"));
      List<RecoveryCode> codes = factors.set(visit, visit.maybeField("code").orElse(""));
      show(visit, 200, codes.stream().map(RecoveryCode::text).toList(), "");
    } catch (HttpFailure e) {
      show(visit, e.status(), List.of(), e.words());
    }
  }

  private void end(Visit visit) {
    Account account = visit.account();
    if (factors.isRequired(account)) {
      throw new HttpFailure(403, "Your role needs a second factor.");
    }
    try {
      signIn.confirm(visit, visit.secret("password"));
      factors.require(visit, account, signIn.address(visit), visit.maybeField("code").orElse(""));
    } catch (HttpFailure e) {
      show(visit, e.status(), List.of(), e.words());
      return;
    }
    visit.store().change(visit.actor(), tx -> tx.secondFactors().reset(account.id()));
    visit.redirect(HOME);
  }
}
