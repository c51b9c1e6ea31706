package org.allnet.data.dataset;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What names of classes mean in the languages that laboratories use: sick, healthy, or unknown.
 *
 * <p>English, German, French, Spanish, Italian, Portuguese, Turkish, Persian (in Latin and Arabic
 * letters), Russian and Chinese. Case, accents and punctuation do not matter. A name that says both
 * is unknown, but for denials: {@code non-leukemia} and {@code ALL negative} are healthy.
 */
public final class ClassNames {

  /** What a name means. */
  public enum Meaning {
    /** Leukaemia, blasts, malignant, positive and the like. */
    SICK,
    /** Healthy, normal, benign, negative and the like. */
    HEALTHY,
    /** Anything else, such as a kind of cell. */
    UNKNOWN
  }

  /** Names that mean sick beside one other name alone, which then means healthy. */
  private static final Map<String, String> CODES = Map.of("1", "0", "true", "false", "yes", "no");

  /** The whole name is one of these. */
  private static final Set<String> SICK_NAMES =
      Set.of(
          "all",
          "b all",
          "t all",
          "ball",
          "tall",
          "all l1",
          "all l2",
          "all l3",
          "all b",
          "all t",
          "all blast",
          "all cell",
          "all cells",
          "lla",
          "bcp all",
          "pos",
          "case",
          "cases",
          "ill",
          "amll",
          "aml",
          "apl",
          "cll",
          "cml",
          "patient",
          "patients");

  private static final Set<String> HEALTHY_NAMES =
      Set.of("hem", "neg", "wt", "hematogone", "hematogones", "haematogones");

  /** A word of the name is one of these. */
  private static final Set<String> SICK_WORDS =
      Set.of(
          "blast",
          "blasts",
          "blastes",
          "blasten",
          "blasti",
          "blasto",
          "blastos",
          "blastlar",
          "sick",
          "disease",
          "diseased",
          "abnormal",
          "anormal",
          "anormale",
          "krank",
          "kranke",
          "erkrankt",
          "krebs",
          "malade",
          "malades",
          "malin",
          "malins",
          "enfermo",
          "enferma",
          "enfermos",
          "malato",
          "malata",
          "malati",
          "doente",
          "doentes",
          "hasta",
          "hastalar",
          "kanser",
          "kanserli",
          "cancro",
          "bimar",
          "mariz",
          "badkhim",
          "saratan",
          "losemi",
          "positive",
          "positiv",
          "positif",
          "positivo",
          "positiva",
          "positivi",
          "pozitif",
          "рак");

  /** A word of the name begins with one of these. */
  private static final List<String> SICK_STEMS =
      List.of(
          "leukemi",
          "leukaemi",
          "leukam",
          "leucemi",
          "leucaemi",
          "leucosi",
          "leukosi",
          "losemi",
          "lusemi",
          "lymphoblast",
          "linfoblast",
          "limfoblast",
          "lenfoblast",
          "lymfoblast",
          "myeloblast",
          "mieloblast",
          "miyeloblast",
          "malign",
          "cancer",
          "carcino",
          "tumor",
          "tumour",
          "tumeur",
          "neoplas",
          "bosartig",
          "anomal",
          "леикоз",
          "леикем",
          "бласт",
          "лимфобласт",
          "миелобласт",
          "злокачествен",
          "больн",
          "опухол",
          "положительн",
          "патолог");

  private static final Set<String> HEALTHY_WORDS =
      Set.of(
          "healthy",
          "health",
          "normal",
          "normals",
          "normale",
          "normales",
          "normali",
          "normais",
          "normaux",
          "normalny",
          "wildtype",
          "gesund",
          "gesunde",
          "gesunder",
          "gesundes",
          "sain",
          "saine",
          "sains",
          "saines",
          "sano",
          "sana",
          "sanos",
          "sanas",
          "sani",
          "sane",
          "saudavel",
          "saudaveis",
          "sadio",
          "sadia",
          "saglikli",
          "saglam",
          "salem",
          "saalem",
          "tabiei",
          "tabii",
          "control",
          "controls",
          "controle",
          "controles",
          "controllo",
          "controlli",
          "kontrolle",
          "kontrollen",
          "kontrol",
          "unaffected",
          "норма");

  private static final List<String> HEALTHY_STEMS = List.of("здоров", "нормальн", "контрол");

  /** Words that are healthy even beside a sick one: a benign tumour, leukaemia negative. */
  private static final Set<String> DENYING_WORDS =
      Set.of(
          "negative",
          "negativ",
          "negatif",
          "negativo",
          "negativa",
          "negativi",
          "neg",
          "free",
          "frei",
          "non",
          "not",
          "no",
          "none",
          "nicht",
          "kein",
          "keine",
          "ohne",
          "bez",
          "geen",
          "zonder",
          "vrij",
          "ingen",
          "ikke",
          "inte",
          "utan",
          "uden",
          "nem",
          "bukan",
          "tidak",
          "fara",
          "without",
          "sans",
          "pas",
          "sin",
          "senza",
          "sem",
          "nao",
          "degil",
          "olmayan",
          "gheyr",
          "ghair",
          "не",
          "без",
          "нет",
          "benin",
          "benins",
          "khoshkhim",
          "gutartig",
          "gutartige");

  private static final List<String> DENYING_STEMS =
      List.of("benign", "отрицательн", "доброкачествен", "iyi huylu");

  /** Letters that a run of any script holds, since some scripts put no blanks between words. */
  private static final List<String> SICK_RUNS =
      List.of(
          "白血病", "恶性", "惡性", "悪性", "癌", "阳性", "陽性", "患者", "异常", "異常", "母细胞", "母細胞", "肿瘤", "腫瘤",
          "백혈병", "악성", "سرطان", "لوسمی", "لوسمي", "لوکمی", "بدخیم", "بیمار", "مثبت");

  private static final List<String> HEALTHY_RUNS =
      List.of("正常", "健康", "健常", "对照", "對照", "정상", "سالم", "طبیعی", "نرمال");

  private static final List<String> DENYING_RUNS =
      List.of(
          "非", "不", "没", "沒", "でない", "ではない", "없음", "无", "無", "阴性", "陰性", "良性", "منفی", "خوش‌خیم",
          "خوشخیم", "خوش خیم", "غیر");

  private static final List<String> BLAST_RUNS =
      List.of(
          "blast", "leuk", "leuc", "losemi", "lusemi", "леик", "бласт", "白血病", "母细胞", "母細胞", "백혈병",
          "لوسمی", "لوسمي", "لوکمی");

  private ClassNames() {}

  /**
   * Returns what a name means among the names that it stands with. A code such as 1, true or yes
   * means sick if its opposite, 0, false or no, is the only other name, which then means healthy.
   *
   * @param name the name of a class or folder
   * @param names all names, this one included
   * @return sick or healthy if it is a usual name for that, else unknown
   */
  public static Meaning of(String name, Collection<String> names) {
    String folded = folded(name);
    if (names.size() == 2) {
      List<String> all = names.stream().map(ClassNames::folded).toList();
      for (Map.Entry<String, String> code : CODES.entrySet()) {
        if (all.contains(code.getKey()) && all.contains(code.getValue())) {
          return folded.equals(code.getKey()) ? Meaning.SICK : Meaning.HEALTHY;
        }
      }
    }
    return of(name);
  }

  /**
   * Returns what a name means whatever stands beside it.
   *
   * @param name the name of a class or folder
   * @return sick or healthy if it is a usual name for that, else unknown; codes such as 0 and 1 are
   *     unknown
   */
  public static Meaning of(String name) {
    String folded = folded(name);
    if (SICK_NAMES.contains(folded)) {
      return Meaning.SICK;
    }
    if (HEALTHY_NAMES.contains(folded)) {
      return Meaning.HEALTHY;
    }
    boolean sick = any(folded, SICK_RUNS);
    boolean healthy = any(folded, HEALTHY_RUNS);
    boolean denied = any(folded, DENYING_RUNS);
    List<String> words = new ArrayList<>();
    for (String word : folded.split(" ", -1)) {
      String rest = word.replaceFirst("^(non|nicht|not|gheyr)(?=\\p{L}{3})", "");
      denied |= !rest.equals(word) && (isSick(rest) || rest.equals("all"));
      words.add(denied && rest.equals("all") ? "leukemia" : rest);
    }
    for (String word : words) {
      denied |= DENYING_WORDS.contains(word) || begins(word, DENYING_STEMS);
      healthy |= HEALTHY_WORDS.contains(word) || begins(word, HEALTHY_STEMS);
      sick |= isSick(word);
    }
    sick |= denied && words.contains("all");
    boolean benign = denied && !sick && saysHealthy(folded);
    if (denied && (sick || benign)) {
      return Meaning.HEALTHY;
    }
    if (denied && healthy) {
      // Not healthy: perhaps sick, certainly not a name of the healthy.
      return Meaning.UNKNOWN;
    }
    return sick == healthy ? Meaning.UNKNOWN : sick ? Meaning.SICK : Meaning.HEALTHY;
  }

  /**
   * Returns whether a name means leukaemia or its blasts, not sick in general.
   *
   * @param name the name of a class or folder
   * @return whether it is a usual name for that
   */
  public static boolean isBlast(String name) {
    String folded = folded(name);
    return of(name) == Meaning.SICK
        && (folded.matches("((b|t|bcp) )?all( .*)?|ball|tall|lla|aml|apl|cll|cml")
            || any(folded, BLAST_RUNS));
  }

  /** Whether a denial says it alone, as benign or negative do, but not the word no. */
  private static boolean saysHealthy(String folded) {
    return folded.matches(".*(negativ|negatif|benign|benin|gutartig|khoshkhim|отриц|доброкач).*")
        || any(folded, List.of("阴性", "陰性", "良性", "منفی", "خوش‌خیم", "خوشخیم", "خوش خیم"));
  }

  private static boolean isSick(String word) {
    return SICK_WORDS.contains(word) || begins(word, SICK_STEMS);
  }

  private static boolean begins(String word, List<String> stems) {
    return stems.stream().anyMatch(word::startsWith);
  }

  private static boolean any(String text, List<String> runs) {
    return runs.stream().anyMatch(text::contains);
  }

  /** Lower case, without accents, one blank between words; words in CamelCase are parted. */
  private static String folded(String name) {
    String parted = name.strip().replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ");
    String bare =
        Normalizer.normalize(parted, Normalizer.Form.NFKD)
            .replaceAll("\\p{InCombiningDiacriticalMarks}+", "");
    return Normalizer.normalize(bare, Normalizer.Form.NFKC)
        .replace('\u0131', 'i')
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\d\u200c]+", " ")
        .strip();
  }
}
