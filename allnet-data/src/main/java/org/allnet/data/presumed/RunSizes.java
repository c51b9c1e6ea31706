package org.allnet.data.presumed;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.Counted;

/**
 * How many images presumed subjects have.
 *
 * @param images how many images there are
 * @param subjects how many presumed subjects there are
 * @param alone how many of them have one image
 * @param least images of the smallest, 0 if there is none
 * @param median the median of their images
 * @param most images of the largest
 */
public record RunSizes(int images, int subjects, int alone, int least, double median, int most) {

  /**
   * Counts the images of each presumed subject.
   *
   * @param subjectOfEach the presumed subject of each image
   */
  public static RunSizes of(Collection<String> subjectOfEach) {
    Map<String, Integer> images = new HashMap<>();
    subjectOfEach.forEach(subject -> images.merge(subject, 1, Integer::sum));
    int[] sizes = images.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    int count = sizes.length;
    if (count == 0) {
      return new RunSizes(0, 0, 0, 0, 0, 0);
    }
    int alone = 0;
    while (alone < count && sizes[alone] == 1) {
      alone++;
    }
    double median = (sizes[(count - 1) / 2] + sizes[count / 2]) / 2.0;
    return new RunSizes(subjectOfEach.size(), count, alone, sizes[0], median, sizes[count - 1]);
  }

  /**
   * {@return whether most images are alone in theirs: a split by such subjects is hardly any other
   * than one by image}
   */
  public boolean mostlyAlone() {
    return 2 * alone > images;
  }

  /**
   * {@return for example {@code 270 presumed subjects of 1 to 40 images, median 8; 12 have one}}
   */
  public String words() {
    return String.format(
            Locale.ROOT,
            "%s of %d to %s, median %.1f; %s one",
            Counted.of(subjects, "presumed subject"),
            least,
            Counted.of(most, "image"),
            median,
            new Counted(alone, "has", "have"))
        .replace(".0;", ";");
  }
}
