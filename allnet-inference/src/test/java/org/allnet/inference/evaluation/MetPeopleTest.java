package org.allnet.inference.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Role;
import org.junit.jupiter.api.Test;

class MetPeopleTest {

  private static final MetPeople MET = new MetPeople(Set.of("p1", "p2"), 2, 2, true);

  private static Prediction row(String person, Role role) {
    Origin origin = new Origin(null, role, false, false, false, false, false);
    return new Prediction("image of " + person, person, person, 0, null, origin, List.of(1.0, 0.0));
  }

  @Test
  void newImageOfAPersonOfTraining_isImageLevel() {
    Prediction met = row("p1", Role.EXTERNAL);
    Prediction other = row("p3", Role.EXTERNAL);
    assertThat(MET.origin(met, met.origin()).protocol()).isEqualTo(Protocol.IMAGE);
    assertThat(MET.origin(other, other.origin()).protocol()).isNull();
  }

  /** Who was held out by another name than that of today. */
  @Test
  void heldOutImageOfAPersonOfTraining_isImageLevel() {
    Prediction heldOut = row("p2", Role.HOLD_OUT);
    Prediction other = row("p3", Role.HOLD_OUT);
    MetPeople byImage = new MetPeople(Set.of("p1", "p2"), 2, 2, false);

    assertThat(MET.origin(heldOut, heldOut.origin()).protocol()).isEqualTo(Protocol.IMAGE);
    assertThat(MET.warning(List.of(heldOut, other)))
        .get()
        .asString()
        .startsWith("1 of 2 evaluated images is of 1 person of whom the model was trained");
    assertThat(MET.origin(other, other.origin()).protocol()).isNull();
    assertThat(byImage.warning(List.of(heldOut))).isEmpty();
  }

  @Test
  void warning_countsImagesAndPeople() {
    List<Prediction> rows =
        List.of(
            row("p1", Role.EXTERNAL),
            row("p1", Role.EXTERNAL),
            row("p2", Role.EXTERNAL),
            row("p3", Role.EXTERNAL));

    assertThat(MET.warning(rows)).get().asString().startsWith("3 of 4 evaluated images are of 2");
    assertThat(MET.warning(rows.subList(3, 4))).isEmpty();
  }

  @Test
  void doubt_saysWhyNobodyKnows() {
    List<Prediction> named = List.of(row("p3", Role.EXTERNAL));
    List<Prediction> half = List.of(row("p3", Role.EXTERNAL), row(null, Role.EXTERNAL));

    assertThat(MET.doubt(named)).isEmpty();
    assertThat(MET.doubt(half))
        .get()
        .asString()
        .contains("1 of 2 evaluated images does not say whose it is");
    assertThat(new MetPeople(Set.of(), 9, 9, true).doubt(named))
        .get()
        .asString()
        .endsWith("the images of training in this folder do not say whose they are.");
    assertThat(new MetPeople(Set.of(), 0, 9, true).doubt(half))
        .get()
        .asString()
        .contains("no image of training is in this folder");
  }

  @Test
  void doubt_folderWithTrainingImages_countsThem() {
    assertThat(new MetPeople(Set.of("p1"), 2, 40, true).doubt(List.of(row("p3", Role.EXTERNAL))))
        .get()
        .asString()
        .contains("2 of the 40 images that the model was trained or fitted on are in this folder");
  }
}
