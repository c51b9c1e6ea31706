package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Protocol;
import org.junit.jupiter.api.Test;

class ByRoleTest {

  private static final ClassSet CLASSES = ClassSet.of(List.of("hem", "all"));

  private static Predictions rows(Role... roles) {
    List<Prediction> rows = new ArrayList<>();
    for (Role role : roles) {
      rows.add(
          new Prediction("i" + rows.size(), null, 0, null, List.of(0.5, 0.5))
              .from(new Origin(Protocol.SUBJECT, role, false, false, false, false, false)));
    }
    return new Predictions(CLASSES, rows);
  }

  @Test
  void of_validationAndHoldOut_usesHoldOutAlone() {
    ByRole byRole = ByRole.of(rows(Role.VALIDATION, Role.VALIDATION, Role.HOLD_OUT, Role.TRAINING));

    assertThat(byRole.role()).isEqualTo(Role.HOLD_OUT);
    assertThat(byRole.evaluated().rows()).extracting(Prediction::image).containsExactly("i2");
    assertThat(byRole.others().get(Role.VALIDATION).rows()).hasSize(2);
    assertThat(byRole.others().get(Role.TRAINING).rows()).hasSize(1);
    assertThat(byRole.all().rows()).hasSize(4);
    assertThat(byRole.notes())
        .singleElement()
        .asString()
        .contains("of the 1 prediction of images that were held out")
        .contains("2 of images that the system was validated and fitted on")
        .contains("1 of images that the system was trained on");
  }

  @Test
  void of_heldOutAndExternal_evaluatesTheMore() {
    assertThat(ByRole.of(rows(Role.HOLD_OUT, Role.EXTERNAL, Role.EXTERNAL)).role())
        .isEqualTo(Role.EXTERNAL);
    assertThat(ByRole.of(rows(Role.HOLD_OUT, Role.HOLD_OUT, Role.EXTERNAL)).role())
        .isEqualTo(Role.HOLD_OUT);
  }

  @Test
  void of_oneRole_saysSoOnlyIfTheSystemKnewTheImages() {
    assertThat(ByRole.of(rows(Role.UNKNOWN, Role.UNKNOWN)).notes()).isEmpty();
    assertThat(ByRole.of(rows(Role.EXTERNAL)).notes()).isEmpty();
    assertThat(ByRole.of(rows(Role.TRAINING)).notes().toString()).contains("was trained on these");
    assertThat(ByRole.of(rows(Role.VALIDATION)).notes().toString())
        .contains("validated and fitted on these");
  }

  @Test
  void together_ofSeveral_isTheWeakestWithEveryMark() {
    Origin subject = new Origin(Protocol.SUBJECT, Role.HOLD_OUT, false, false, false, false, false);
    Origin image = new Origin(Protocol.IMAGE, Role.HOLD_OUT, true, false, false, false, false);
    Origin foreign = new Origin(null, Role.EXTERNAL, false, true, false, false, false);

    assertThat(Origin.together(List.of(subject, image)))
        .isEqualTo(new Origin(Protocol.IMAGE, Role.HOLD_OUT, true, false, false, false, false));
    assertThat(Origin.together(List.of(subject, foreign)))
        .isEqualTo(new Origin(null, Role.UNKNOWN, false, true, false, false, false));
    assertThat(Origin.together(List.of(image, foreign)).protocol()).isEqualTo(Protocol.IMAGE);
  }
}
