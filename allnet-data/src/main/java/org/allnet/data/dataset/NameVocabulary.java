package org.allnet.data.dataset;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words that laboratories use in names of classes, whole and with the endings that they have.
 *
 * <p>English, German, French, Spanish, Italian, Portuguese, Dutch, Turkish, Polish, Russian,
 * Persian (in Latin and Arabic letters), Arabic, Chinese, Japanese, Korean and Thai. Words are
 * lower case, without accents. A word that is not here may still be made of words that are, as in
 * {@code cancercells} or {@code kansersiz}; all of it must be known.
 */
final class NameVocabulary {

  /** The shortest word in letters of an alphabet that may be part of a longer one. */
  private static final int PART_LENGTH = 5;

  /** The mark of Japanese for a long vowel, which is of no script. */
  private static final int LONG_VOWEL = 0x30fc;

  /** Longer words are not taken to pieces. */
  private static final int LONGEST = 60;

  private static final Set<String> SHORT_ANSWERS = Set.of("pos", "neg");

  private static final Pattern THAI_MARKS = Pattern.compile("[\\p{IsThai}&&\\p{M}]");

  /** Words of the sick that a laboratory says of any finding, such as a cell's shape. */
  private static final Pattern FINDING =
      Pattern.compile("abnormal|anorma|anomal|patholog|patolog|патолог|аномал|异常|異常");

  private static final Map<NamePart, Pattern> WORDS = new EnumMap<>(NamePart.class);

  static {
    word(
        NamePart.LEUKAEMIA,
        """
        leuk(e|ae|a)mi(a|as|ae|e|en|i|ii|k|ker|c|cs|ja|sch|sche|scher|schen)?
        leuc(e|ae)mi(a|as|e|es|que|ques|co|ca|cos|cas|ci|che) leu[ck]osis? leu[ck]ose
        (lo|lu|loo)semi(k|ler)? bia[łl]aczk(a|i) blast(s|e|en|es|i|o|os|lar|y|ic)?
        леикоз(а|ы|ов|ныи|ная|ное|ные|ных)? леикеми(я|и|ю) бласт(а|ы|ов|ныи|ная|ное|ные|ных)?
        白血病 血癌 母细胞 母細胞 原始细胞 芽球 幼稚细胞 백혈병 모세포 아세포 มะเร็งเม็ดเลือดขาว ลูคีเมีย لوسمی لوسمیک لوکمی لوکمیا لوکیمیا ابیضاض بلاست
        """);
    word(
        NamePart.KIND,
        """
        lla aml apl cll cml amll lma lmc llc
        (lymph|linf|limf|lenf|lymf|myel|miel|miyel)oblast(s|e|en|es|i|o|os|lar|y|ic|ik|ique|ica|ico|ische|ischer)?
        (лимфо|миело)бласт(ы|ов|ныи|ная|ное|ные|ных)? олл омл хлл хмл
        淋巴母细胞 リンパ芽球 림프모구
        """);
    word(NamePart.ALL, "all");
    word(
        NamePart.DISEASE,
        """
        disease diseases maladie krankheit enfermedad malattia doenca hastalik
        cancer(s|ous|oso|osa|osi|ose|eux|euse|euses|ig)? cancro cancri cancros carcinom(a|as|e)?
        krebs kanker kreft kanser(ler|i)? saratan saratani
        tumou?r(s|en|e|es|al|i|ler)? tumeurs? neoplas(m|ms|ia|ias|ie|ic|tic)
        рак(а|овыи|овая|овые|овых)? опухол(ь|и|евыи|евая|евое|евые|евых)
        癌 癌症 肿瘤 腫瘤 腫瘍 がん 疾病 病 암 종양 มะเร็ง โรค سرطان سرطانی تومور
        """);
    word(
        NamePart.SICK,
        """
        sick ill diseased affected abnormals? anormal(e|es|i)? anormaux pathologi(c|cal|sch|sche)
        pathologique patologic[oa] krank(e|er|es|en)? erkrankt(e|er|en)? bosartig(e|er|es|en)?
        malades? malins? malign(e|es|o|a|os|as|i|us|ant|ants|ancy|en)? enferm[oa]s? malat[oaie]
        doentes? hasta(lar|likli)? kotuhuylu bimar(an)? mariz badkhim
        anomal(y|ies|ous|ia|ie|e|es|i)? chor(y|a|e|zy)
        больн(ои|ая|ое|ые|ых|ого) злокачественн(ыи|ая|ое|ые|ых) патологи(я|и)
        патологическ(ии|ая|ое|ие|их) аномальн(ыи|ая|ое|ые|ых)
        恶性 惡性 悪性 异常 異常 患者 病人 患病 有病 病变 病變 환자 악성 ผู้ป่วย ป่วย ผิดปกติ بیمار بیماران مریض مریضة مرضی مصاب مصابة بدخیم خبیث خبیثة
        """);
    word(
        NamePart.POSITIVE,
        """
        pos positiv(e|er|es|en|o|a|os|as|i)? positifs? pozitif positief
        положительн(ыи|ая|ое|ые|ых) 阳性 陽性 ポジティブ บวก مثبت موجب ایجابی ایجابیة
        """);
    word(
        NamePart.HEALTHY,
        """
        healthy health normal(s|e|es|i|en|er|ny|ne)? normais normaux wildtype wt unaffected
        gesund(e|er|es|en)? sain(s|e|es)? san[oai] san[oa]s sane saudave(l|is) sadi[oa]s? gezond(e)?
        saglik saglikli(lar)? saglam salem saalem tabiei tabii zdrow(y|a|e|ych|i) frisk(a|e)? sehat
        ctrl control(s|e|es|lo|li)? kontroll?(e|en|er)? kontrol(ler)? hematogones? haematogones?
        норма нормы здоров(ыи|ая|ое|ые|ых|о|ого)? нормальн(ыи|ая|ое|ые|ых)
        контрол(ь|я|ьныи|ьная|ьное|ьные|ьных)
        正常 健康 健常 对照 對照 コントロール 정상 건강 건강한 대조 대조군 ปกติ สุขภาพดี سالم سلیم سلیمة طبیعی طبیعیة نرمال
        """);
    word(
        NamePart.BENIGN,
        """
        benign(e|es|o|a|os|as|i|us)? benins? gutartig(e|er|es|en)? khoshkhim iyihuylu
        доброкачественн(ыи|ая|ое|ые|ых) 良性 خوشخیم حمید حمیدة
        """);
    word(
        NamePart.NEGATIVE,
        """
        neg negativ(e|er|es|en|o|a|os|as|i)? negatifs? negatief отрицательн(ыи|ая|ое|ые|ых)
        阴性 陰性 ネガティブ 음성 ลบ منفی سلبی سلبیة
        """);
    word(
        NamePart.DENIAL,
        """
        non not no none nicht kein(e|er|en)? ohne without sans pas sin senza sem nao bez nie brak
        geen zonder ingen ikke inte utan uden nem bukan tidak fara degil olmayan yok gheyr ghair
        freeof freefrom freivon не без нет 非 不 不是 没 没有 沒 沒有 无 無 未 未患 でない ではない なし 없음 없는 아님 ไม่ ไม่มี ไม่เป็น
        غیر بدون عدم لا لیس بلا فاقد نیست ندارد
        """);
    word(NamePart.FREE, "free frei vrij fri");
    word(
        NamePart.SUBTYPE,
        """
        b t c l[123] m[0-7] bcp early pre pro preb prob acute chronic mature immature common
        lymph(ocytic|atic) myel(oid|ogenous) burkitt ph
        akute?r? chronische?r? lymphatische?r? myeloische?r? aigue?s? chroniques? lymphoides? myeloides?
        agud[ao]s? cronic[ao]s? linfo(ide|citica|blastica) mieloide acut[aeo] linfatica akut kronik
        остр(ыи|ая|ые) хроническ(ии|ая|ие) 急性 慢性 リンパ性 骨髄性 淋巴性 髓性 급성 만성 림프성 골수성 เฉียบพลัน เรื้อรัง stage grade stadium evre
        """);
    word(NamePart.NEUTRAL, NeutralWords.PATTERNS);
  }

  /** Parts that a word begins or ends with and that are no words of their own. */
  private static final Map<String, NamePart> BEGINNINGS =
      Map.of(
          "non", NamePart.DENIAL,
          "nicht", NamePart.DENIAL,
          "un", NamePart.DENIAL,
          "не", NamePart.DENIAL,
          "비", NamePart.DENIAL,
          "نا", NamePart.DENIAL,
          "غیر", NamePart.DENIAL,
          "ال", NamePart.NEUTRAL);

  private static final Map<String, NamePart> ENDINGS =
      Map.ofEntries(
          Map.entry("free", NamePart.FREE),
          Map.entry("frei", NamePart.FREE),
          Map.entry("freie", NamePart.FREE),
          Map.entry("vrij", NamePart.FREE),
          Map.entry("fri", NamePart.FREE),
          Map.entry("less", NamePart.FREE),
          Map.entry("siz", NamePart.FREE),
          Map.entry("suz", NamePart.FREE),
          Map.entry("li", NamePart.NEUTRAL),
          Map.entry("lu", NamePart.NEUTRAL));

  private NameVocabulary() {}

  private static void word(NamePart part, String patterns) {
    WORDS.put(part, Pattern.compile(String.join("|", bare(patterns).strip().split("\\s+"))));
  }

  /**
   * Returns a text without the marks above and below Thai letters, which programs write in several
   * ways.
   *
   * @param text any text
   */
  static String bare(String text) {
    return THAI_MARKS.matcher(text.replace("\u0e33", "\u0e32")).replaceAll("");
  }

  /**
   * Returns what a word says.
   *
   * @param word lower case, without accents
   * @return what it says, part by part; unknown alone if any of it is not known
   */
  static List<NamePart> parts(String word) {
    NamePart whole = whole(word);
    if (whole != NamePart.UNKNOWN) {
      return List.of(whole);
    }
    List<NamePart> pieces = word.length() > LONGEST ? null : pieces(word, 0);
    return pieces == null ? List.of(NamePart.UNKNOWN) : List.copyOf(pieces);
  }

  /**
   * Returns whether a word holds one that means healthy.
   *
   * @param word lower case, without accents
   * @return whether a word of the healthy is anywhere in it
   */
  static boolean holdsHealthy(String word) {
    for (int start = 0; start < word.length(); start++) {
      for (int end = start + 1; end <= word.length(); end++) {
        String piece = word.substring(start, end);
        if (canBePart(piece)
            && (whole(piece) == NamePart.HEALTHY || whole(piece) == NamePart.BENIGN)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns whether a name says that something is abnormal, whatever it is.
   *
   * @param folded lower case, without accents
   */
  static boolean isFinding(String folded) {
    return FINDING.matcher(folded).find();
  }

  private static NamePart whole(String word) {
    for (Map.Entry<NamePart, Pattern> entry : WORDS.entrySet()) {
      if (entry.getValue().matcher(word).matches()) {
        return entry.getKey();
      }
    }
    return NamePart.UNKNOWN;
  }

  /** The parts from a place on, longest first; null if they are not all known. */
  private static @Nullable List<NamePart> pieces(String word, int start) {
    if (start == word.length()) {
      return new ArrayList<>();
    }
    for (int end = word.length(); end > start; end--) {
      NamePart part = piece(word, start, end);
      List<NamePart> rest = part == NamePart.UNKNOWN ? null : pieces(word, end);
      if (rest != null) {
        rest.add(0, part);
        return rest;
      }
    }
    return null;
  }

  private static NamePart piece(String word, int start, int end) {
    String piece = word.substring(start, end);
    if (start == 0 && BEGINNINGS.containsKey(piece)) {
      return BEGINNINGS.get(piece);
    }
    if (start > 0 && ENDINGS.containsKey(piece)) {
      return ENDINGS.get(piece);
    }
    boolean atEnd = end == word.length();
    if ((start == 0 || atEnd) && NeutralWords.isJoined(piece)) {
      return NamePart.NEUTRAL;
    }
    boolean beside =
        (start == 0 && isBeside(piece, word.substring(end)))
            || (atEnd && isBeside(piece, word.substring(0, start)));
    return beside || canBePart(piece) ? whole(piece) : NamePart.UNKNOWN;
  }

  /** Whether a short word is that of a class, and what is left of a longer one says neither. */
  private static boolean isBeside(String piece, String rest) {
    boolean shorter = piece.length() == PART_LENGTH - 1 || SHORT_ANSWERS.contains(piece);
    return shorter
        && (NeutralWords.isJoined(rest)
            || (rest.length() >= PART_LENGTH && whole(rest) == NamePart.NEUTRAL));
  }

  /** Scripts without blanks between words are always taken to pieces. */
  private static boolean canBePart(String piece) {
    return piece.length() >= PART_LENGTH || piece.codePoints().allMatch(NameVocabulary::isUnspaced);
  }

  /** Whether words of a letter's script are written without blanks. */
  static boolean isUnspaced(int letter) {
    return switch (Character.UnicodeScript.of(letter)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, THAI -> true;
      default -> letter == LONG_VOWEL;
    };
  }
}
