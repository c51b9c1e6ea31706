package org.allnet.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.metric.Cases;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Role;
import org.allnet.evaluation.prediction.WrittenRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each cell of a row of answers: referred, predicted, and without an answer. */
class AnswerFileTest {

  @TempDir private Path folder;

  @Test
  void write_eachKindOfAnswer_fillsItsCells() throws IOException {
    Origin heldOut = Origin.UNKNOWN.by(Protocol.IMAGE).as(Role.HOLD_OUT).ofRuleChosenAnew();
    ReferBand band = new ReferBand(0.4, 0.75, 0.1, 0.5, 0.0);
    Decision referred = new Decision.Referred(new ReferralReason.Uncertain("all", 0.625, band));
    Decision healthy = new Decision.Predicted("hem", new Decision.OfThreshold("all", 0.25, 0.5));
    Path file = folder.resolve("answers.csv");

    AnswerFile.write(
        file,
        Cases.TWO,
        List.of(
            new ImageAnswer("a", "P1", referred, "why", heldOut, List.of(0.375, 0.625)),
            new ImageAnswer("b", null, healthy, "", Origin.UNKNOWN, List.of(0.75, 0.25)),
            new ImageAnswer("c", "P2", null, "black", Origin.UNKNOWN, List.of())),
        new WrittenRule("all", 0.5));

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "image,subject,answer,class,reason,protocol,role,marks,rule_positive,rule_threshold,p_hem,p_all,allnet_format",
            "a,P1,refer,,why,image,hold-out,rule-chosen-anew,all,0.5,0.375,0.625,1",
            "b,,healthy,hem,,,,,all,0.5,0.75,0.25,1",
            "c,P2,none,,black,,,,all,0.5,,,1");
  }
}
