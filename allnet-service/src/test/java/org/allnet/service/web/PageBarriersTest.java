package org.allnet.service.web;

import static org.allnet.service.result.ReadCases.blast;
import static org.allnet.service.result.ReadCases.lymphocyte;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.UserRole;
import org.allnet.service.result.ReadCases;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.web.review.RealBrowser;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Face;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.allnet.service.work.TestPictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * Every page of the route table in a real browser: nothing that axe finds against WCAG 2.2 AA, no
 * sideways scrolling at 320 pixels, and what takes the focus is seen.
 */
final class PageBarriersTest {

  /** The pages on which most of a day is spent. */
  private static final List<String> MAIN =
      List.of(
          "/projects/{project}",
          "/projects/{project}/hand-in",
          "/projects/{project}/cases/{case}/result",
          "/administration");

  private static TestService service;
  private static RealBrowser browser;
  private static ReadCases cases;
  private static Case signed;
  private static Case differing;
  private static CaseReading adjudication;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    cases = new ReadCases(service.store, service.home.project(), TestService.PASSWORD);
    signed = read("S-signed");
    cases.sign(signed, cases.eve, SignOff.Meaning.APPROVED, null);
    differing = read("S-differing");
    CaseReading second = cases.begin(differing, Kind.SECOND, cases.ben);
    cases.judgeAll(second, differing, List.of(lymphocyte(), blast()));
    cases.end(second);
    adjudication = cases.begin(differing, Kind.ADJUDICATION, cases.eve);
    browser = RealBrowser.start(service.server.address());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    service.close();
  }

  /** A case of two cells that ada read: a blast and a lymphocyte. */
  private static Case read(String subject) throws Exception {
    Case of = cases.open(subject, 2);
    cases.answer(of, List.of(ReadCases.proposes(ReadCases.BLAST), ReadCases.refers()));
    CaseReading first = cases.begin(of, Kind.FIRST, cases.ada);
    cases.judgeAll(first, of, List.of(blast(), lymphocyte()));
    cases.end(first);
    return of;
  }

  /** A page, and by what account it is opened. */
  private record Opened(String login, String path) {}

  private static List<Opened> pages(List<String> only) throws Exception {
    List<Opened> pages = new ArrayList<>();
    for (Route route : service.server.routes()) {
      if (route.verb() == Verb.GET
          && route.face() == Face.PAGE
          && (only.isEmpty() || only.contains(route.path()))) {
        Optional<Opened> page = page(route);
        if (page.isPresent() && isPage(page.get())) {
          pages.add(page.get());
        }
      }
    }
    pages.sort(Comparator.comparing(Opened::login));
    return pages;
  }

  private static Optional<Opened> page(Route route) {
    String login = login(route.access());
    Map<String, String> ids = new HashMap<>(service.home.ids());
    ids.put("case", (login.equals("eve") ? signed : differing).id().text());
    ids.put("subject", signed.subject().text());
    ids.put("account", cases.ben.id().text());
    ids.put("model", ReadCases.MODEL.hex());
    ids.put("reading", adjudication.id().text());
    return route.parameters().stream().allMatch(ids::containsKey)
        ? Optional.of(
            new Opened(
                login,
                route.with(route.parameters().stream().map(ids::get).toArray(String[]::new))))
        : Optional.empty();
  }

  private static String login(Access access) {
    if (access instanceof Access.InProject) {
      return "eve";
    }
    if (access instanceof Access.InService in) {
      return List.of(UserRole.ADMINISTRATOR, UserRole.OPERATOR, UserRole.AUDITOR).stream()
          .filter(role -> role.permissions().contains(in.permission()))
          .findFirst()
          .orElseThrow()
          .key();
    }
    return access instanceof Access.SignedIn ? UserRole.ADMINISTRATOR.key() : "";
  }

  /** Whether it is a page, not a picture or a file to keep. */
  private static boolean isPage(Opened page) throws Exception {
    Browser quick = service.browser();
    if (!page.login().isEmpty()) {
      quick.logIn(page.login(), TestService.PASSWORD);
    }
    var answer = quick.get(page.path());
    return answer.statusCode() == 200
        && answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
  }

  private static List<String> found(List<Opened> pages) throws Exception {
    List<String> found = new ArrayList<>();
    String login = "";
    for (Opened page : pages) {
      if (!page.login().equals(login)) { // the one before is still logged in
        browser.logIn(page.login(), TestService.PASSWORD);
        login = page.login();
      }
      for (int width : List.of(1280, 320)) {
        String where = page.path() + " at " + width + " pixels: ";
        browser.size(width, 800);
        browser.open(page.path());
        if (browser.overflow() > 0) {
          found.add(where + "scrolls sideways by " + browser.overflow());
        }
        shownThoughHidden().forEach(one -> found.add(where + one + " is hidden and seen"));
        browser.barriers().forEach(one -> found.add(where + one));
        browser.hiddenFocus().forEach(one -> found.add(where + one));
      }
    }
    return found;
  }

  /** A rule of style that gives things a way to be displayed also displays hidden ones. */
  private static List<?> shownThoughHidden() {
    return (List<?>)
        browser.driver.executeScript(
            "return [...document.querySelectorAll('[hidden]')]"
                + ".filter((one) => getComputedStyle(one).display !== 'none')"
                + ".map((one) => one.outerHTML.slice(0, 80));");
  }

  @Test
  void mainPages_haveNoBarriers() throws Exception {
    List<Opened> pages = pages(MAIN);
    assertThat(pages).hasSameSizeAs(MAIN);
    assertThat(found(pages)).isEmpty();
  }

  /** A file that is dropped beside the frame would otherwise take the place of the page. */
  @Test
  void droppedFiles_areTakenAnywhere(@TempDir(factory = MemoryFolder.class) Path folder)
      throws Exception {
    Files.write(folder.resolve("one.png"), TestPictures.png(1));
    Files.write(Files.createDirectory(folder.resolve("more")).resolve("two.png"), new byte[9]);
    browser.logIn("eve", TestService.PASSWORD);
    browser.size(1280, 800);
    browser.open("/projects/" + service.home.project().id().text() + "/hand-in");
    browser.drop(folder, 1200, 100);
    browser.untilText("#chosen", "2 files");
    requireSameAgain();
    browser.find("#none").sendKeys(Keys.ENTER);
    browser.untilText("#chosen", "Nothing is chosen.");
    assertThat(browser.find("#subject").isEnabled()).isTrue();
    Files.write(folder.resolve("large.png"), new byte[(1 << 20) + 1]);
    browser.drop(folder.resolve("large.png"), 1200, 100);
    browser.untilText("#outcome", "large.png: is larger than 1 MB. It is left out.");
    assertThat(browser.find("#chosen").getText()).isEqualTo("Nothing is chosen.");
  }

  /** What was begun is sent again as it was: under the same key another request is refused. */
  private static void requireSameAgain() {
    browser.find("#subject").sendKeys("S-broken");
    browser.driver.executeCdpCommand("Network.enable", Map.of());
    browser.driver.executeCdpCommand(
        "Network.setBlockedURLs", Map.of("urls", List.of("*/pictures")));
    try {
      browser.find("#send").sendKeys(Keys.ENTER);
      browser.untilText("#outcome", "The connection broke.");
      browser.until(one -> !browser.find("#subject").isEnabled());
      assertThat(
              browser.driver.executeScript(
                  "return !dispatchEvent(new Event('beforeunload', {cancelable: true}));"))
          .as("who leaves is asked")
          .isEqualTo(true);
    } finally {
      browser.driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of()));
    }
    assertThat(
            browser.driver.executeScript(
                "document.getElementById('files').focus({focusVisible: true});"
                    + "return ['files', 'folder'].map((one) => getComputedStyle("
                    + "document.querySelector(`label[for=${one}]`)).outlineStyle);"))
        .as("the focused one alone")
        .isEqualTo(List.of("solid", "none"));
  }

  /** What the session says decides, and not how long ago the page was loaded. */
  @Test
  void session_isAskedBeforeAnybodyIsWarned() {
    browser.logIn("eve", TestService.PASSWORD);
    browser.open("/projects/" + service.home.project().id().text() + "/new-case");
    browser.find("#subject").sendKeys("S");
    Object told =
        browser.driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "const page = document.querySelector('script[src*=\"app.js\"]').src;"
                + "import(page.replace('app.js', 'session.js')).then(async ({ Session }) => {"
                + " const place = document.createElement('p');"
                + " Object.assign(place.dataset, { account: 'a', left: 9e6, ends: '2026-01-01' });"
                + " const notices = document.createElement('p');"
                + " document.body.append(notices);"
                + " let next;"
                + " const session = new Session(place, notices, async () => next);"
                + " const told = [];"
                + " for (const known of [{ account: 'a', left: 1e6 }, { account: 'a', left: 9e4 },"
                + "   undefined, { account: 'a', left: 1e6 }, null, { account: 'b', left: 1e6 },"
                + "   { account: 'a', left: 1e6 }]) {"
                + "  next = known;"
                + "  await session.look();"
                + "  told.push(notices.textContent.slice(0, 17) + session.over);"
                + " }"
                + " clearTimeout(session.timer);"
                + " notices.remove();"
                + " told.push(document.activeElement.id);"
                + " done(told);"
                + "}).catch((failure) => done(String(failure)));");
    assertThat(told)
        .isEqualTo(
            List.of(
                "false",
                "You will be loggefalse",
                "You will be loggefalse",
                "false",
                "You are logged outrue",
                "Somebody else is true",
                "false",
                "subject"));
  }

  /** A person who presses twice wants it once. */
  @Test
  void form_isSentOnce() {
    browser.logIn("eve", TestService.PASSWORD);
    browser.open("/projects/" + service.home.project().id().text() + "/new-case");
    assertThat(
            browser.driver.executeScript(
                "const form = document.querySelector('main form');"
                    + "const send = () => form.dispatchEvent("
                    + "new SubmitEvent('submit', {bubbles: true, cancelable: true}));"
                    + "const sent = [send(), send()];"
                    + "dispatchEvent(new Event('pageshow'));"
                    + "return [...sent, send()];"))
        .as("the second is held back; whoever comes back may send again")
        .isEqualTo(List.of(true, false, true));
    assertThat(browser.find("#notices").getText()).startsWith("It is being sent already.");
  }

  /** A large folder is sent in parts, of which each is answered with its own notes. */
  @Test
  void notesOfParts_areSaidOnce() {
    browser.logIn("eve", TestService.PASSWORD);
    browser.open("/projects/" + service.home.project().id().text() + "/hand-in");
    Object notes =
        browser.driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "const page = document.querySelector('script[src*=\"hand-in.js\"]').src;"
                + "import(page.replace('hand-in.js', 'hand-in-notes.js')).then(({ withNote }) =>"
                + " done(['100 are drawn', 'no model', '100 are drawn', 'no model', '7 are drawn',"
                + " '1 is drawn'].reduce(withNote, [])), (failure) => done(String(failure)));");
    assertThat(notes).isEqualTo(List.of("207 are drawn", "no model", "1 is drawn"));
  }

  @Test
  @Tag("nightly")
  void allPages_haveNoBarriers() throws Exception {
    List<Opened> pages = pages(List.of());
    assertThat(pages).hasSizeGreaterThan(25);
    assertThat(found(pages)).isEmpty();
  }
}
