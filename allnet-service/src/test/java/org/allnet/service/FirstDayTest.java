package org.allnet.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.Store;
import org.allnet.service.web.review.RealBrowser;
import org.allnet.service.work.TestModels;
import org.allnet.service.work.TestPictures;
import org.allnet.service.work.operation.BackUp;
import org.allnet.service.work.operation.Restore;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.operation.ServiceVerification;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The first day of a laboratory, in a real browser: from the link in the terminal to a signed
 * result, which is there again after a back-up was restored elsewhere.
 */
@Tag("nightly")
final class FirstDayTest {

  private static final int CELLS = 12;
  private static final String PASSWORD = " has a password";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Path atWork;
  private RealBrowser browser;

  private Service start(Path where, List<Path> models) {
    ServiceSettings usual = ServiceSettings.in(where, 0);
    return Service.start(
        new ServiceSettings(
            where, usual.store(), usual.web(), models, usual.workers(), usual.operation()));
  }

  private static String address(Service service) {
    return service.address().replaceFirst("/$", "");
  }

  @Test
  void firstDay_endsWithARestoredResult() throws Exception {
    atWork = folder.resolve("service");
    List<Path> model = List.of(TestModels.classifier(folder.resolve("m.safetensors"), 1));
    String of;
    try (Service service = start(atWork, model);
        RealBrowser first = RealBrowser.start(address(service))) {
      browser = first;
      browser.size(1280, 900);
      setUp(service.setUpLink().orElseThrow());
      people();
      of = handIn();
      review(of);
      readAgain(of);
      adjudicate();
      sign(of);
      amend(of);
      backUp();
    }
    Path elsewhere = folder.resolve("elsewhere");
    Restore.run(folder.resolve("backup"), new ServiceFolder(elsewhere));
    try (Service restored = start(elsewhere, List.of());
        RealBrowser second = RealBrowser.start(address(restored))) {
      browser = second;
      browser.logIn("sina", "sina" + PASSWORD);
      browser.open(of + "/result");
      assertThat(browser.find("main").getText())
          .contains("amended by Prof. Sina", "version 2 of 2", "second look at the nucleus");
    }
  }

  private void setUp(String link) {
    browser.open("/"); // whoever opens the address without the code, and then pastes the link
    browser.driver.get(link);
    browser.until(one -> !browser.find("#code").getAttribute("value").isEmpty());
    fill("#login", "ada");
    fill("#name", "Dr. Ada");
    fill("#password", "ada" + PASSWORD);
    browser.press(Keys.ENTER);
    browser.until(one -> one.getCurrentUrl().endsWith("/administration"));
  }

  private void fill(String selector, String text) {
    browser.find(selector).sendKeys(text);
  }

  /** Presses a button or a link by its words. */
  private void press(String words) {
    WebElement found =
        browser.driver.findElement(
            By.xpath(
                "//main//*[self::a or self::button][contains(normalize-space(.),'%s')]"
                    .formatted(words)));
    found.sendKeys(Keys.ENTER);
  }

  private void people() {
    browser.open("/administration/new-project");
    fill("#name", "First study");
    press("Make the project");
    browser.until(one -> one.getCurrentUrl().endsWith("/administration"));
    person("rita", "Dr. Rita", "reviewer");
    person("rolf", "Dr. Rolf", "reviewer");
    person("tara", "Dr. Tara", "reviewer");
    person("sina", "Prof. Sina", "signer");
  }

  /** Makes an account, and follows its link in the same browser, where ada is logged in. */
  private void person(String login, String name, String role) {
    browser.open("/administration/new-account");
    fill("#login", login);
    fill("#name", name);
    press("Make the account");
    browser.until(one -> !one.findElements(By.id("invitation")).isEmpty());
    String link = browser.find("#invitation").getText();
    browser.find("input[value^='" + role + "@']").sendKeys(Keys.SPACE);
    press("Change the roles");
    browser.untilText("main", "The roles are kept");
    browser.driver.get(link);
    fill("#password", login + PASSWORD);
    press("Set the password");
    browser.until(one -> one.getCurrentUrl().endsWith("/projects"));
    as("ada");
  }

  private void as(String login) {
    browser.logIn(login, login + PASSWORD);
  }

  private void openProject() {
    browser.open("/projects");
    press("First study");
    browser.untilText("h1", "First study");
  }

  /** Returns the address of the case. */
  private String handIn() throws Exception {
    as("rita");
    openProject();
    press("Hand in pictures");
    browser.until(one -> !one.findElements(By.id("subject")).isEmpty());
    fill("#subject", "S-1");
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (int i = 0; i < CELLS; i++) {
      Files.write(pictures.resolve(i + ".png"), TestPictures.png(i));
    }
    try (var all = Files.list(pictures)) {
      fill("#files", all.map(Path::toString).sorted().collect(Collectors.joining("\n")));
    }
    browser.untilText("#chosen", CELLS + " files");
    press("Hand them in");
    browser.untilText("#outcome", CELLS + " pictures were taken");
    String of = browser.find("#outcome a").getAttribute("href").replaceFirst("http://[^/]+", "");
    patiently(
        () -> {
          browser.open(of);
          return browser.find("main").getText().contains("machine only");
        });
    return of;
  }

  private static void patiently(java.util.concurrent.Callable<Boolean> state) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!state.call()) {
      assertThat(System.nanoTime()).as("within a minute").isLessThan(end);
      Thread.sleep(200);
    }
  }

  private void review(String of) {
    browser.open(of + "/review");
    press("Begin the review");
    judge("1");
    end();
    browser.untilText("h1", "S-1");
  }

  /** Judges all cells of the reading by keys, each as the same class but the last. */
  private void judge(String key) {
    browser.until(one -> !one.findElements(By.cssSelector(".cell.here")).isEmpty());
    browser.until(one -> one.findElements(By.cssSelector(".cell")).size() == CELLS);
    browser.find(".cell.here").sendKeys(key);
    browser.untilText("#progress", "1 of " + CELLS);
    for (int i = 2; i <= CELLS; i++) {
      browser.press("1");
      browser.untilText("#progress", i + " of " + CELLS);
    }
  }

  private void end() {
    browser.find("#end button").sendKeys(Keys.ENTER);
    browser.until(one -> browser.find("#end-dialog").isDisplayed());
    assertThat(browser.find("#end-words").getText()).contains("All 12 cells are reviewed");
    browser.press(Keys.ENTER);
    browser.until(one -> !one.getCurrentUrl().contains("/readings/"));
  }

  private void give(String of, String kind, String reader) {
    as("sina");
    browser.open(of + "/readings");
    choose("kind", kind);
    choose("reader", reader);
    press("Give the reading");
    browser.untilText("main table", reader);
  }

  private void choose(String select, String words) {
    browser
        .driver
        .findElement(
            By.xpath("//select[@id='%s']/option[contains(.,'%s')]".formatted(select, words)))
        .click();
  }

  private void readAgain(String of) {
    give(of, "second reading", "Dr. Rolf");
    as("rolf");
    browser.open(of + "/result");
    assertThat(browser.find("main").getText()).contains("hidden from you");
    openReading("second reading");
    judge("2");
    assertThat(browser.find("main").getText()).doesNotContain("S-1").doesNotContain("Proposed");
    end();
    give(of, "adjudication", "Dr. Tara");
  }

  private void openReading(String words) {
    openProject();
    press("My readings");
    browser.untilText("h1", "My readings");
    press(words);
  }

  private void adjudicate() {
    as("tara");
    openReading("adjudication");
    browser.untilText("main", "0 of 1 cells decided");
    browser.find(".cells input[value='class:lymphocyte']").sendKeys(Keys.SPACE);
    press("Keep the decisions");
    browser.untilText("main", "1 of 1 cells decided");
    press("End the adjudication");
    browser.untilText("h1", "My readings");
  }

  private void sign(String of) {
    as("sina");
    browser.open(of + "/result");
    fill("#password", "not the password");
    press("Sign as Prof. Sina");
    browser.untilText(".failure", "Not signed");
    fill("#password", "sina" + PASSWORD);
    press("Sign as Prof. Sina");
    browser.untilText("main", "signed by Prof. Sina");
    assertThat(browser.find("tfoot").getText()).contains(String.valueOf(CELLS));
  }

  private void amend(String of) {
    browser.open(of + "/amendment?cell=1");
    browser.find("input[name=verdict][value='class:lymphocyte']").sendKeys(Keys.SPACE);
    fill("#reason", "second look at the nucleus");
    press("Change");
    browser.untilText("main", "the changes are not signed");
    browser.find("input[value=amended]").sendKeys(Keys.SPACE);
    fill("#reason", "second look at the nucleus");
    fill("#later-password", "sina" + PASSWORD);
    press("Sign as Prof. Sina");
    browser.untilText("main", "amended by Prof. Sina");
  }

  /** While the service runs, as the command does it. */
  private void backUp() {
    ServiceFolder kept = new ServiceFolder(atWork);
    try (Store store =
        Store.open(
            ServiceSettings.database(atWork), new BlobStore(kept.pictures()), Clock.systemUTC())) {
      assertThat(ServiceVerification.of(store, kept.checkpoints(), kept.auditPublicKey()).words())
          .isNotEmpty();
      assertThat(ServiceVerification.of(store, kept.checkpoints(), kept.auditPublicKey()).isWhole())
          .isTrue();
      BackUp.write(store, kept, folder.resolve("backup"));
    }
  }
}
