package org.allnet.data.dataset;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

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

  /** Without an answer in small letters, or initials in small letters. */
  private static final Pattern SHORT = Pattern.compile("(?:o\\.\\s?a|n\\.\\s?b|s\\.\\s?[oa])\\.");

  private static final Pattern SHORT_NAMES = Pattern.compile("\\p{Ll}\\.\\s?\\p{Ll}\\.");

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
    return PEOPLE.matcher(word).matches()
        || WORDS.contains(word)
        || SHORT_GERMAN.matcher(name).matches();
  }

  /**
   * Returns whether a name is short for no answer, such as {@code n.b.} and {@code s.o.}, and no
   * other name is of initials written alike.
   *
   * @param name as it is written
   * @param others all names
   */
  static boolean isShort(String name, Collection<String> others) {
    return SHORT.matcher(name).matches()
        && others.stream()
            .noneMatch(
                other -> SHORT_NAMES.matcher(other).matches() && !SHORT.matcher(other).matches());
  }
}
