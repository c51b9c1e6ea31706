package org.allnet.data.folder;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.dataset.AddedWords;
import org.allnet.data.dataset.PictureKind;
import org.allnet.data.file.PersonWords;

/** What the names of folders between a data set's root and its images say. */
final class FolderWords {

  private static final Pattern FOLD = Pattern.compile("(k?fold|cv|split)\\d{1,2}");

  /** A word for a person and a number, or a number that is no magnification. */
  private static final Pattern PATIENT = Pattern.compile(PersonWords.pattern() + "\\d{1,8}\\p{L}?");

  /**
   * A word for a healthy person and a number; beside patients alone, as {@code C1} may be a class.
   */
  private static final Pattern CONTROL =
      Pattern.compile("(h|c|n|hc|hd|ctrl|ctl|control|healthy|normal|volunteer)\\d{1,8}\\p{L}?");

  private static final Pattern MADE = Pattern.compile("aug(ment(ed|ation)?)?|flipped|rotated");

  /** Copies that are pictures of cells, and no masks, labels or the like. */
  private static final Pattern PICTURES =
      Pattern.compile("im(a)?ge?s?|raw|original|normali[sz]ed|resized|cropped|(pre)?processed");

  /** A data set and its number, such as {@code ALL_IDB2} and {@code dataset1}. */
  private static final Pattern SET =
      Pattern.compile(
          "(all)?idb[12]?|(my|our)?(data(set|base)|datensatz|veriseti)(\\d{1,2}|[a-c])");

  private static final Pattern WHITE_CELL =
      Pattern.compile("band|stab|juvenile|metamyelo|myelocyt|neutro|lymph|mono|eosin|baso");

  /** Cells of the blood, and kinds of leukaemia by the FAB classification. */
  private static final Pattern BLOOD_CELL =
      Pattern.compile(
          "(band|stab|juvenile|neutro|lymph|mono(c|z|b|$)|eosin|baso|(pro|meta)?myelo|erythro|normoblast"
              + "|plasma|platelet|thrombo|megakary|granulo|reticulo"
              // as laboratories write in Turkish, Spanish, Italian, Portuguese and Polish
              + "|lenfosit|monosit|notrofil|nötrofil|eozinofil|bazofil|trombosit|(pro|meta)?miyelo"
              + "|linfocit|monocit|neutrofil|eosinofil|basofil|plaquet|plachet|piastrin|eritro"
              + "|(pro|meta)?mielo|limfocyt|granulocit|blaston|promonocit"
              // in Russian, Chinese, Japanese and Korean
              + "|лимфоцит|моноцит|не[ий]трофил|эозинофил|базофил|тромбоцит|эритро|(про|мета)?миелоцит"
              + "|淋巴|单核|單核|中性粒|嗜酸|嗜碱|嗜鹼|血小板|幼红|幼紅|リンパ球|単球|好中球|好酸球|好塩基球"
              + "|림프구|단핵구|호중구|호산구|호염기구|혈소판"
              // in Portuguese, Persian and Arabic
              + "|bastonete|plasmocit|لنفوس|مونوس|نوتروف|ائوزینوف|بازوف|پلاکت|گلبول"
              + "|لمفاو|وحیدات|وحیدة|عدلات|عدلة|حمضات|حمضة|قعدات|قعدة|صفیحات|صفیحة).*|l[123]|m[0-7]");

  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{3,12}");

  /** A year, or a day written as {@code 20210103}, {@code 2021-01-03} or {@code 03.01.2021}. */
  private static final Pattern DATE =
      Pattern.compile(
          "(19[5-9]\\d|20[0-3]\\d)((0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])?)?"
              + "|(0[1-9]|[12]\\d|3[01])(0[1-9]|1[0-2])(19[5-9]\\d|20[0-3]\\d)");

  private static final Set<String> MAGNIFICATIONS = Set.of("100", "200", "400", "600", "1000");

  private FolderWords() {}

  /** Whether it names a part of a data set: training, test, validation, a fold. */
  static boolean isPart(String folder) {
    return PartWords.of(folder) != null || FOLD.matcher(plain(folder)).matches();
  }

  /** Whether it names a part that is kept for testing. */
  static boolean isTest(String folder) {
    PartWords.Part part = PartWords.of(folder);
    return part != null && part.isKept();
  }

  /** Whether it names a person, such as {@code P01} or {@code patient_7}. */
  static boolean isPatient(String folder) {
    String plain = plain(folder);
    return PATIENT.matcher(plain).matches()
        || (LONG_NUMBER.matcher(plain).matches() && !MAGNIFICATIONS.contains(plain));
  }

  /** Whether it names a person by a word, not by a number alone. */
  static boolean isNamedPatient(String folder) {
    return PATIENT.matcher(plain(folder)).matches();
  }

  /** Whether it is a number alone, such as a patient's, or the size or magnification of images. */
  static boolean isNumber(String folder) {
    return LONG_NUMBER.matcher(plain(folder)).matches();
  }

  /** Whether it names a healthy person, as is known only if patients are named beside it. */
  static boolean isControl(String folder) {
    return CONTROL.matcher(plain(folder)).matches();
  }

  /** Whether it names one of several copies of a data set, such as {@code Segmented}. */
  static boolean isCopy(String folder) {
    String plain = plain(folder);
    return PictureKind.isOfSets(plain)
        || AddedWords.isDerived(plain)
        || PictureKind.isOfSets(plain.replaceFirst("(images?|imgs?)$", ""));
  }

  /** Whether it may name mature neutrophils, whose nucleus is segmented. */
  static boolean isSegmented(String folder) {
    return Set.of("seg", "segs", "segmented").contains(plain(folder));
  }

  /** Whether it names a data set, which has images of all classes. */
  static boolean isSet(String folder) {
    return SET.matcher(plain(folder)).matches();
  }

  /** Whether it names cells of the blood, as classes do. */
  static boolean isBloodCell(String folder) {
    String plain = plain(folder);
    return BLOOD_CELL.matcher(plain).matches() || BLOOD_CELL.matcher(bare(plain)).matches();
  }

  /** Whether it names other white cells, as are beside segmented neutrophils. */
  static boolean isWhiteCell(String folder) {
    return WHITE_CELL.matcher(plain(folder)).lookingAt();
  }

  /**
   * The folder to advise: one for training, the one beside those for tests, or the originals among
   * copies. Of others none: an unknown word may be one for the images that are kept for testing.
   */
  static Optional<String> preferred(Collection<String> folders) {
    List<String> others = folders.stream().filter(folder -> !speaksOfTests(folder)).toList();
    boolean alone = others.size() == 1 && folders.size() > 1;
    return folders.stream()
        .filter(folder -> PartWords.of(folder) == PartWords.Part.TRAINING)
        .findFirst()
        .or(() -> alone ? Optional.of(others.get(0)) : Optional.empty())
        .or(
            () ->
                folders.stream()
                    .filter(folder -> isCopy(folder) && !isMade(folder) && !isMask(folder))
                    .findFirst());
  }

  /** Whether images in such a folder were made of others, or by a program. */
  static boolean isMade(String folder) {
    String plain = plain(folder);
    return MADE.matcher(plain).matches() || AddedWords.isDerived(plain);
  }

  /**
   * Whether a word of a name says that images are augmented; beside a number {@code aug} may be the
   * month.
   */
  static boolean saysAugmented(String folder) {
    return PartWords.wordsOf(folder).stream()
        .map(FolderWords::plain)
        .anyMatch(
            word ->
                MADE.matcher(word).matches()
                    && (!word.equals("aug") || folder.codePoints().noneMatch(Character::isDigit)));
  }

  private static boolean isMask(String folder) {
    return isCopy(folder) && !PICTURES.matcher(plain(folder)).lookingAt();
  }

  /** Whether a word of it is for tests, whatever the others say: {@code blind_test}. */
  static boolean speaksOfTests(String folder) {
    return PartWords.wordsOf(folder).stream()
        .map(PartWords::ofWord)
        .anyMatch(part -> part != null && part.isKept());
  }

  static boolean areParts(Collection<String> folders) {
    return !folders.isEmpty() && folders.stream().allMatch(FolderWords::isPart);
  }

  /** Whether all name persons; years and days alone do not. */
  static boolean arePatients(Collection<String> folders) {
    return !folders.isEmpty()
        && folders.stream().allMatch(FolderWords::isPatient)
        && !areDates(folders);
  }

  /** Whether all numbers among the names may be years or days, and need not be persons. */
  private static boolean areDates(Collection<String> folders) {
    List<String> numbers =
        folders.stream()
            .map(FolderWords::plain)
            .filter(plain -> LONG_NUMBER.matcher(plain).matches())
            .toList();
    return !numbers.isEmpty() && numbers.stream().allMatch(plain -> DATE.matcher(plain).matches());
  }

  /** Without accents, and with the letters of Persian for those of Arabic. */
  private static String bare(String plain) {
    String letters =
        Normalizer.normalize(plain, Normalizer.Form.NFD)
            .replaceAll("\\p{InCombiningDiacriticalMarks}+", "");
    return Normalizer.normalize(letters, Normalizer.Form.NFC)
        .replace('\u064a', '\u06cc')
        .replace('\u0643', '\u06a9')
        .replace("\u200c", "");
  }

  private static String plain(String folder) {
    return folder.toLowerCase(Locale.ROOT).replaceAll("[\\s_.#-]+", "");
  }
}
