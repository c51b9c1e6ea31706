package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that recur beside most names, whatever the words, and names that only look like it. */
final class RecurringWordsTest {

  private static List<String> each(String people, String words, String form) {
    List<String> names = new ArrayList<>();
    for (String person : people.split(";")) {
      for (String word : words.split(";", -1)) {
        names.add(form.formatted(person, word).strip());
      }
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ED;Rezidiv",
        "Aufnahme;Entlassung",
        "pre-treatment;post-treatment",
        "day fifteen;day thirty",
        "40x;100x",
        "Giemsa;Wright",
        "Zeiss;Leica",
        "scan;rescan",
        "cam1;cam2",
        "L;R",
        "Dr. A;Dr. B",
        "copy;",
        "- Kopie;",
        "2021Q1;2021Q2",
        "SS21;WS21",
        "10h15;11h20",
        "15. gün;33. gün",
        "1. kontrol;2. kontrol",
        "Kİ;PK",
      })
  void describe_wordsBehindEachName_areSaid(String words) {
    for (String people : List.of("Müller;Weiß;Groß", "Kaya;Öz;Can Tan")) {
      assertThat(SubdividedSubjects.describe(each(people, words, "%s %s")))
          .hasValueSatisfying(line -> assertThat(line).startsWith("6 subjects look like 3 people"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Иванов;Петров;Сидоров,первичный;рецидив,%s %s",
    "رضایی;کریمی;احمدی,نوبت اول;نوبت دوم,%s %s",
    "رضایی;کریمی;احمدی,دی ۹۹;بهمن ۹۹,%s %s",
    "P01;P02;P03,slide1;slide2,%2$s %1$s",
    "1000;1001;1002,slide1;slide2,%2$s_%1$s",
    "P1;P2;P3,S1;S2,%2$s_%1$s",
    "1000;1017;2231,Zeiss;Leica,%2$s_%1$s",
    "Müller;Weiß;Groß,pre;post,%2$s %1$s",
    "1000;1001;1002,44199;44231,%s_%s",
    "1000;1001;1002,1609672500;1612264500,%s_%s",
  })
  void describe_wordsBesideEachName_areSaid(String people, String words, String form) {
    assertThat(SubdividedSubjects.describe(each(people, words, form)))
        .hasValueSatisfying(line -> assertThat(line).startsWith("6 subjects look like 3 people"));
  }

  @Test
  void describe_fewWordsOfManyPeople_areSaid() {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < 20; k++) {
      String person = "Name" + (char) ('a' + k);
      names.add(person + " Erst");
      if (k % 2 == 0) {
        names.add(person + " Zweit");
      }
    }

    assertThat(SubdividedSubjects.describe(names))
        .hasValueSatisfying(line -> assertThat(line).startsWith("20 subjects look like 10 people"));
  }

  @Test
  void describe_oneCopyAmongMany_isSaid() {
    assertThat(SubdividedSubjects.describe(List.of("Müller", "Müller copy", "Weiß", "Groß", "Öz")))
        .hasValueSatisfying(line -> assertThat(line).startsWith("2 subjects look like one person"));
  }

  @Test
  void describe_line_saysBothPossibilities() {
    assertThat(SubdividedSubjects.describe(each("Charité;Heidelberg;Köln", "1;2", "%s %s")))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains("if they are the same person")
                    .endsWith(
                        "leave names of several people of one hospital or family as they are"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Family names with the same given names, by chance or in a family.
        "Yılmaz Ali;Yılmaz Ayşe;Demir Ali;Demir Ayşe",
        "Ayşe Kaya;Ayşe Kara;Ali Kaya;Ali Kara;Can Kaya;Can Kara",
        "Yılmaz Ali;Yılmaz Ayşe;Demir Ali;Demir Su;Kaya Ayşe;Öz Can;Tan Efe;Ak Su;Koç Ali",
        "Kim J;Kim S;Kim H;Lee J;Lee S;Park J;Park H;Choi M;Jung Y;Kang D;Cho J;Yoon S",
        "Kaya mother;Kaya baby;Öz mother;Öz baby;Tan mother;Tan baby;Ak mother;Ak baby",
        "Kaya E;Kaya K;Öz E;Öz K;Tan E;Tan K;Ak E;Ak K",
        "Kaya bebek 1;Kaya bebek 2;Öz bebek 1;Öz bebek 2;Tan bebek 1;Tan bebek 2",
        "Mr Khan;Mrs Khan;Mr Ali;Mrs Ali;Mr Shah;Mrs Shah;Mr Mir;Mrs Mir",
        "Can Öz jr;Can Öz sr;Ali Tan jr;Ali Tan sr;Su Ak jr;Su Ak sr",
        "Amandeep Singh;Amandeep Kaur;Harpreet Singh;Harpreet Kaur;Gurpreet Singh;Gurpreet Kaur;Simran Kaur;Jaspreet Singh;Kuldeep Singh;Daljit Kaur;Kiran Kaur;Baljit Singh",
        "أحمد علي;أحمد حسن;أحمد عمر;محمد علي;محمد خالد;علي حسن;علي عمر;عمر خالد;عمر علي;خالد حسن;خالد محمد;حسن محمد",
        "A. Kaya;A. Koç;A. Öz;B. Kaya;B. Öz;C. Koç;C. Kaya;D. Öz;D. Koç;E. Kaya;E. Öz;F. Koç;F. Kaya",
        // Places, classes and words for people, each with people of their own.
        "ANK-001;ANK-002;ANK-003;IST-001;IST-002;IST-003;IZM-001;IZM-002;IZM-003",
        "TR-P01;TR-P02;TR-P03;DE-P01;DE-P02;DE-P03",
        "Site1 P01;Site1 P02;Site1 P03;Site2 P01;Site2 P02;Site2 P03",
        "C1-P01;C1-P02;C1-P03;C1-P04;C1-P05;C2-P01;C2-P02;C2-P03",
        "C1-P01;C1-P02;C1-P03;C2-P01;C2-P02;C2-P03",
        "S1-P01;S1-P02;S1-P03;S1-P04;S1-P05;S2-P01;S2-P02;S2-P03;S2-P04",
        "Ankara H1;Ankara H2;Ankara H3;Ankara H4;İzmir H1;İzmir H2;İzmir H3;Van H1;Van H2;Van H3",
        "Ankara P1;Ankara P2;İzmir P1;İzmir P2;Van P1;Van P2;Muş P1;Muş P2",
        "ALL 1;ALL 2;HEM 1;HEM 2;AML 1;AML 2",
        "ALL A;ALL B;HEM A;HEM B;AML A;AML B;CLL A;CLL B",
        "L1 1;L1 2;L2 1;L2 2;L3 1;L3 2",
        "M0 1;M0 2;M3 1;M3 2;M7 1;M7 2",
        "Uniklinik Köln 1;Uniklinik Köln 2;Uniklinik Bonn 1;Uniklinik Bonn 2;Uniklinik Ulm 1;Uniklinik Ulm 2",
        "slide1_1;slide1_2;slide1_3;slide2_1;slide2_2;slide2_3",
      })
  void describe_otherNames_areLeftAlone(String names) {
    assertThat(SubdividedSubjects.describe(List.of(names.split(";")))).isEmpty();
  }

  @Test
  void describe_miceThatAreNumberedOn_areNoSubtypes() {
    assertThat(SubdividedSubjects.describe(each("M7;M8;M9", "1;2", "%s_%s")))
        .hasValueSatisfying(line -> assertThat(line).startsWith("6 subjects look like 3 people"));
  }
}
