package org.allnet.data.dataset;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.file.MissingValues;

/**
 * What is written in place of a person's name if there is none: several people, nobody, the row
 * above, or a trial. Some of these words mean something else as the name of a class or folder
 * ({@code test}, {@code yok}), so they count only here and not as missing values everywhere.
 */
final class NobodyWords {

  /** Several people, and one whom nobody knows. */
  private static final Pattern PEOPLE =
      Pattern.compile(
          "various|several|multiple|mixed|pooled|verschiedene|mehrere|gemischt|divers|diverse|diversi"
              + "|plusieurs|varios|varias|vari|varie|vários|várias|разные|несколько|多人|混合|x{2,}"
              + "|(unknown|unbekannte[rs]?|anonym(ous|e[rs]?)?|no|kein)(patient|subject|person|donor|name)"
              + "|(patient|subject|person|donor)(e)?(unknown|unbekannt|inconnue?|desconocido|sconosciuto)"
              + "|(test|dummy|muster|sample|example)(patient|subject|person|donor|name)(in)?\\d{0,2}");

  /** In lower case, without blanks, underscores, hyphens and marks of no width. */
  private static final Set<String> WORDS =
      words(
          // Without a name.
          """
          noname nameless without withoutname withoutid noid nopatient nosubject nonumber novalue
          johndoe janedoe maxmustermann erikamustermann n.n.
          ohne ohnename ohnenamen ohnenr ohnenr. ohnenummer ohneid keinname keinenummer namenlos leer
          entfällt n.v. nichtvorhanden nichterfasst nichtzugeordnet nichtangegeben nichtdokumentiert
          nichtverfügbar nichtbenannt unbenannt k.ang. o.ang. o.angabe o.name o.namen
          sans sansnom anonyme aucun aucune néant nonprécisé
          ninguno ninguna sinnombre anónimo vacío noconsta sinidentificar sindato
          nessuno nessuna senzanome anonimo nonnoto vuoto nondisponibile
          nenhum semnome anônimo nãoconsta geen anoniem leeg naamloos brak anonim ingen intet inget
          žádný nincs bezimienny
          yok isimsiz adsız adsiz boş girilmedi belirtilmemiş belirtilmedi bilgiyok veriyok kayıtyok
          isimyok adıyok bilinmeyen
          нет безимени безымянный аноним отсутствует неуказан неуказана неуказано нетимени пусто
          άγνωστος άγνωστη κανένας אין לאידוע אלמוני अज्ञात नहीं
          ندارد نامشخص بینام بدوننام ثبتنشده خالی ناشناس نداره لایوجد غیرمعروف غیرمحدد بدون بدوناسم فارغ
          无 無 无名 無名 无名氏 無名氏 没有 沒有 空 空白 未填 未填写 未记录 缺失 匿名 暂无 不清楚 无姓名 なし 無し
          名無し 不明者 없음 무명 익명
          """,
          // As in the row above.
          """
          dto dto. ditto dito dito. idem ídem same sameasabove asabove seeabove
          sieheoben s.oben wieoben derselbe dieselbe cidessus voirplushaut comesopra comoarriba
          yukarıdaki aynı aynısı aynen тоже тамже 同上 见上 見上 上同 ایضا همان 위와같음 동일
          """,
          // Of a trial, or of a table's form.
          """
          test tests testing testcase dummy sample samples example beispiel muster placeholder
          platzhalter deneme örnek prueba ejemplo essai exemple prova esempio teste exemplo проба пример
          آزمایشی نمونه تست 测试 測試 示例 样本 テスト 例 테스트 asdf qwerty qwertz lorem
          loremipsum insertname patientid subjectid patientname subjectname nameofpatient
          """);

  /** What a table can be without. */
  private static final String WHAT =
      "(?:patient(?:en|in)?|subject|person|donor|case|hasta|paciente|paziente|sujet|пациент|بیمار"
          + "|name[ns]?|id|ids|no|nr|number|nummer|identifier|identity|info|information|data|code|record"
          + "|ad|adı|isim|ismi|numara|numarası|bilgi|bilgisi|kayıt|kimlik|veri|kod"
          + "|nom|numéro|nombre|número|nome|numero|dato|dati|dados|naam|имя|номер|данные"
          + "|نام|شماره|اسم|رقم|姓名|编号|患者)";

  /** Empty, not known, without its name, or to follow. */
  private static final String WITHOUT =
      "(?:missing|unknown|(?:is)?not(?:yet)?(?:known|available|given|recorded|applicable|provided|entered)"
          + "|withheld|removed|deleted|masked|redacted|deidentified|deid|anon|anonym"
          + "|(?:an|pseud)onymi[sz]ed|confidential|tobe(?:added|announced|confirmed|filled|provided|determined|decided)"
          + "|tb[acdf]|tofollow|(?:will)?follows?|comingsoon|awaited|left(?:blank|empty)"
          + "|fehlt|fehlend|unbek|unbekannte?[rs]?|nicht(?:bekannt|ermittelbar|verfügbar|vorhanden|vergeben)"
          + "|(?:an|pseud)onymisiert|geschwärzt|gelöscht|entfernt|vertraulich|ausstehend|nochoffen"
          + "|folgt(?:noch)?|(?:wird|werden)?(?:noch)?(?:nachgereicht|nachgetragen|ergänzt|angefordert)|nachzureichen"
          + "|inconnue?s?|manquante?|(?:an|pseud)onymisée?|àcompléter|àvenir|masquée?|supprimée?|confidentiel|vide"
          + "|desconocid[oa]|faltante|pendiente|(?:an|seud)onimizad[oa]|porconfirmar|eliminado|confidencial"
          + "|sconosciut[oa]|mancante|anonimizzat[oa]|daaggiungere|daconfermare|riservato"
          + "|desconhecid[oa]|ausente|pendente|aconfirmar|vazio"
          + "|onbekende?|ontbreekt|volgt|geanonimiseerd|verwijderd"
          + "|yok|bilinmiyor|bilinmeyen|belirsiz|eksik|girilmedi|girilecek|eklenecek|gizli|anonimleştirildi"
          + "|silindi|silinmiş|kayıp|dahasonra|sonra(?:girilecek|eklenecek)"
          + "|неизв|неизвестн(?:о|ый|ая|ы)|отсутствует|анонимн(?:о|ый|ая)|обезличен[оа]?|удален[оа]?|удалён"
          + "|скрыто|уточняется|позже|нетинформации"
          + "|نامعلوم|نامشخص|ناشناخته|حذفشده|محرمانه|متعاقبا|بعدا|مفقود|محذوف|لاحقا"
          + "|未知|不明|缺失|待定|待补|待補|脱敏|已脱敏|已删除|保密|匿名化|未定|미정|미기재|삭제"
          + "|nieznan[ya]|nieznane|usunięt[eoy]|okänd|saknas|ukjent|ukendt|mangler|neznám[ýáé]|ismeretlen|hiányzik)";

  private static final Pattern WITHOUT_NAME =
      Pattern.compile(
          "%1$s{0,2}%2$s|%2$s%1$s{1,2}".formatted(WHAT, WITHOUT).replace('\u0131', 'i'));

  /** Two letters for no answer, such as n/v and s/n. */
  private static final Pattern SLASHED = Pattern.compile("[nkosн]/\\p{L}");

  private static final Pattern BRACKETS =
      Pattern.compile("^[(\\[{<\u00ab\u201e\"'*.-]+|[)\\]}>\u00bb\u201c\u201d\"'*.?!-]+$");

  /** Without an answer in small letters, or initials in small letters. */
  private static final Pattern SHORT = Pattern.compile("(?:o\\.\\s?a|n\\.\\s?b|s\\.\\s?[oa])\\.");

  private static final Pattern SHORT_NAMES = Pattern.compile("\\p{Ll}\\.\\s?\\p{Ll}\\.");

  private static final Pattern ONE_LETTER = Pattern.compile("\\p{L}");

  /** German for the same, whose second word has a capital. */
  private static final Pattern SHORT_GERMAN = Pattern.compile("o\\.\\s?A\\.");

  private NobodyWords() {}

  private static Set<String> words(String... texts) {
    return Set.of(String.join(" ", texts).strip().split("\\s+"));
  }

  /**
   * Returns whether a name is nobody's, whatever the other names.
   *
   * @param name as it is written
   */
  static boolean is(String name) {
    String word =
        LetterForms.inOneCode(name)
            .toLowerCase(Locale.ROOT)
            .replace("i\u0307", "i")
            .replaceAll("[\\s_\\p{Cf}-]+", "");
    String bare = BRACKETS.matcher(word).replaceAll("");
    return WORDS.contains(word)
        || SHORT_GERMAN.matcher(name).matches()
        || SLASHED.matcher(word).matches()
        || PEOPLE.matcher(bare).matches()
        || WITHOUT_NAME.matcher(bare.replace(".", "").replace('\u0131', 'i')).matches()
        || WORDS.contains(bare)
        || MissingValues.is(bare);
  }

  /**
   * Returns whether a name is short for no answer, such as {@code n.b.}, {@code s.o.} and {@code
   * X}, and no other name is of initials written alike. {@code X} needs another name beside it.
   *
   * @param name as it is written
   * @param others all names
   */
  static boolean isShort(String name, Collection<String> others) {
    if (isCross(name)) {
      List<String> names = others.stream().filter(other -> !isCross(other)).toList();
      return !names.isEmpty()
          && names.stream().noneMatch(other -> ONE_LETTER.matcher(other).matches());
    }
    return SHORT.matcher(name).matches()
        && others.stream()
            .noneMatch(
                other -> SHORT_NAMES.matcher(other).matches() && !SHORT.matcher(other).matches());
  }

  private static boolean isCross(String name) {
    return name.equalsIgnoreCase("x");
  }
}
