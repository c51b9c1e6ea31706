package org.allnet.data.dataset;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;

/**
 * That consecutive images which were photographed alike are taken for one person's: presumed
 * subjects of a data set that names none.
 *
 * @param most the greatest number of images of a presumed subject, 2 to 10,000
 */
public record RunGrouping(int most) {

  /**
   * Images of a presumed subject unless another number is given. The 89 patients of the Taleqani
   * set have 37 fields each on average.
   */
  public static final int USUAL = 40;

  private static final Pattern FORM = Pattern.compile("runs(?::(\\d{1,5}))?");

  /**
   * Checks the number of images.
   *
   * @throws OptionException if {@code most} is not 2 to 10,000
   */
  public RunGrouping {
    if (most < 2 || most > 10_000) {
      throw OptionException.outOfRange(OptionName.GROUP_BY.with("runs:" + most), "2 to 10000");
    }
  }

  /**
   * Reads what a user writes.
   *
   * @param text {@code runs} or {@code runs:N}
   * @throws OptionException if it is neither
   */
  public static RunGrouping parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw OptionException.unknown(
          OptionName.GROUP_BY, text, "runs, or runs:N for at most N images each");
    }
    String most = form.group(1);
    return new RunGrouping(most == null ? USUAL : Integer.parseInt(most));
  }

  /** {@return what a user would write} */
  public String words() {
    return "runs:" + most;
  }
}
