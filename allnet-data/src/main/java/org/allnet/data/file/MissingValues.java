package org.allnet.data.file;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What tables write into a field whose value nobody knows: no person, no class, no answer. */
public final class MissingValues {

  /** In lower case, without blanks, underscores and hyphens. */
  private static final Set<String> WORDS =
      Set.of(
          """
          nan na n/a #n/a #nv #n/d #nd #ref #na <na> n.a. n.a nat n/d n.d. null nil none (none) (null) (blank) blank
          empty unknown unkown unk notknown notavailable missing undefined unspecified tbd
          anonymous anonymised anonymized unbekannt keine inconnu desconocido sconosciuto
          desconhecido onbekend bilinmiyor неизвестно 未知 不明 نامعلوم 미상
          excluded exclude unlabelled unlabeled nolabel notlabelled notlabeled unannotated
          notannotated unclassified notclassified ungraded unrated pending ignore ignored
          unclear uncertain undetermined indeterminate ausgeschlossen unklar exclu excluido
          k.a. k.a keineangabe keineangaben ohneangabe fehlt fehlend nichtbekannt n/k n.k. notgiven
          notstated notrecorded notreported notprovided nodata tobefilled tobedetermined todo
          nonconnu nonrenseigné nonrenseigne manquant nodisponible noconocido sindatos s/d
          ignoto nonnoto nãoinformado naoinformado ignorado nietbekend nieznany brakdanych
          belirsiz неизвестен неизвестна нетданных н/д 不詳 未提供 불명 알수없음 مجهول ukendt okänd
          ukjent tuntematon neznámý neznamy ismeretlen
          rejected discarded trash junk papierkorb excluído escluso 不详 未标注 未標註 未分類
          """
              .strip()
              .split("\\s+"));

  /** What spreadsheets write if a formula fails, in any language. */
  private static final Pattern ERROR = Pattern.compile("#[^#]*[!?]|err:\\d{3}");

  private MissingValues() {}

  /**
   * Returns whether a field has no value.
   *
   * @param text the field
   * @return whether it is empty, has no letter or digit, or only says that nobody knows, as {@code
   *     nan}, {@code N/A}, {@code unknown}, {@code excluded} and a spreadsheet's {@code #REF!} do
   */
  public static boolean is(String text) {
    String plain = FileNames.text(text).toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
    return plain.codePoints().noneMatch(Character::isLetterOrDigit)
        || WORDS.contains(plain)
        || ERROR.matcher(plain).matches();
  }
}
