package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names look like one person's slides or visits, and which do not. */
final class SubdividedSubjectsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "P01_1;P01_2;P02_1|2 subjects look like one person|'P01_1', 'P01_2'",
        "P01a;P01b;P02a;P02b|4 subjects look like 2 people|'P01a', 'P01b'",
        "P01;P01 (f);P02|2 subjects look like one person|'P01', 'P01 (f)'",
        "P01-S1;P01-S2|2 subjects look like one person|'P01-S1', 'P01-S2'",
        "P01 visit 1;P01 visit 2;P01 visit 3;p1 visit 4|4 subjects look like one person|'P01 visit 1', 'P01 visit 2', 'P01 visit 3'",
        "patient 7 slide 1;patient_7_slide_2|2 subjects look like one person|'patient 7 slide 1'",
        "P01_2021;P01_2022|2 subjects look like one person|'P01_2021', 'P01_2022'",
        "P01_2021-03-04;P01_2021-05-06|2 subjects look like one person|'P01_2021-03-04'",
        "case12.1;case12.2|2 subjects look like one person|'case12.1', 'case12.2'",
        "P01S1;P01S2|2 subjects look like one person|'P01S1', 'P01S2'",
        "P01slide1;P01slide2|2 subjects look like one person|'P01slide1', 'P01slide2'",
        "P01_ALL;P01_hem|2 subjects look like one person|'P01_ALL', 'P01_hem'",
        "1001BM;1001PB;1002BM|2 subjects look like one person|'1001BM', '1001PB'",
        "P01BM;P01PB|2 subjects look like one person|'P01BM', 'P01PB'",
        "ALL01-Dx;ALL01-Rel;ALL02-Dx;ALL02-Rel|4 subjects look like 2 people|'ALL01-Dx', 'ALL01-Rel'",
        "1001-BM;1001-Blood;1002-BM|2 subjects look like one person|'1001-BM', '1001-Blood'",
        "12a;12b;13|2 subjects look like one person|'12a', '12b'",
        "101_1;101_2;102_1;102_2;103_1|4 subjects look like 2 people|'101_1', '101_2'",
        "ALL7-V1;ALL7-V2;H3-V1;H3-V2;H4-V1;H4-V2|6 subjects look like 3 people|'ALL7-V1', 'ALL7-V2'",
        // Barcodes of public collections: project, site, participant, sample.
        "TARGET-10-PAR0XY-01A;TARGET-10-PAR0XY-09A;TARGET-10-PAR1XY-01A|2 subjects look like one person|'TARGET-10-PAR0XY-01A'",
        "TCGA-AB-2803-03;TCGA-AB-2803-11;TCGA-AB-2804-03|2 subjects look like one person|'TCGA-AB-2803-03'",
        "TCGA-AB-2803-03A-01D;TCGA-AB-2803-11A-01D|2 subjects look like one person|'TCGA-AB-2803-03A-01D'",
        "PARXYZ-01A;PARXYZ-09B|2 subjects look like one person|'PARXYZ-01A'",
        // Accession and block of a laboratory.
        "S21-01234-A1;S21-01234-A2;S21-01235-A1|2 subjects look like one person|'S21-01234-A1'",
        "S-21-1234 A;S-21-1234 B|2 subjects look like one person|'S-21-1234 A'",
        "2021-001-01;2021-001-02;2021-002-01|2 subjects look like one person|'2021-001-01'",
        "21-100-0;21-100-1;21-101-0;21-101-1;21-102-0;21-102-1|6 subjects look like 3 people|'21-100-0'",
        "H2021/1234/1A;H2021/1234/1B|2 subjects look like one person|'H2021/1234/1A'",
        // A sample or visit by its word, behind any name.
        "Anna/slide1;Anna/slide2;Bert/slide1;Bert/slide2;Cleo/slide1|4 subjects look like 2 people|'Anna/slide1'",
        "AB_sample_1;AB_sample_2;CD_sample_1;CD_sample_2;EF_sample_1;EF_sample_2|6 subjects look like 3 people|'AB_sample_1'",
        // A day behind a number or a name.
        "1000 03.01.2021;1000 04.02.2021;1001 03.01.2021|2 subjects look like one person|'1000 03.01.2021'",
        "1000 3.1.21;1000 4.2.21|2 subjects look like one person|'1000 3.1.21'",
        "1000_03/01/2021;1000_04/02/2021|2 subjects look like one person|'1000_03/01/2021'",
        "1000 03-01-2021;1000 04-02-2021|2 subjects look like one person|'1000 03-01-2021'",
        "1000 3. Januar 2021;1000 4. Feb 2021|2 subjects look like one person|'1000 3. Januar 2021'",
        "Müller 2021-01-03;Müller 2021-02-04|2 subjects look like one person|'Müller 2021-01-03'",
        "Müller_d0;Müller_d15;Weiß_d0;Weiß_d33|4 subjects look like 2 people|'Müller_d0', 'Müller_d15'",
        "Ece Tan (1);Ece Tan (2);Ali Kaya (1);Ali Kaya (2);Can (1)|4 subjects look like 2 people|'Ali Kaya (1)'",
        "P01_1_2;P01_2_1|2 subjects look like one person|'P01_1_2'",
      })
  void describe_partsOfOnePerson_areNamed(String subjects, String count, String example) {
    assertThat(SubdividedSubjects.describe(List.of(subjects.split(";"))))
        .hasValueSatisfying(
            line -> {
              assertThat(line).startsWith(count);
              assertThat(line).contains("such as " + example);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"İNCİ inci", "IŞIK ışık", "ÇELİK çelik", "۱۲ 12", "P٣ P03", "１ 1", "P 03 p3"})
  void alike_oneNameInTwoWaysOfWriting_isFound(String names) {
    assertThat(SubjectNames.alike(List.of(names.split(" (?=\\S+$)")))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P01;P02;p02;P 03",
        "1;2;10;1.0",
        "H1;H2;h3;21",
        "P01a;P02b;P03",
        "P01_1;P02_1;P03_2",
        // A hospital and its patients, or a year and its cases.
        "01-001;01-002;02-001;02-002;03-001",
        "1-1;1-2;1-3;2-1;2-2;2-3",
        "2019-1;2019-2;2020-1;2021-1;2022-1",
        "PT-01-003;PT-01-004",
        "case 2021-1;case 2021-2",
        "S01-P01;S01-P02",
        "123/19;124/19;123/20;130/20;131/20",
        "2021-01-03;2021-01-04",
        "3f2a91bc;3f2a91bd;id_3f2a91bc;id_3f2a91bd",
        "Anna;Bert;Smith 1;Smith 2",
        "control sample 1;control sample 2",
        "presumed P01/1;presumed P01/2",
        "C1-P03;C1-P04",
        "49-001-01;49-001-02;49-001-03;49-002-01;49-002-02;49-002-03",
        "001-001-001;001-001-002;002-001-001;002-001-002",
        "03-04-2021;04-04-2021;05-04-2021;03-05-2021",
        "20210103-1;20210103-2;20210104-1;20210104-2;20210105-1",
        "TARGET-10-PAR0XY;TARGET-10-PAR1XY",
        "S21-01234;S21-01235;S22-01234",
        "2021-001;2021-002;2022-001",
        "1001;1002;10010;10011",
        "patient sample 1;patient sample 2",
        "1st;1;2nd;2",
        "01AB;01CD;02AB",
        // One person each, written in two ways.
        "1;1.0;2;2.0;3;3.0",
        "P01-S1;p01_s1;P02",
        "control (1);control (2);control (3)",
        "03.04.2021;04.04.2021;05.04.2021",
        "AK-1;AK-2;BL-1;BL-2",
        "Ward D 1;Ward D 2;Ward D 3",
        "2021AB;2021CD",
      })
  void describe_otherNames_areLeftAlone(String subjects) {
    assertThat(SubdividedSubjects.describe(List.of(subjects.split(";")))).isEmpty();
  }
}
