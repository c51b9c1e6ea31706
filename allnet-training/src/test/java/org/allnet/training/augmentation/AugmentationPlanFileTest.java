package org.allnet.training.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentationPlanFileTest {

  @TempDir Path folder;

  @Test
  void read_whatWasWritten_isTheSamePlan() {
    List<Split.Place> training = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String label = i % 3 == 0 ? "a" : "b";
      training.add(new Split.Place("x/\"odd\", name " + i + ".bmp", label, null, "g", 1));
    }
    ClassSet classes = ClassSet.of(List.of("a", "b"));
    AugmentationPlan plan = AugmentationPlan.balance(training, classes, new Balance(50, 0), 3);
    Path file = folder.resolve("augmentation.csv");
    AugmentationPlanFile.write(file, plan);

    assertThat(AugmentationPlanFile.read(file)).isEqualTo(plan);
  }

  @Test
  void read_badValues_namesFileAndRecord() throws IOException {
    String header =
        "image,label,operation,angle_degrees,brightness,blur_sigma,noise_seed,allnet_format\n";
    for (String row :
        List.of(
            "a,x,rotation,1,1,0,0",
            "a,0,spin,1,1,0,0",
            "a,0,rotation,NaN,1,0,0",
            "a,0,rotation,999,1,0,0",
            "a,0,brightness,0,-1,0,0",
            "a,-1,original,0,1,0,0",
            "a,0,blur_noise,0,1,0,5",
            "a,0,blur_noise,0,1,1,5.5")) {
      Path file = Files.writeString(folder.resolve("bad.csv"), header + row + ",1\n");
      assertThatThrownBy(() -> AugmentationPlanFile.read(file))
          .as(row)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("bad.csv: record 1")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void read_columnMissing_namesIt() throws IOException {
    Path file =
        Files.writeString(folder.resolve("short.csv"), "image,label,allnet_format\na,0,1\n");

    assertThatThrownBy(() -> AugmentationPlanFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'operation'");
  }
}
