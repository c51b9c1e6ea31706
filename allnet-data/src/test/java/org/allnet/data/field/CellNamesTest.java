package org.allnet.data.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of red cells and platelets, such as those of TXL-PBC's copies. */
final class CellNamesTest {

  @Test
  void namesOfPlatelets_areKnown() {
    for (String name :
        List.of("Platelets", "platelet", "PLT", "plts", "Thrombocyte", "giant_platelet")) {
      assertThat(CellNames.isPlatelet(name)).as(name).isTrue();
    }
    for (String name : List.of("PC", "WBC", "RBC", "plate", "plasma cell", "")) {
      assertThat(CellNames.isPlatelet(name)).as(name).isFalse();
    }
  }

  @Test
  void redCells_inOtherLanguages_areKnown() {
    for (String name :
        List.of(
            "Erythrozyt",
            "ERYTHROZYTEN",
            "rote Blutkörperchen",
            "Rotes Blutkoerperchen",
            "érythrocytes",
            "globule rouge",
            "Globules_rouges",
            "hématie",
            "eritrocito",
            "Glóbulos rojos",
            "globulo rosso",
            "globuli rossi",
            "emazie",
            "eritrócitos",
            "hemácia",
            "e\u0301rythrocyte",
            "RedBloodCell",
            "redcells")) {
      assertThat(CellNames.isRedCell(name)).as(name).isTrue();
      assertThat(CellNames.isWhiteCell(name)).as(name).isFalse();
    }
    for (String name :
        List.of(
            "globule blanc",
            "kernhaltiger Erythrozyt",
            "érythrocyte nucléé",
            "eritrocito nucleado",
            "Erythroblast",
            "eritroblasto",
            "nRBC",
            "rote Vorstufe",
            "leucocito")) {
      assertThat(CellNames.isRedCell(name)).as(name).isFalse();
    }
  }

  @Test
  void platelets_inOtherLanguages_areKnown() {
    for (String name :
        List.of(
            "Thrombozyt",
            "Thrombozyten",
            "Blutplättchen",
            "BLUTPLAETTCHEN",
            "plaquettes",
            "plaqueta",
            "piastrine",
            "trombocitos")) {
      assertThat(CellNames.isPlatelet(name)).as(name).isTrue();
    }
    assertThat(CellNames.isReticulocyte("Retikulozyten")).isTrue();
    assertThat(CellNames.isReticulocyte("Thrombozyten")).isFalse();
  }

  @Test
  void whiteCells_areToldFromUnknownNames() {
    for (String name :
        List.of(
            "WBC",
            "Leukozyten",
            "leucocito",
            "Lymphoblast",
            "myeloblasts",
            "linfócito",
            "segmentkerniger Neutrophiler",
            "plasma cell",
            "monocito",
            "globule blanc",
            "weiße Blutzelle",
            "Smudge cell",
            "nRBC",
            "Normoblasten",
            "metamyelocyte",
            "Immune cells",
            "hem")) {
      assertThat(CellNames.isWhiteCell(name)).as(name).isTrue();
    }
    for (String name : List.of("cell", "Plasmodium", "trophozoite", "artifact", "PC", "x", "")) {
      assertThat(CellNames.isWhiteCell(name)).as(name).isFalse();
    }
  }

  /** Elsewhere it is short for plasma cells. */
  @Test
  void pc_isPlateletsBesideRedCellsAlone() {
    assertThat(CellNames.withPlatelets(List.of("WBC", "RBC", "PC")))
        .containsExactly("WBC", "RBC", "Platelets");
    for (List<String> others :
        List.of(
            List.of("PC", "lymphocyte"),
            List.of("RBC", "PC", "PLT"),
            List.of("WBC", "RBC", "Platelet"))) {
      assertThat(CellNames.withPlatelets(others)).isEqualTo(others);
    }
  }

  @Test
  void plateletsMeant_areTheOneClassOfThem() {
    assertThat(CellNames.plateletsMeant("PC", List.of("RBC", "Platelets"))).hasValue(1);
    assertThat(CellNames.plateletsMeant("PLT", List.of("PC", "RBC"))).hasValue(0);
    assertThat(CellNames.plateletsMeant("Platelet", List.of("PLT", "giant platelet"))).isEmpty();
    assertThat(CellNames.plateletsMeant("PC", List.of("WBC", "RBC"))).isEmpty();
    assertThat(CellNames.plateletsMeant("WBC", List.of("RBC", "Platelets"))).isEmpty();
  }
}
