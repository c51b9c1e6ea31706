package org.allnet.data.field;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the classes of cells are called, in English, German, French, Spanish, Italian and
 * Portuguese. Public sets call them by many names. Accents and case make no difference.
 */
public final class CellNames {

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  /** Where a word begins in the midst of letters, as in RedCell, but not in nRBC. */
  private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll}\\p{Ll})(?=\\p{Lu})");

  private static final Set<String> RED =
      setOf(
          "rbc rbcs red redcell redcells redbloodcell redbloodcells erythrocyte erythrocytes",
          "erythrozyt erythrozyten hematie hematies",
          "eritrocito eritrocitos eritrociti emazia emazie hemacia hemacias");

  /** Colours that mean red cells if one of {@link #CELLS} is beside them. */
  private static final Set<String> RED_COLOUR =
      setOf(
          "rot rote roter rotes roten rouge rouges rojo rojos roja rojas",
          "rosso rossi rossa rosse vermelho vermelhos vermelha vermelhas");

  private static final Set<String> CELLS =
      setOf(
          "zelle zellen blutzelle blutzellen blutkorperchen blutkoerperchen",
          "globule globules cellule cellules globulo globulos globuli",
          "celula celulas cellula");

  /** A young red cell with a nucleus looks like a white cell. */
  private static final Pattern NUCLEATED =
      Pattern.compile(
          "nrbcs?|nucle(ated|e|ee|es|ees)|nucle?a[dt][oaie]s?|kernhaltig.*|(erythro|eritro|normo)blast.*");

  private static final Set<String> PLATELETS =
      setOf(
          "platelet platelets plt plts thrombocyte thrombocytes",
          "thrombozyt thrombozyten blutplattchen blutplaettchen plattchen plaettchen",
          "plaquette plaquettes plaqueta plaquetas piastrina piastrine",
          "trombocito trombocitos trombociti");

  private static final Set<String> RETICULOCYTES =
      setOf(
          "reticulocyte reticulocytes retikulozyt retikulozyten",
          "reticulocito reticulocitos reticulociti");

  /** How words of white cells, young red cells with a nucleus and smudge cells begin. */
  private static final Pattern WHITE =
      Pattern.compile(
          "(wbc|white|leu[kc]o|leuk|leuc|lymph|linf|prolymph|prolinf|mono[cz]|neutro|eosin|baso[fp]"
              + "|granulo|segmentkern|stabkern|m[iy]elo|prom[iy]elo|promonoc|meta?m[iy]elo|plasma|plasmo[cz]"
              + "|makroph|macroph|macrof|ma[sr]tzell|smudge|gumprecht|immun|nrbc).*"
              + "|(weiss|weiß|blanc|bianc|branc).*|band|bands|segmented|smear|basket|all|hem|nk|ig"
              + "|.*blast(s|o|os|i|e|es|en)?");

  /** An abbreviation of platelets in copies of TXL-PBC; elsewhere it is of plasma cells. */
  private static final String SHORT = "pc";

  private static final String PLATELETS_IN_FULL = "Platelets";

  private CellNames() {}

  private static Set<String> setOf(String... words) {
    return Stream.of(words).flatMap(CellNames::letters).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> words(String label) {
    return letters(HUMP.matcher(label).replaceAll(" ")).collect(Collectors.toSet());
  }

  private static Stream<String> letters(String text) {
    String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    return NO_LETTERS.splitAsStream(plain.toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty());
  }

  private static boolean isRed(Set<String> words) {
    return words.stream().anyMatch(RED::contains)
        || (words.stream().anyMatch(RED_COLOUR::contains)
            && words.stream().anyMatch(CELLS::contains));
  }

  /** {@return whether a class is of red cells without a nucleus, by a word of its name} */
  public static boolean isRedCell(String label) {
    Set<String> words = words(label);
    return isRed(words) && words.stream().noneMatch(word -> NUCLEATED.matcher(word).matches());
  }

  /** {@return whether a class is plainly of platelets, by a word of its name} */
  public static boolean isPlatelet(String label) {
    return words(label).stream().anyMatch(PLATELETS::contains);
  }

  /** {@return whether a class is of reticulocytes, by a word of its name} */
  public static boolean isReticulocyte(String label) {
    return words(label).stream().anyMatch(RETICULOCYTES::contains);
  }

  /**
   * {@return whether a class is plainly of white cells, smudge cells or young red cells with a
   * nucleus, by a word of its name}
   */
  public static boolean isWhiteCell(String label) {
    return words(label).stream().anyMatch(word -> WHITE.matcher(word).matches());
  }

  /**
   * Returns whether a class is of platelets, told by the classes beside it too: {@code PC} is if
   * there are red cells and no other platelets.
   *
   * @param label its name
   * @param classes all names
   */
  public static boolean isPlatelet(String label, List<String> classes) {
    return isPlatelet(label)
        || (words(label).equals(Set.of(SHORT))
            && classes.stream().anyMatch(CellNames::isRedCell)
            && classes.stream().noneMatch(CellNames::isPlatelet));
  }

  /**
   * Returns the class that another name for platelets means.
   *
   * @param label the name, which is none of the classes
   * @param classes the names of the classes
   * @return its place among them; empty if it is no name for platelets, or not one class is of
   *     platelets
   */
  public static OptionalInt plateletsMeant(String label, List<String> classes) {
    if (!isPlatelet(label) && !words(label).equals(Set.of(SHORT))) {
      return OptionalInt.empty();
    }
    int[] meant =
        IntStream.range(0, classes.size())
            .filter(i -> isPlatelet(classes.get(i), classes))
            .toArray();
    return meant.length == 1 ? OptionalInt.of(meant[0]) : OptionalInt.empty();
  }

  /**
   * Returns classes with platelets by their full name.
   *
   * @param classes the names of the classes
   * @return the same; an abbreviation that only the classes beside it explain is {@code Platelets}
   */
  public static List<String> withPlatelets(List<String> classes) {
    return classes.stream()
        .map(label -> isPlatelet(label, classes) && !isPlatelet(label) ? PLATELETS_IN_FULL : label)
        .toList();
  }
}
