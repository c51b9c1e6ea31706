package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of names of people as laboratories write them. */
final class WrittenNamesTest {

  /** One line per way of reading: one name in two codes, in two spellings, and visits of one. */
  private static List<String> said(List<String> names) {
    List<String> said = new ArrayList<>();
    SubjectNames.alike(names).forEach(one -> said.add("joined " + one.size()));
    SpelledNames.describe(names).ifPresent(line -> said.add("spelled " + counted(line)));
    SubdividedSubjects.describe(names).ifPresent(line -> said.add("visits " + counted(line)));
    return said;
  }

  private static String counted(String line) {
    return line.replaceFirst("(\\d+) subjects look like (one|\\d+) (?s:.*)", "$1 of $2");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // Days behind a name.
        "Ayşe Yılmaz 03.01.2021;Ayşe Yılmaz 04.02.2021;Ali Can 07.01.2021|visits 2 of one",
        "Müller_03-01-21;Müller_04-02-21;Weiß_05-01-21;Weiß_06-03-21;Groß_07-01-21;Groß_01-02-21|visits 6 of 3",
        "1000_210103;1000_210204;1001_210105;1001_210306;1002_210107;1002_210201|visits 6 of 3",
        "Müller_20210103;Müller_20210204;Weiß_20210105;Weiß_20210306;Groß_20210107;Groß_20210201|visits 6 of 3",
        "Müller 03012021;Müller 04022021;Weiß 05012021;Weiß 06032021;Groß 07012021;Groß 01022021|visits 6 of 3",
        "1000_20210103T1015;1000_20210204T1015;1001_20210105T1015;1001_20210306T1015;1002_20210107T1015|visits 4 of 2",
        "1000 2021-01-03 10:15;1000 2021-02-04 11:20:05|visits 2 of one",
        "1000_2021-01-03T10:15:00Z;1000_2021-02-04T10:15:00Z|visits 2 of one",
        "Müller 2021_01_03;Müller 2021_02_04|visits 2 of one",
        "1000 1399/10/14;1000 1399/11/16;1001 1399/10/16|visits 2 of one",
        "1000_1399-10-14;1000_1400-01-16|visits 2 of one",
        "۱۰۰۰ ۱۳۹۹/۱۰/۱۴;۱۰۰۰ ۱۳۹۹/۱۱/۱۶|visits 2 of one",
        "رضایی ۱۴۰۰/۰۲/۰۳;رضایی ۱۴۰۰/۰۵/۰۶|visits 2 of one",
        "رضایی ۱۴ دی ۱۳۹۹;رضایی ۱۶ بهمن ۱۳۹۹|visits 2 of one",
        "1000 1442-05-19;1000 1442-06-22|visits 2 of one",
        "1000 03/01/2564;1000 04/02/2564;1001 05/01/2564|visits 2 of one",
        "张三2021年1月3日;张三2021年2月4日;李四2021年1月5日|visits 2 of one",
        "張三 令和3年1月3日;張三 令和3年2月4日|visits 2 of one",
        "김철수 2021년 1월 3일;김철수 2021년 2월 4일|visits 2 of one",
        "1000 3 Jan 2021;1000 4 Feb 2021|visits 2 of one",
        "Müller Jan 3, 2021;Müller Feb 4, 2021|visits 2 of one",
        "Müller Januar 2021;Müller Februar 2021;Weiß Mai 2021;Weiß Juli 2021;Groß März 2021;Groß Mai 2021|visits 6 of 3",
        "1000 Jan 2021;1000 Feb 2021;1001 Mar 2021;1001 Jan 2021;1002 Jan 2021;1002 Feb 2021|visits 6 of 3",
        "1000 (03.01.2021);1000 (04.02.2021)|visits 2 of one",
        "AY 2021-01-03;AY 2021-02-04|visits 2 of one",
        "Müller 03-Jan-21;Müller 04-Feb-21|visits 2 of one",
        "Müller 03/2021;Müller 04/2021;Weiß 03/2021;Weiß 05/2021;Groß 01/2021;Groß 02/2021|visits 6 of 3",
        // A visit and a day behind a name.
        "Müller_T0_20210103;Müller_T1_20210204;Weiß_T0_20210105;Weiß_T1_20210306;Groß_T0_20210107;Groß_T1_20210201|visits 6 of 3",
        "Müller_T0_2021-01-03;Müller_T1_2021-02-04|visits 2 of one",
        "Müller visit 1 20210103;Müller visit 2 20210204;Weiß visit 1 20210105;Weiß visit 2 20210306;Groß visit 1 20210107|visits 4 of 2",
        "Müller_1_20210103;Müller_2_20210204;Weiß_1_20210105;Weiß_2_20210306;Groß_1_20210107;Groß_2_20210201|visits 6 of 3",
        "Müller_BM_03.01.2021;Müller_PB_04.02.2021;Weiß_BM_05.01.2021|visits 2 of one",
        // Two days of one number.
        "H12_20210103;H12_20210203|visits 2 of one",
        "AK 7_20210103;AK 7_20210203;AK 8_20210104|visits 2 of one",
        // A day in front of a name.
        "20210103101500_Müller;20210203101500_Müller;20210103101500_Weiß;20210203101500_Weiß;20210103101500_Groß|visits 4 of 2",
        "2021-01-03 Müller;2021-02-04 Müller;2021-01-05 Weiß;2021-03-06 Weiß|visits 4 of 2",
        "03.01.2021_1000;04.02.2021_1000;05.01.2021_1001;06.03.2021_1001;07.01.2021_1002;01.02.2021_1002|visits 6 of 3",
        "20210103_Müller;20210204_Müller;20210105_Weiß;20210306_Weiß;20210107_Groß;20210201_Groß|visits 6 of 3",
        "2021年1月3日张三;2021年2月4日张三|visits 2 of one",
        "1399-10-14 رضایی;1399-11-16 رضایی|visits 2 of one",
        // Numbers and visits behind a name.
        "Müller 1;Müller 2;Weiß 1;Weiß 2;Groß 1;Groß 2|visits 6 of 3",
        "Müller #1;Müller #2;Weiß #1;Weiß #2;Groß #1;Groß #2|visits 6 of 3",
        "Müller/1;Müller/2;Weiß/1;Weiß/2;Groß/1;Groß/2|visits 6 of 3",
        "Müller I;Müller II;Weiß I;Weiß II;Groß I;Groß III|visits 6 of 3",
        "Müller Dx;Müller Rel;Weiß Dx;Weiß Rel;Groß Dx;Groß Rel|visits 6 of 3",
        "Ali Tan nüks;Ali Tan tanı;Su Kaya nüks;Su Kaya tanı;Can Öz tanı;Can Öz nüks|visits 6 of 3",
        "Müller BM;Müller PB;Weiß BM;Weiß PB;Groß BM;Groß PB|visits 6 of 3",
        "Müller W0;Müller W2;Weiß W0;Weiß W4;Groß W0;Groß W8|visits 6 of 3",
        "Müller V1;Müller V2;Weiß V1;Weiß V2;Groß T0;Groß T1|visits 6 of 3",
        "Müller week 1;Müller week 2;Weiß week 1|visits 2 of one",
        "Kaya hafta 1;Kaya hafta 2|visits 2 of one",
        "Müller day 15 BM;Müller D33 PB|visits 2 of one",
        "Müller No.1;Müller No.2;Weiß_001;Weiß_002;Groß (I);Groß (II)|visits 6 of 3",
        "Müller Tag 0;Müller Tag 15|visits 2 of one",
        "张三1;张三2;李四1;李四2;王五1;王五2|visits 6 of 3",
        "张三(1);张三(2);李四(1);李四(2);王五(1);王五(2)|visits 6 of 3",
        "张三初诊;张三复发;李四初诊;李四复发;王五初诊;王五复发|visits 6 of 3",
        "P1 T0;P1 T1;P2 month 1;P2 month 3|visits 4 of 2",
        // One letter in two codes.
        "علي;علی;كريم;کریم|joined 2,joined 2",
        "محمد;محمـد;رضا|joined 2",
        "مُحَمَّد;محمد|joined 2",
        "Ștefan;Ştefan|joined 2",
        "İNCİ;inci;IŞIK;ışık|joined 2,joined 2",
        "۱;1;१;२|joined 3",
        // One name in two spellings.
        "Müller;Mueller;Weiß;Weiss;Öz;Oez|spelled 6 of 3",
        "Müller;Muller;Mueller|spelled 3 of one",
        "José;Jose;Núñez;Nunez;Çelik;Celik|spelled 6 of 3",
        "Işık;Isik;Łukasz;Lukasz;Sørensen;Soerensen|spelled 6 of 3",
        "أحمد;احمد;فاطمة;فاطمه|spelled 4 of 2",
        "Семён;Семен|spelled 2 of one",
        "Ayşe Yılmaz;Yılmaz Ayşe;Müller, Hans;Hans Müller;Can Ali;Ali Can|spelled 6 of 3",
        "Ayşe Yılmaz;YILMAZ, AYSE|spelled 2 of one",
        "Hans Müller;Hr. Hans Müller;Frau Eva Groß;Eva Groß;Dr. Ali Can;Ali Can|spelled 6 of 3",
        "Ali Can;Ali Can Bey;张三;张三先生|spelled 4 of 2",
        "Patient 1;P1;Patient 2;P2;Patient 3;P3|spelled 6 of 3",
        "Pat. 1;1;Pat. 2;2;Pat. 3;3|spelled 6 of 3",
        "بیمار 1;1;Patient No. 2;Patient 2|spelled 4 of 2",
        "MRN1000;1000;MRN 1001;1001;MRN-1002;1002|spelled 6 of 3",
        "Dosya No 12;12;Fall-Nr. 7;7;病历号 3;3|spelled 6 of 3",
        "رضایی، علی;علی رضایی;محمد حسین کریمی;کریمی محمد حسین|spelled 4 of 2",
        "P01;PO1;P02;PO2;P03;PO3|spelled 6 of 3",
        "Р01;P01;Р02|spelled 2 of one",
        "Müller 7a;Mueller 7a|spelled 2 of one",
      })
  void names_ofOnePerson_areSaid(String names, String said) {
    assertThat(said(List.of(names.split(";")))).containsExactly(said.split(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Twins, families, and others of one family name.
        "Müller A;Müller B;Weiß;Groß;Klein;Lang",
        "Müller;Mühler;Weiß;Groß;Klein;Lang",
        "Yılmaz Ayşe;Yılmaz Mehmet;Öz Ali;Öz Can;Kaya Su;Kaya Efe",
        "Herr Müller;Frau Müller;Hr. Weiß;Fr. Weiß",
        "XX;XY;YX;YY;ZX;ZZ",
        "राम;रमा;गीता;गोती",
        "محمد أحمد;أحمد محمد;علي حسن;حسن علي",
        "علی رضا;رضا علی;حسین علی;محمد حسین",
        // Sites, years and numbers.
        "01-001;01-002;01-003;02-001;02-002;02-003",
        "A1;A2;A3;B1;B2;B3",
        "AK1;AK2;AK3;BL1;BL2;BL3",
        "BM1;BM2;BM3;PB1;PB2;PB3",
        "V1;V2;V3;V4;V5;V6",
        "d1;d2;d3;d4;d5;d6",
        "2021-1;2021-2;2021-3;2022-1;2022-2;2022-3",
        "2021/001;2021/002;2021/003;2022/001;2022/002;2022/003",
        "1399-1;1399-2;1399-3;1400-1;1400-2",
        "2021-1234;2022-1234;2021-1235;2022-1235;2021-1236;2022-1236",
        "20210103-1;20210103-2;20210104-1;20210104-2;20210105-1;20210105-100;20210106-100",
        "2021-01-03_001;2021-01-03_002;2021-01-04_001;2021-01-05_001",
        "2021-01-03 A;2021-01-04 A;2021-01-03 B;2021-01-04 B",
        "2021-01-03 control;2021-01-04 control;2021-01-03 BM slide 1;2021-01-05 ALL",
        "20210103;45210104;77210105;19990106;20210107;88210108",
        "12345678901;12345678902;12345678903;22345678901;22345678902",
        "1000_210103;1000_219904;1001_210105;1001_210306;1002_210107;1002_210201",
        "H12_20210103;H12_20214503;H13_20210104",
        "H12_210103;H12_210203",
        "V1_20210103;V2_20210104;V3_20210105",
        "Site 1_20210103;Site 1_20210104;Ward 2_20210103;Ward 2_20210104",
        "Müller 1 2021-01-03;Müller 2 2021-02-04",
        "01_210103;01_210104;02_210105;02_210106;03_210107;03_210108",
        "998;999;1000;1001;997;996",
        "3fa9c1;3fa9c2;b01d77;c9e012;d4e5f6;001e05",
        "1e5;2e5;3e5;4e5;12e3;7e9",
        "Site 1;Site 2;Ward A 1;Ward A 2;Ward B 1;Ward B 2;Klinik C 1;Klinik C 2",
        "Anna Preis;Anna Fuchs;Eva Vorn;Eva Vorst;Uta Final Groß;Uta Klein",
        "Early 1;Early 2;Pre 1;Pre 2;Pro 1;Pro 2;Benign 1;Benign 2",
        "B1;BO1;B2;BO2",
        "AB-01-02-03;AB-01-02-04;AB-01-03-01;AB-02-01-01",
        "S-2021-0001;S-2021-0002;S-2022-0001",
        "Anna B;Anna C;Berta B;Carla D;Smith J;Smith K",
        "donor 1;P1;control 1;1H;H1",
        "presumed Early/2021-01-03;presumed Early/2021-01-04",
        // Words that count people are no names.
        "donor d1;donor d2;donor d3;donor d4;donor d5;donor d6",
        "P d1;P d2;P d3;P d4;P d5;P d6",
        "volunteer d1;volunteer d2;healthy donor d1;healthy donor d2",
        "hasta w1;hasta w2;subject w1;subject w2;患者1;患者2;样本1;样本2",
        // Initials and a day of birth.
        "AY 1965-01-03;AY 1970-02-04;MO 1965-01-05;MO 1980-03-06;AC 1999-01-07;AC 1950-02-01",
        "AY 03.01.65;AY 04.02.70",
        "AY 2003-01-03;AY 2012-02-04;MO 2005-01-05;MO 2019-03-06",
        "AY 1344-01-03;AY 1349-02-04;MO 1380-01-05",
        "1965-01-03 AY;1970-02-04 AY",
        "Ali Kaya 1965-01-03;Ali Kaya 1998-02-04;Eva Groß 1999-01-01",
        "Ali Kaya 2003-01-03;Ali Kaya 2019-02-04",
      })
  void names_ofSeveralPeople_areLeftAlone(String names) {
    assertThat(said(List.of(names.split(";")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o.A.",
        "o. A.",
        "ohne",
        "ohne Name",
        "k. Ang.",
        "N.N.",
        "entfällt",
        "siehe oben",
        "s. oben",
        "dto.",
        "dito",
        "ditto",
        "same as above",
        "test",
        "Dummy",
        "sample",
        "example",
        "Test Patient",
        "John Doe",
        "Max Mustermann",
        "yok",
        "İSİMSİZ",
        "bilgi yok",
        "adsız",
        "ندارد",
        "نام‌شخص",
        "بدون نام",
        "لا يوجد",
        "غير معروف",
        "无",
        "無",
        "无名氏",
        "同上",
        "なし",
        "없음",
        "нет",
        "не указан",
        "sin nombre",
        "anónimo",
        "sans nom",
        "aucun",
        "nessuno",
        "sem nome",
        "brak",
        "ingen",
        "geen",
        "aynı",
        "deneme",
        "测试",
        "n/v",
        "anonym",
        "deidentified",
        "De-identified",
        "REDACTED",
        "hasta adı yok",
        "HASTA ADI YOK",
        "(leer)",
        "(boş)",
        "[unbekannt]",
        "na.",
        "TBA",
        "to be added",
        "wird nachgereicht",
        "Name wird noch nachgereicht",
        "missing id",
        "ID missing",
        "patient id not available",
        "unbek.",
        "Patienten-Nr. fehlt",
        "inconnue",
        "nom inconnu",
        "à compléter",
        "неизв.",
        "имя неизвестно",
        "sconosciuta",
        "desconhecida",
        "daha sonra",
        "待补",
        "姓名未知",
        "نام نامعلوم",
        "2021年1月3日",
        "1399/10/14",
        "۱۳۹۹/۱۰/۱۴",
        "3 Jan 2021",
        "03/01/2564"
      })
  void named_wordsInPlaceOfAName_areNobody(String word) {
    assertThat(SubjectNames.named(word)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "N.B.",
        "n.b.",
        "000",
        "Test1",
        "Testa",
        "Ohnesorg",
        "Yoko",
        "Same Li",
        "03.01.2021_1000",
        "2021-01-03 1000",
        "2021-01-03 Müller",
        "2021-001-03",
        "1399-1",
        "2021年001",
        "Anon Chai",
        "Pending Li",
        "Missing 1",
        "(1000)",
        "N/12",
        "Folgt, Hans",
        "Noid 7"
      })
  void named_names_areKept(String name) {
    assertThat(SubjectNames.named(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n.b.|n.b.;Müller;Weiß|true",
        "n.b.|n.b.;a.y.;m.o.|false",
        "s. o.|s. o.;1000;1001|true",
        "X|X;P01;P02|true",
        "x|x;Müller;Weiß|true",
        "X|X;Y;Z|false",
        "X|X|false",
        "000|000;1000;1001|true",
        "000|000;Müller;Weiß|true",
        "000|000;001;002|false",
        "000|000;012;045|false",
        "00|00;1;2;3|false",
        "0|0;1000;1001|true",
        "0.0|0.0;1000;1001|true",
        "0|0;1;2|false",
        "0|0;12;45|false",
        "0|0;A;B|false",
        "0|0|false",
      })
  void isNobodyAmong_theOtherNamesTell(String name, String names, boolean nobody) {
    assertThat(SubjectNames.isNobodyAmong(name, List.of(names.split(";")))).isEqualTo(nobody);
  }
}
