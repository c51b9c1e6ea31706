package org.allnet.service.web.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.ReviewSettings;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A review as its reader does it, in a real browser and by the keyboard alone. */
final class ReviewWalkTest {

  private static TestService service;
  private static RealBrowser browser;
  private ReviewedPlace place;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    browser = RealBrowser.start(service.server.address());
    browser.logIn("reviewer", TestService.PASSWORD);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    service.close();
  }

  /** Eight cells in order: two of the refer band, four blasts, two lymphocytes. */
  @BeforeEach
  void open() throws Exception {
    place = ReviewedPlace.make(service, 8);
    browser.size(1280, 900);
    browser.open(place.review());
  }

  private Map<Id.Cell, Judgement> said() {
    return service.store.read(
        tx -> {
          CaseReading reading = tx.readings().of(place.of().id()).get(0);
          return tx.judgements().last(reading.id());
        });
  }

  private CellVerdict verdict(int position) {
    return said().get(cell(position).id()).after().orElseThrow();
  }

  private Cell cell(int position) {
    return place.inOrder().get(position);
  }

  private void begin() {
    browser.find("main form button").sendKeys(Keys.ENTER);
    browser.until(one -> !one.findElements(By.cssSelector(".cell.here")).isEmpty());
    browser.untilText("#about", "Referred");
  }

  @Test
  void outlineOfHeatMap_endsWithThePicture() {
    begin();
    Object edges =
        browser.driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "const page = document.querySelector('script[src*=\"gallery.js\"]').src;"
                + "import(page.replace('gallery.js', 'gallery-heat.js')).then(({ Heat }) => {"
                + " const map = { width: 3, height: 2, values: [255, 255, 255, 0, 255, 255] };"
                + " done([0, 1, 2, 3, 4, 5].filter((i) => Heat.prototype.isEdge.call({ map }, i)));"
                + "}, (failure) => done(String(failure)));");
    assertThat(edges)
        .as("beside the low pixel alone: neither in the row before nor at the picture's edge")
        .isEqualTo(List.of(0L, 4L));
  }

  /** Without threads of its own the service makes no maps. */
  @Test
  void mapThatThereIsNot_isSaidInWordsAlone() {
    begin();
    browser.press("h");
    browser.until(one -> browser.find("#heat").isDisplayed());
    browser.until(one -> !browser.find("#heat-map").isDisplayed());
    assertThat(browser.find("#heat-words").getText()).isNotBlank().doesNotContain("being made");
    Object words =
        browser.driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "const page = document.querySelector('script[src*=\"gallery.js\"]').src;"
                + "import(page.replace('gallery.js', 'gallery-large.js'))"
                + ".then(({ withProbabilities }) => done([withProbabilities('Not reviewed.', []),"
                + " withProbabilities('Said.', [{ label: 'a', value: .25 }])]));");
    assertThat(words).isEqualTo(List.of("Not reviewed.", "Said. a 0.250."));
  }

  @Test
  void keysAlone_judgeEveryCell() throws Exception {
    begin();
    assertThat(browser.barriers()).isEmpty();
    assertThat(browser.driver.switchTo().activeElement().getAttribute("role"))
        .isEqualTo("gridcell");

    requireOneForAHeldKey();
    browser.press("2");
    browser.untilText("#progress", "1 of 8");
    browser.press("u");
    browser.untilText("#progress", "2 of 8");
    browser.press(Keys.ENTER);
    browser.untilText("#progress", "3 of 8");
    assertThat(verdict(0)).isEqualTo(new CellVerdict.OfClass("lymphocyte"));
    assertThat(verdict(1)).isEqualTo(CellVerdict.Other.UNSURE);
    assertThat(verdict(2)).isEqualTo(new CellVerdict.OfClass("lymphoblast"));

    browser.press("z");
    browser.untilText("#progress", "2 of 8");
    assertThat(said().get(cell(2).id()).after()).isEmpty();

    browser.press(Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT));
    browser.untilText("#marked", "2 marked");
    browser.press("s");
    browser.untilText("#progress", "4 of 8");
    assertThat(verdict(3)).isEqualTo(CellVerdict.Other.SMUDGE);
    assertThat(said().get(cell(3).id()).shown().together()).isEqualTo(2);

    browser.press("r");
    browser.untilText("#message", "Show one proposed class first");
    browser.press("1");
    browser.until(one -> browser.find("#reason-dialog").isDisplayed());
    browser.press("second look", Keys.ENTER);
    browser.untilText("#message", "lymphoblast");
    assertThat(said().values())
        .anySatisfy(
            one -> assertThat(one.reason().flatMap(SealedText::text)).contains("second look"));
  }

  /** A key that stays down would otherwise judge one cell after another, unseen. */
  private void requireOneForAHeldKey() {
    Object prevented =
        browser.driver.executeScript(
            "return ['2', 'Enter', 'z'].map((key) => !document.querySelector('.cell.here')"
                + ".dispatchEvent(new KeyboardEvent('keydown',"
                + " {key, repeat: true, bubbles: true, cancelable: true})));");
    assertThat(prevented).isEqualTo(List.of(true, true, true));
    assertThat(said()).isEmpty();
  }

  /** On a phone there are no keys. */
  @Test
  void buttons_markAndJudge() {
    begin();
    browser.find("#mark").click();
    browser.untilText("#marked", "1 marked");
    assertThat(browser.find("#mark").getDomAttribute("aria-pressed")).isEqualTo("true");
    browser.find(".cell[data-index='1']").click();
    browser.find("#mark").click();
    browser.untilText("#marked", "2 marked");
    browser.find("#unmark").sendKeys(Keys.ENTER);
    browser.untilText("#marked", "focused cell");
    assertThat(browser.driver.switchTo().activeElement().getAttribute("role"))
        .isEqualTo("gridcell");

    browser.driver.executeScript(
        "document.querySelector('[data-verdict=smudge]')"
            + ".dispatchEvent(new MouseEvent('click', {detail: 2, bubbles: true}));");
    browser.untilText("#message", "The second click of a double click was not taken.");
    assertThat(said()).isEmpty();
    browser.find("[data-verdict=smudge]").click();
    browser.untilText("#progress", "1 of 8");
    assertThat(said()).hasSize(1);
    browser.size(390, 700);
    browser.driver.executeScript("document.getElementById('undo').scrollIntoView();");
    browser.find("#undo").click();
    browser.untilText("#message", "Taken back. Cell 2: not reviewed.");
    assertThat(
            browser.driver.executeScript(
                "const place = document.getElementById('message').getBoundingClientRect();"
                    + "return place.top >= 0 && place.bottom <= innerHeight;"))
        .as("what came of it is seen where the buttons are")
        .isEqualTo(true);
  }

  /** A case of which more cells are proposed as a class than the screen has room for. */
  private void beginLong() throws Exception {
    place = ReviewedPlace.make(service, 200);
    browser.open(place.review());
    begin();
  }

  /** Shows the 100 blasts: two rows and a fifth of the third; returns how many fill a row. */
  private int showBlasts() {
    browser.driver.executeScript(
        "const grid = document.getElementById('grid').style; "
            + "grid.minHeight = '0'; grid.height = '300px';");
    browser.find("[data-show='group:lymphoblast']").click();
    browser.until(one -> browser.find(".cell[data-index='0']").getText().contains("lymphoblast"));
    return Integer.parseInt(browser.find("#grid").getAttribute("aria-colcount"));
  }

  private static void block(String... addresses) {
    browser.driver.executeCdpCommand("Network.enable", Map.of());
    browser.driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(addresses)));
  }

  /** Presses keys on the focused cell with no time between them, and returns what a script says. */
  private static Object pressAtOnce(String keys, String script) {
    return browser.driver.executeScript(
        "for (const key of "
            + keys
            + ") document.querySelector('.cell.here').dispatchEvent("
            + "new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));"
            + script);
  }

  @Test
  void restOfAClass_isWhatWasSeen() throws Exception {
    beginLong();
    Id.Cell broken = cell(52).id();
    block("*/cells/" + broken.text() + "/small*");
    int seen = 2 * showBlasts() - 1;
    try {
      browser.untilText("#rest", "lymphoblast: %d seen".formatted(seen));
      browser.press("r");
      browser.untilText("#rest-words", seen + " cells");
      browser.find("#rest-yes").sendKeys(Keys.ENTER);
      browser.untilText("#progress", seen + " of 200");
      browser.until(one -> "gridcell".equals(one.switchTo().activeElement().getAttribute("role")));
    } finally {
      block();
    }
    assertThat(said()).hasSize(seen).doesNotContainKey(broken);
    assertThat(said().values())
        .allSatisfy(
            one -> {
              assertThat(one.shown().together()).isEqualTo(seen);
              assertThat(one.shown().milliseconds().orElse(0L)).isGreaterThanOrEqualTo(300);
              assertThat(one.shown().proposed()).contains("lymphoblast");
            });
    browser.driver.executeScript("document.activeElement.blur()");
    browser.press("z");
    browser.untilText("#progress", "0 of 200");
  }

  @Test
  void markedCellsNotSeen_areLeftOut() throws Exception {
    beginLong();
    int seen = 2 * showBlasts();
    browser.untilText("#rest", "lymphoblast: %d seen".formatted(seen));
    browser.find(".cell[data-index='0']").click();
    browser.press(Keys.chord(Keys.SHIFT, Keys.END));
    browser.untilText("#marked", "100 marked");
    browser.press(Keys.ENTER);
    browser.untilText("#message", "left out: not seen on the screen");
    assertThat(said().values())
        .hasSizeBetween(seen, 4 * seen)
        .allSatisfy(
            one -> assertThat(one.shown().milliseconds().orElse(0L)).isGreaterThanOrEqualTo(300));
  }

  @Test
  void otherPicture_isNeverBesideTheWords() {
    begin();
    browser.until(one -> browser.find("#picture").isDisplayed());
    assertThat(pressAtOnce("['ArrowRight']", "return document.getElementById('picture').hidden;"))
        .isEqualTo(true);
    browser.until(one -> browser.find("#picture").isDisplayed());
    assertThat(browser.find("#picture").getAttribute("src")).contains(cell(1).id().text());
    try {
      block("*/large*", "*/references*");
      browser.press(Keys.ARROW_RIGHT);
      browser.until(one -> browser.find("#no-picture").isDisplayed());
      assertThat(browser.find("#about").getText()).contains("Cell 3.");
    } finally {
      block();
    }
    browser.find("#picture-again").click();
    browser.until(one -> browser.find("#picture").isDisplayed());
    assertThat(browser.find("#no-picture").isDisplayed()).isFalse();
  }

  @Test
  void noAnswer_isToldAndTriedAgain() {
    begin();
    try {
      block("*/judgements", "*/counts");
      browser.press("s");
      browser.untilText("#message", "not known whether this was kept");
      browser.until(one -> browser.find("#again").isDisplayed());
      block("*/cells?*");
      browser.find("#again").click();
      browser.untilText("#message", "Not all cells are loaded");
    } finally {
      block();
    }
    browser.find("#again").click();
    browser.until(one -> one.findElements(By.cssSelector(".cell")).size() == 8);
    pressAtOnce("['s', 'u']", "");
    browser.untilText("#message", "pressed meanwhile was not taken");
    assertThat(said()).hasSize(1);
  }

  @Test
  void keys_areChangedAndConflictsRefused() {
    begin();
    browser.press("?");
    browser.until(one -> browser.find("#keys-dialog").isDisplayed());
    browser.find("#keys-form [name=smudge]").clear();
    browser.find("#keys-form [name=smudge]").sendKeys("u");
    browser.find("#keys-form [type=submit]").click();
    browser.untilText("#keys-failure", "give each its own");
    browser.find("#keys-form [name=smudge]").clear();
    browser.find("#keys-form [name=smudge]").sendKeys("k");
    browser.find("#keys-form [type=submit]").click();
    browser.untilText("#message", "keys are kept");
    browser.find(".cell.here").click();
    browser.press("k");
    browser.untilText("#progress", "1 of 8");
    assertThat(verdict(0)).isEqualTo(CellVerdict.Other.SMUDGE);
    Id.Account reader = service.person(UserRole.REVIEWER).id();
    service.store.change(
        new Actor.Person(reader, UserRole.REVIEWER, "test"),
        tx -> tx.reviewChoices().keep(reader, ReviewSettings.USUAL));
  }

  @Test
  void endOfAReading_isAskedFor() {
    begin();
    browser.find("#end button").sendKeys(Keys.ENTER);
    browser.until(one -> browser.find("#end-dialog").isDisplayed());
    assertThat(browser.find("#end-words").getText()).startsWith("8 of 8 cells are not reviewed.");
    browser.press(Keys.ESCAPE);
    browser.until(one -> !browser.find("#end-dialog").isDisplayed());
    assertThat(browser.driver.switchTo().activeElement().getText()).isEqualTo("End this reading");
    assertThat(service.store.read(tx -> tx.readings().of(place.of().id())).get(0).closed())
        .isEmpty();
  }

  @Test
  void phone_needsNoSidewaysScrolling() throws Exception {
    begin();
    for (int width : new int[] {320, 390}) {
      browser.size(width, 800);
      browser.until(one -> browser.overflow() == 0);
    }
    assertThat(browser.barriers()).isEmpty();
  }
}
