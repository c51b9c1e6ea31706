package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tools that augment, edit or copy images call the images that they make of another. */
final class CopyNames {

  private static final String ENDING = "\\.(?:png|jpe?g|jpe|jfif|bmp|dib|tiff?|gif|webp)";

  private static final String MARK = "[\\s_.,#-]+";

  private static final String NUMBER = "(?:[\\s_.-]*\\(?\\d{1,4}\\)?)?";

  /** Roboflow: {@code c0_png.rf.<hash>}. */
  private static final Pattern ROBOFLOW =
      Pattern.compile(
          "(?i)(.+?)(?:[_.]" + ENDING.substring(2) + ")?\\.rf\\.(?:[\\da-f]{32}|[\\da-z]{8,40})");

  /** Augmentor: {@code ALL_original_c0.png_<uuid>}. */
  private static final Pattern AUGMENTOR =
      Pattern.compile(
          "(?i)(?:.*_original_|_groundtruth_\\(\\d+\\)_[^_]+_)(.+)"
              + ENDING
              + "_[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}");

  private static final String CHANGED =
      "(?:transformed|gen|generated|synth|synthetic|fake|gan|clahe|macenko|reinhard|vahadane"
          + "|denoised|sharpened|normali[sz]ed|equali[sz]ed|elastic|jitter(?:ed)?|shear(?:ed)?"
          + "|zoom(?:ed)?|cutout|tta)";

  private static final Pattern AUGMENTED =
      Pattern.compile(
          "(?iu)(?:(.+?)(?:%3$s)?%2$s%1$s%4$s|%1$s%2$s(.+))"
              .formatted(CHANGED, MARK, ENDING, NUMBER));

  private static final String EDIT =
      "(?:edit(?:ed)?|bearbeitet|modifi[eé]e?|editad[oa]|modificat[oa]|bewerkt|edytowane|redigerad"
          + "|redigeret|d[uü]zenlendi|muokattu|изменено|编辑|已编辑|編集済み|crop(?:ped)?|resized|rescaled"
          + "|retouched|enhanced|cop(?:y|ie|ia)|kopi[ea]|kopya|копия|副本|拷贝|コピー|backup|bak"
          + "|r(?:ot(?:ation)?)?[_-]?\\d{1,3}|\\d{1,3}(?:deg|°)|(?:deg|angle)[_-]?\\d{1,3})";

  private static final String COPY_OF = "(?:copy[\\s_]of|kopie[\\s_]von|copi[ea][\\s_]de)";

  private static final String CONFLICT =
      "(?:\\s*\\([^()]*(?:conflict|konflikt|conflit|conflicto|conflitto)[^()]*\\)"
          + "|[.]sync-conflict-\\d{8}-\\d{6}.*)";

  private static final Pattern EDITED =
      Pattern.compile(
          "(?iu)(?:(.+?)%2$s\\(?%1$s%3$s\\)?|(?:%4$s|%1$s)%2$s(.+)|(.+?)%5$s|(.+)%6$s[\\s_#(-].+)"
              .formatted(EDIT, MARK, NUMBER, COPY_OF, CONFLICT, ENDING));

  /** A phone's edited picture. */
  private static final Pattern PHONE = Pattern.compile("(?i)(IMG_)E(\\d{4,})");

  private static final Pattern NUMBERED =
      Pattern.compile("(.+?)(?:[\\s_.~-]+(\\d{1,3})|\\s*\\((\\d{1,3})\\))");

  private CopyNames() {}

  /**
   * Returns a name with a mark before each word that begins with a capital: {@code Cell00_Rotated}
   * for {@code Cell00Rotated}.
   *
   * @param stem a file's name without ending
   * @return the name; as it is if a tool has put a hash behind it
   */
  static String parted(String stem) {
    return toolsSource(stem).isPresent() ? stem : JoinedWords.partedByLongWords(stem);
  }

  /**
   * Returns what an augmenting tool's name says it was made of, which need not be at hand.
   *
   * @param stem a file's name without ending
   * @return the name of the image without ending; empty if no tool names its images so
   */
  static Optional<String> toolsSource(String stem) {
    for (Pattern tool : List.of(ROBOFLOW, AUGMENTOR)) {
      Matcher made = tool.matcher(stem);
      if (made.matches()) {
        return Optional.of(made.group(1));
      }
    }
    return Optional.empty();
  }

  /** Returns whether a tool writes what it makes into the folder {@code output} of its images. */
  static boolean isOfOutputFolder(String stem) {
    return AUGMENTOR.matcher(stem).matches();
  }

  /**
   * Returns the images that an augmented one may be made of, if there are images of these names.
   */
  static List<String> augmentedOf(String stem) {
    List<String> originals = new ArrayList<>();
    toolsSource(stem).ifPresent(originals::add);
    addGroup(AUGMENTED.matcher(stem), originals);
    return originals;
  }

  /**
   * Returns the images that an edited, cropped, turned or copied one may be made of, if there are
   * images of these names.
   */
  static List<String> editedOf(String stem) {
    List<String> originals = new ArrayList<>();
    addGroup(EDITED.matcher(stem), originals);
    Matcher phone = PHONE.matcher(stem);
    if (phone.matches()) {
      originals.add(phone.group(1) + phone.group(2));
    }
    return originals;
  }

  /** Returns a name that ends with a number of at most three digits; empty if it does not. */
  static Optional<Numbered> numbered(String stem) {
    Matcher numbered = NUMBERED.matcher(stem);
    if (!numbered.matches()) {
      return Optional.empty();
    }
    String number = numbered.group(2) == null ? numbered.group(3) : numbered.group(2);
    return Optional.of(new Numbered(numbered.group(1), Integer.parseInt(number)));
  }

  /**
   * A name with a number behind.
   *
   * @param name what is before the number and its mark
   * @param number the number, 0 to 999
   */
  record Numbered(String name, int number) {

    private static final int FULL_TURN = 360;
    private static final int STEP = 15;
    private static final int EIGHTH = 45;

    /** {@return whether the number may be an angle in degrees} */
    boolean isAngle() {
      return number % STEP == 0 && number < FULL_TURN;
    }

    /** {@return whether the number may be an angle that is taken for a turn beside no original} */
    boolean isEighth() {
      return number % EIGHTH == 0 && number < FULL_TURN;
    }
  }

  private static void addGroup(Matcher matcher, List<String> originals) {
    if (!matcher.matches()) {
      return;
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      String original = matcher.group(group);
      if (original != null) {
        originals.add(original);
      }
    }
  }
}
