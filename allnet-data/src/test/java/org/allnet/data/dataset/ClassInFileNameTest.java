package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The word of a file's name that tells a class, with and without marks beside it. */
final class ClassInFileNameTest {

  private static String find(String name, String... classes) {
    return new ClassInFileName(List.of(classes), List.of(name)).find(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "LeukemiaField00,Leukemia",
    "NormalField20,Normal",
    "FieldNormal20,Normal",
    "HealthyDonor3,HealthyDonor",
    "SickChild07,Sick",
    "ChildSick07,Sick",
    "leukemiaField1,leukemia",
    "Slide3LeukemiaRegion2,Leukemia",
    "ALLField01,ALL",
    "AllField01,All",
    "allField01,all",
    "allfield01,all",
    "hemfield01,hem",
    "fieldhem01,hem",
    "HEMcell2,HEMcell",
    "HEMward2,HEM",
    "HEMField2,HEM",
    "ALLPt2,ALL",
    "ScanALL01,ALL",
    "Scan_ALL01,ALL",
    "ScanHEM01,HEM",
    "bmALL01,ALL",
    "B-ALL_01,ALL",
    "B-ALLField01,ALL",
    "preB-ALL01,ALL",
    "BALLField01,BALL",
    "cALL_01,cALL",
    "PreBALLField7,BALL",
    "PBCNormal3,Normal",
    "HEMalignant3,Malignant",
    "HENormal3,Normal",
    "leukemiafield01,leukemiafield",
    "healthyscan01,healthyscan",
    "NormalB01,Normal",
    "LeukemiaFree01,LeukemiaFree",
    "LeukemiaFreeField01,LeukemiaFreeField",
    "ALLFreeField01,ALLFreeField",
    "NonLeukemiaWard01,NonLeukemia",
    "NonALLWard01,NonALL",
    "AbNormal01,AbNormal",
    "AbNormalWard01,AbNormal",
    "abNormalWard01,abNormal",
    "WardAbNormal01,AbNormal",
    "DüsseldorfGesund01,Gesund",
    "HastaAlan01,Hasta",
    "ЗдоровПоле01,Здоров",
  })
  void wordJoinedToOthers_isFound(String stem, String word) {
    assertThat(ClassNames.of(find(stem + ".png", "0", "1")))
        .isEqualTo(ClassNames.of(word))
        .isNotEqualTo(ClassNames.Meaning.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "SmALL_01",
    "wALL_01",
    "SmallField01",
    "SMALLcell01",
    "WallView01",
    "OverALL01",
    "OverallView01",
    "RecALL01",
    "footbALL01",
    "HALL_01",
    "MayHEM01",
    "themField01",
    "HEMatology01",
    "Hematology01",
    "HemoglobinField01",
    "ALLergy01",
    "Allergen01",
    "idALL01",
    "xHem01",
    "NormalizedField01",
    "normalizedfield01",
    "AbnormalizedField01",
    "BlastomaField01",
    "SickleField01",
    "ControllerField01",
    "UnHealthyField01",
    "unHealthyWard01",
    "NoDyeLeukemia01",
    "LeukemiaNormal01",
    "PatientField01",
    "PosField01",
    "WBCs_01",
    "aBcDeFgHiJkLmNoPqR01",
    "x9AlLbHeMq01",
  })
  void otherWords_tellNothing(String stem) {
    assertThat(find(stem + ".png", "0", "1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "WBCMalignantEarly001,Early",
    "EarlyField001,Early",
    "MalignantEarlyPreB001,EarlyPreB",
    "LYMcell01,LYM",
    "ScanLYM01,LYM",
    "LYMField01,LYM",
    "neutrophilField01,neutrophil",
  })
  void nameOfClassJoinedToOthers_isFound(String stem, String word) {
    assertThat(find(stem + ".png", "Early", "EarlyPreB", "LYM", "Neutrophil")).isEqualTo(word);
  }
}
