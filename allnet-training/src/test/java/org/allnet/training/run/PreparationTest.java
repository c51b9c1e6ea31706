package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.WorkProgress;
import org.allnet.data.WorkProgress.Step;
import org.allnet.data.image.ImageFlaw;
import org.allnet.data.image.VisiblePart;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.SplitOptions;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.training.recipe.Recipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does before it trains is not silent, and is done once. */
class PreparationTest {

  @TempDir Path folder;

  private RunOptions options() throws IOException {
    return RunOptions.of(
            SyntheticSet.write(folder.resolve("data"), 4, 3, 40).toString(),
            Recipes.find("cnn-svm"))
        .split(new SplitOptions(Protocol.SUBJECT, 2, 0.25, 3))
        .seed(5)
        .rule(new RuleOptions(PointRule.Known.ARGMAX, null, 0.2))
        .build();
  }

  @Test
  void preparation_tellsEveryStepUntilItsEnd() throws IOException {
    Map<Step, List<Long>> told = new EnumMap<>(Step.class);
    WorkProgress progress =
        (step, done, total) -> {
          // Only images that can be told from others are compared.
          assertThat(total).as(step.words()).isEqualTo(step == Step.COMPARING ? 8 : 24);
          told.computeIfAbsent(step, key -> new ArrayList<>()).add(done);
        };
    RunOptions options = options();

    PreparedData data =
        PreparedData.of(PreparedData.open(options), options, EarlierModels.NONE, progress);
    data.survey(options.recipe(), ComputeDevice.of(Device.CPU), progress);

    assertThat(told.keySet()).containsExactlyInAnyOrder(Step.values());
    assertThat(told.values()).allSatisfy(counts -> assertThat(counts).isSorted());
    told.forEach((step, counts) -> assertThat(counts).endsWith(step == Step.COMPARING ? 8L : 24L));
    assertThat(told.get(Step.HASHING)).hasSize(24);
    assertThat(told.get(Step.SEGMENTING)).doesNotHaveDuplicates();
  }

  @Test
  void survey_takesVisiblePartFromTheFirstLook() throws IOException {
    RunOptions options = options();
    PreparedData data =
        PreparedData.of(PreparedData.open(options), options, EarlierModels.NONE, WorkProgress.NONE);
    assertThat(data.images().visible()).hasSize(24);
    data.images().visible().forEach((name, part) -> assertThat(part.isEnough()).as(name).isTrue());
    Map<String, VisiblePart> otherwise = new java.util.HashMap<>(data.images().visible());
    otherwise.put("blast/b1_1.png", new VisiblePart(0));

    SightSurvey survey =
        new PreparedData(
                data.dataset(),
                data.positive(),
                new ReadImages(
                    data.images().sha256(),
                    data.images().contents(),
                    otherwise,
                    data.images().store(),
                    data.images().leftOut()),
                data.groups(),
                data.duplicates(),
                data.earlier(),
                data.warnings(),
                data.notes())
            .survey(options.recipe(), ComputeDevice.of(Device.CPU), WorkProgress.NONE);

    assertThat(survey.nothing())
        .containsOnlyKeys("blast/b1_1.png")
        .containsValue(new NothingToSee.OfImage(new ImageFlaw.Even(new VisiblePart(0))));
  }
}
