package org.allnet.service.web.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.allnet.service.web.TestService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Ten thousand cells scroll smoothly: hardly a frame is late, and few cells are in the page. */
@Tag("nightly")
final class ReviewScrollTest {

  private static final int CELLS = 10_000;
  private static final int FRAMES = 600;

  /** Two frames of a screen that shows 60 in a second. */
  private static final double LATE_MILLISECONDS = 34;

  private static final int MOST_IN_PAGE = 400;

  @Test
  void tenThousandCells_scrollSmoothly() throws Exception {
    try (TestService service = TestService.start();
        RealBrowser browser = RealBrowser.start(service.server.address())) {
      ReviewedPlace place = ReviewedPlace.make(service, CELLS);
      browser.logIn("reviewer", TestService.PASSWORD);
      browser.size(1280, 900);
      browser.open(place.review());
      browser.find("main form button").sendKeys(Keys.ENTER);
      long start = System.nanoTime();
      browser.until(one -> !one.findElements(By.cssSelector(".cell.here")).isEmpty());
      double first = (System.nanoTime() - start) / 1e6;
      browser.until(
          one ->
              (Boolean)
                  browser.driver.executeScript(
                      "return document.querySelector('.cell-room').clientHeight > 136 * 10000 / 8"));
      double all = (System.nanoTime() - start) / 1e6;
      List<Double> frames = frames(browser);
      long inPage =
          (Long) browser.driver.executeScript("return document.querySelectorAll('.cell').length");
      List<Double> sorted = frames.stream().sorted().toList();
      double p95 = sorted.get(FRAMES * 95 / 100);
      System.getLogger("gallery")
          .log(
              System.Logger.Level.INFO,
              String.format(
                  Locale.ROOT,
                  "10,000 cells: first page after %.0f ms, all known after %.0f ms; a frame of"
                      + " scrolling: median %.1f ms, p95 %.1f ms, longest %.1f ms; %d cells in the page",
                  first,
                  all,
                  sorted.get(FRAMES / 2),
                  p95,
                  sorted.get(FRAMES - 1),
                  inPage));
      assertThat(p95).isLessThanOrEqualTo(LATE_MILLISECONDS);
      assertThat(inPage).isLessThan(MOST_IN_PAGE);
    }
  }

  /** Scrolls by two rows a frame, and returns how long each frame took. */
  private static List<Double> frames(RealBrowser browser) {
    browser.driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    List<?> found =
        (List<?>)
            browser.driver.executeAsyncScript(
                "const [frames, done] = arguments;"
                    + "const grid = document.getElementById('grid'); grid.scrollTop = 0;"
                    + "const times = []; let last = performance.now();"
                    + "function frame() { const now = performance.now(); times.push(now - last);"
                    + " last = now; grid.scrollTop += 272;"
                    + " if (times.length < frames) requestAnimationFrame(frame); else done(times); }"
                    + "requestAnimationFrame(frame);",
                FRAMES);
    return found.stream().map(one -> ((Number) one).doubleValue()).toList();
  }
}
