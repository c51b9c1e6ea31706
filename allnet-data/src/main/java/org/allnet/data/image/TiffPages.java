package org.allnet.data.image;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a TIFF file holds its picture.
 *
 * @param pages what the file says of each
 */
record TiffPages(List<TiffTags> pages) {

  private static final Pattern IMAGEJ = Pattern.compile("(?m)^(channels|images)=(\\d+)");
  private static final Pattern OME_CHANNELS = Pattern.compile("<Pixels\\b[^>]*\\bSizeC=\"(\\d+)\"");

  /** Red, green and blue. */
  private static final int COLOURS = 3;

  /** The page to read: the largest that is no copy or mask of another, the first of equals. */
  int picture() {
    int best = 0;
    for (int page = 1; page < pages.size(); page++) {
      TiffTags one = pages.get(page);
      TiffTags other = pages.get(best);
      boolean larger = (long) one.width() * one.height() > (long) other.width() * other.height();
      if (one.reduced() == other.reduced() ? larger : other.reduced()) {
        best = page;
      }
    }
    return best;
  }

  /** The pages after the one to read that are its equals, of which one may show more. */
  List<Integer> others() {
    TiffTags first = pages.get(picture());
    return IntStream.range(picture() + 1, pages.size())
        .filter(page -> !pages.get(page).reduced() && !first.reduced())
        .filter(page -> pages.get(page).width() == first.width())
        .filter(page -> pages.get(page).height() == first.height())
        .boxed()
        .toList();
  }

  /** What is to be said of the choice of a page, null if nothing. */
  @Nullable String note(int page, boolean earlierBlank) {
    long equals = pages.stream().filter(TiffTags::isFullPicture).count();
    return equals > 1
        ? "has %d pictures; page %d is read (%dx%d)%s"
            .formatted(
                equals,
                page + 1,
                pages.get(page).width(),
                pages.get(page).height(),
                earlierBlank ? ", since those before it show nothing" : "")
        : null;
  }

  /**
   * Refuses a file whose pages are no pictures by themselves.
   *
   * @throws InputException if its pages are the colours of one picture, or its picture is in a part
   *     that isn't read
   */
  void check(String name) {
    TiffTags first = pages.get(picture());
    if (first.reduced() && first.hasParts()) {
      throw InputException.in(
          name,
          "has only a preview among the pictures that are read, such as a camera's raw file; export it as 8-bit RGB");
    }
    String description = pages.get(0).description();
    int channels = first.samples().colours() == 1 ? channels(description) : 1;
    if (channels > 1 || (channels == 0 && isThreeGreys())) {
      throw InputException.in(
          name,
          "holds the channels of a picture as %s; join them, such as by ImageJ's Image > Type > RGB Color, and save it anew"
              .formatted(
                  channels > 1
                      ? "pages of their own (it names %d)".formatted(channels)
                      : "three grey pages, or three pictures"));
    }
    Matcher images = IMAGEJ.matcher(description);
    while (images.find()) {
      if (images.group(1).equals("images")
          && description.startsWith("ImageJ=")
          && number(images.group(2)) > 1
          && pages.size() == 1) {
        throw InputException.in(
            name,
            "is an ImageJ stack of %s pictures in one page; save the one that is meant alone"
                .formatted(images.group(2)));
      }
    }
  }

  /** How many channels the file names; 1 for one, 0 if it names none. */
  private static int channels(String description) {
    if (description.startsWith("ImageJ=")) {
      Matcher said = IMAGEJ.matcher(description);
      while (said.find()) {
        if (said.group(1).equals("channels")) {
          return number(said.group(2));
        }
      }
      return 0;
    }
    Matcher ome = OME_CHANNELS.matcher(description);
    return ome.find() ? number(ome.group(1)) : 0;
  }

  private static int number(String digits) {
    return digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  private boolean isThreeGreys() {
    List<TiffTags> full = pages.stream().filter(TiffTags::isFullPicture).toList();
    return full.size() == COLOURS
        && full.stream()
            .allMatch(
                page ->
                    page.samples().colours() == 1
                        && page.width() == full.get(0).width()
                        && page.height() == full.get(0).height());
  }
}
