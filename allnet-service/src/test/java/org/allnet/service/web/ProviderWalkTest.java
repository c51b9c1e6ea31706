package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.UserRole;
import org.allnet.service.result.ReadCases;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.oidc.OidcSettings;
import org.allnet.service.web.oidc.RoleRules;
import org.allnet.service.web.review.RealBrowser;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** A provider that somebody else wrote, with its own page, in a real browser. */
final class ProviderWalkTest {

  private static void enter(RealBrowser browser, MockOAuth2Server provider, long at) {
    browser.until(one -> one.getCurrentUrl().startsWith(provider.baseUrl().toString()));
    browser.find("[name=username]").sendKeys("ada-of-the-lab");
    browser.find("[name=claims]").sendKeys("{\"auth_time\": " + at + "}");
    browser.find("[type=submit]").click();
  }

  private static void requireOpenToAll(RealBrowser browser) throws Exception {
    browser.size(320, 700);
    assertThat(browser.barriers()).isEmpty();
    assertThat(browser.overflow()).isLessThanOrEqualTo(0);
    browser.size(1280, 900);
  }

  /** Presses the button of the warning, and waits for the warning that comes after it. */
  private static void keepSession(RealBrowser browser) {
    String ends = browser.find("#session").getDomAttribute("data-ends");
    WebElement stay = browser.find("#notices button");
    stay.click();
    browser.until(ExpectedConditions.stalenessOf(stay));
    browser.until(one -> !browser.driver.findElements(By.cssSelector("#notices button")).isEmpty());
    assertThat(browser.find("#session").getDomAttribute("data-ends")).isNotEqualTo(ends);
  }

  @Test
  void person_logsInSignsAndLogsOut() throws Exception {
    MockOAuth2Server provider = new MockOAuth2Server(new OAuth2Config(true));
    provider.start(InetAddress.getLoopbackAddress(), 0);
    OidcSettings oidc =
        new OidcSettings(
            provider.issuerUrl("lab").toString(),
            "allnet",
            Optional.of("secret of the client"),
            Set.of("openid", "profile"),
            Optional.empty(),
            RoleRules.NONE,
            false);
    try (TestService service =
            TestService.start(
                Clock.systemUTC(), new SignInSettings(Optional.of(oidc), true, Set.of()));
        RealBrowser browser = RealBrowser.start(service.server.address())) {
      ReadCases cases = new ReadCases(service.store, service.home.project(), TestService.PASSWORD);
      Case of = cases.open("S-1", 1);
      cases.answer(of, List.of(ReadCases.proposes(ReadCases.BLAST)));
      cases.judgeAll(cases.begin(of, Kind.FIRST, cases.ada), of, List.of(ReadCases.blast()));
      service.store.change(
          new Actor.Service("test", "run-7"),
          tx ->
              tx.identities().bind(cases.ada.id(), new Identity(oidc.issuer(), "ada-of-the-lab")));

      browser.open("/log-in");
      requireOpenToAll(browser);
      browser.find("#provider").click();
      enter(browser, provider, Instant.now().getEpochSecond() - 30);
      browser.until(one -> one.getCurrentUrl().endsWith("/projects"));
      assertThat(browser.find("#session").getText()).contains("Dr. ada");
      assertThat(
              (String)
                  browser.driver.executeScript(
                      "return document.cookie + JSON.stringify(localStorage)"
                          + " + JSON.stringify(sessionStorage)"))
          .as("what scripts of the page can read")
          .doesNotContain("allnet", "eyJ", "token");

      browser.open("/projects/%s/cases/%s/result".formatted(of.project().text(), of.id().text()));
      browser.find("[name=meaning][value=reviewed]").click();
      browser.find("form[action$='/signature'] button").click();
      browser.untilText("#act", "Sign the result of case " + of.id().text().substring(0, 8) + ": ");
      requireOpenToAll(browser);
      assertThat(cases.again(of).status()).isEqualTo(CaseStatus.IN_REVIEW);
      browser.find("#provider").click();
      enter(browser, provider, Instant.now().getEpochSecond());
      browser.untilText("h1", "You are confirmed");
      requireOpenToAll(browser);
      browser.find("main form button").click();
      browser.untilText("main", "signed by Dr. ada");
      assertThat(cases.again(of).status()).isEqualTo(CaseStatus.SIGNED);

      browser.find("#session button").click();
      browser.untilText("h1", "You are logged out here");
      requireOpenToAll(browser);
      browser.open("/projects");
      assertThat(browser.driver.getCurrentUrl()).contains("/log-in");
    } finally {
      provider.shutdown();
    }
  }

  /** Who logs in again in another tab comes back to a page on which everything is still typed. */
  private static void requireTakenUp(RealBrowser browser) {
    browser.find("#code").sendKeys("123456");
    String page = browser.driver.getWindowHandle();
    browser.driver.switchTo().newWindow(WindowType.TAB);
    browser.logIn("signer", TestService.PASSWORD);
    browser.driver.close();
    browser.driver.switchTo().window(page);
    browser.until(one -> !browser.find("#notices").getText().contains("You are logged out."));
    assertThat(browser.find("#code").getAttribute("value")).isEqualTo("123456");
    browser.find("#password").sendKeys(TestService.PASSWORD);
    browser.find("main form button").click();
    browser.until(one -> browser.find("#code").getAttribute("value").isEmpty());
    assertThat(browser.find("main").getText()).contains("not the one-time password of this moment");
  }

  /** The way of the second factor, by a person who must have one. */
  @Test
  void secondFactor_isSetUpOnItsPages() throws Exception {
    try (TestService service =
            TestService.start(
                Clock.systemUTC(),
                new SignInSettings(Optional.empty(), true, Set.of(UserRole.SIGNER)),
                // Less than the two minutes of which a page warns, and more than any page here is
                // looked at.
                new LoginSession.Limits(Duration.ofSeconds(115), Duration.ofHours(12)));
        RealBrowser browser = RealBrowser.start(service.server.address())) {
      browser.logIn("signer", TestService.PASSWORD);
      browser.untilText("main", "Your role needs a second factor");
      requireOpenToAll(browser);
      browser.find("main form button").click();
      browser.until(one -> !browser.driver.findElements(By.id("key")).isEmpty());
      requireOpenToAll(browser);
      assertThat(browser.find("#key").getText()).matches("([A-Z2-7]{4} ){7}[A-Z2-7]{4}");
      browser.find("#password").sendKeys(TestService.PASSWORD);
      browser.find("#code").sendKeys("000 000");
      browser.find("main form button").click();
      browser.untilText("[role=alert]", "not the one-time password of this moment");

      browser.untilText("#notices", "You will be logged out soon.");
      assertThat(browser.driver.switchTo().activeElement().getText())
          .as("who types or judges must not press this button instead")
          .isNotEqualTo("Stay logged in");
      requireOpenToAll(browser);
      keepSession(browser);
      keepSession(browser); // at once: the first has hardly moved the end
      service.store.change(
          new Actor.Service("test", "run-8"),
          tx -> tx.sessions().endAll(service.person(UserRole.SIGNER).id()));
      browser.find("#notices button").click();
      browser.untilText("#notices", "You are logged out.");
      requireOpenToAll(browser);
      assertThat(browser.find("#notices a").getDomAttribute("href")).isEqualTo("/log-in");
      requireTakenUp(browser);
    }
  }
}
