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
