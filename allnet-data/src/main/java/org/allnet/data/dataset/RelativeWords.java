package org.allnet.data.dataset;

import java.util.Locale;
import java.util.Set;

/**
 * Words for relatives and the two sexes, and names that only tell the sex, which tell people of one
 * family name from another: {@code Kaya mother} and {@code Kaya baby} are two.
 */
final class RelativeWords {

  private static final Set<String> WORDS =
      Set.of(
          """
          mother father parent child sibling brother sister twin son daughter baby husband wife
          mutter vater kind bruder schwester zwilling sohn tochter eltern
          mère père enfant frère sœur soeur fils fille jumeau jumelle bébé
          madre padre hijo hija hermano hermana gemelo figlio figlia fratello sorella bambino
          mãe pai filho filha irmão irmã moeder vader broer zus zoon dochter
          anne baba çocuk kardeş abi abla ikiz bebek oğul oğlu kızı eş
          мать отец ребенок ребёнок брат сестра сын дочь близнец
          مادر پدر فرزند برادر خواهر پسر دختر أم أب ابن بنت أخ أخت
          母 父 母亲 父亲 儿子 女儿 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹
          jr sr junior senior jun sen
          m f w e k male female man woman boy girl männlich weiblich mann frau erkek kadın kız
          singh kaur homme femme hombre mujer муж жен м ж مرد زن ذكر أنثى 男 女
          """
              .strip()
              .split("\\s+"));

  private RelativeWords() {}

  /** {@return whether a word in lower case is one of them} */
  static boolean is(String word) {
    return WORDS.contains(word);
  }

  /** {@return whether the last word of a name is a relative, so that a number counts them} */
  static boolean isLastOf(String name) {
    String last = name.strip().replaceFirst(".*[\\s_.,-]", "").toLowerCase(Locale.ROOT);
    return last.length() > 1 && is(last.replace("i\u0307", "i"));
  }
}
