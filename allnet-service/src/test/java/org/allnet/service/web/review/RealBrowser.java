package org.allnet.service.web.review;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium, without a screen. What needs it is skipped if it is not installed. */
public final class RealBrowser implements AutoCloseable {

  private static final File CHROMIUM = new File("/usr/bin/chromium");
  private static final File DRIVER = new File("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Between two looks at a page that somebody waits for. */
  private static final Duration SHORT = Duration.ofMillis(50);

  /** Focuses one thing after another, as Tab does, and looks at what is on the screen there. */
  private static final String HIDDEN_FOCUS =
      """
      const stops = 'a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled,'
        + ' textarea:enabled, summary, [tabindex="0"]';
      const hidden = [];
      for (const one of document.querySelectorAll(stops)) {
        if (!one.checkVisibility() || one.closest('dialog:not([open])')) {
          continue;
        }
        one.focus({focusVisible: true});
        const shown = [one, ...(one.labels || [])];
        const place = shown.map((each) => each.getBoundingClientRect())
          .find((each) => each.width > 1 && each.height > 1);
        const name = one.outerHTML.slice(0, 80);
        if (!place || place.bottom <= 1 || place.top >= innerHeight - 1 || place.right <= 1) {
          hidden.push(`out of the window: ${name}`);
          continue;
        }
        if (!shown.some((each) => getComputedStyle(each).outlineStyle !== 'none')) {
          hidden.push(`without an outline: ${name}`);
        }
        const x = Math.min(innerWidth - 1, Math.max(0, place.left + Math.min(place.width / 2, 40)));
        const y = Math.min(innerHeight - 1, Math.max(0, place.top + Math.min(place.height / 2, 12)));
        const seen = document.elementFromPoint(x, y);
        if (!shown.some((each) => each.contains(seen) || (seen && seen.contains(each)))) {
          hidden.push(`under ${seen && seen.outerHTML.slice(0, 60)}: ${name}`);
        }
        if (one.tabIndex > 0) {
          hidden.push(`out of order: ${name}`);
        }
      }
      return hidden;
      """;

  public final ChromeDriver driver;
  private final String address;

  private RealBrowser(String address) {
    this.address = address;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage");
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
  }

  /** Starts one that looks at a service. */
  public static RealBrowser start(String address) {
    assumeTrue(
        CHROMIUM.canExecute() && DRIVER.canExecute(),
        "Chromium is not installed (on Debian: apt-get install chromium chromium-driver)");
    return new RealBrowser(address);
  }

  public void open(String path) {
    driver.get(address + path);
  }

  public void logIn(String login, String password) {
    open("/log-in");
    find("#login").sendKeys(login);
    find("#password").sendKeys(password);
    find("#password").sendKeys(Keys.ENTER); // a mouse would hide the focus from then on
    until(one -> !one.getCurrentUrl().contains("/log-in"));
  }

  public void size(int width, int height) {
    // The window of a browser without a screen may not be as narrow as a phone's: the page is.
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  public <T> T until(Function<? super WebDriver, T> state) {
    // What was found may be gone when it is asked, if a new page comes meanwhile.
    return new WebDriverWait(driver, PATIENCE, SHORT)
        .ignoring(StaleElementReferenceException.class)
        .until(state);
  }

  /** Waits until an element has a text in it. */
  public void untilText(String selector, String text) {
    until(one -> find(selector).getText().contains(text));
  }

  /** Drops a file or folder on a point of the page, as the mouse does. */
  public void drop(Path file, int x, int y) {
    for (String event : List.of("dragEnter", "dragOver", "drop")) {
      driver.executeCdpCommand(
          "Input.dispatchDragEvent",
          Map.of(
              "type",
              event,
              "x",
              x,
              "y",
              y,
              "data",
              Map.of(
                  "items",
                  List.of(),
                  "files",
                  List.of(file.toAbsolutePath().toString()),
                  "dragOperationsMask",
                  1)));
    }
  }

  /** Presses keys on what has the focus. */
  public void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** What axe finds against WCAG 2.2 AA, one line each. */
  @SuppressWarnings("unchecked")
  public List<String> barriers() throws IOException {
    try (InputStream script = RealBrowser.class.getResourceAsStream("/axe.min.js")) {
      driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (List<String>)
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run({resultTypes: ['violations'],"
                + " runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']})"
                + ".then(r => done(r.violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.target"
                + " + ' ' + n.failureSummary))), e => done(['axe failed: ' + e]));");
  }

  /**
   * What takes the focus by the keyboard and is not seen then: out of the window, under something
   * else, or without an outline. One line each.
   */
  @SuppressWarnings("unchecked")
  public List<String> hiddenFocus() {
    driver.executeScript("document.activeElement.blur(); window.scrollTo(0, 0);");
    press(Keys.TAB); // what a script focuses after a key has an outline, as with the key
    return (List<String>) driver.executeScript(HIDDEN_FOCUS);
  }

  /** By how many pixels the page is wider than the window. */
  public long overflow() {
    return (Long)
        driver.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  @Override
  public void close() {
    driver.quit();
  }
}
