package org.allnet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.split.InnerSplit;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitOptions;
import org.allnet.data.split.Splitter;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.training.recipe.Recipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An image that was saved again in another lossless format is the same image to a run. */
class IdenticalCopiesTest {

  @TempDir Path folder;

  private static RunOptions options(Path data, Protocol protocol) {
    return RunOptions.of(data.toString(), Recipes.find("cnn-svm"))
        .split(new SplitOptions(protocol, 3, 0.25, 3))
        .seed(5)
        .rule(new RuleOptions(PointRule.Known.ARGMAX, null, 0.2))
        .build();
  }

  /** Each image as PNG and as BMP; the copy is said to be of another subject. */
  private Path withCopies() throws IOException {
    Path data = SyntheticSet.write(folder.resolve("data"), 8, 3, 40);
    StringBuilder subjects = new StringBuilder(Files.readString(data.resolve("subjects.csv")));
    for (String label : List.of("blast", "healthy")) {
      List<Path> images;
      try (Stream<Path> files = Files.list(data.resolve(label))) {
        images = files.sorted().toList();
      }
      for (Path image : images) {
        String name = image.getFileName().toString().replace(".png", ".bmp");
        Path copy = data.resolve(label).resolve("copy_of_" + name);
        ImageIO.write(ImageIO.read(image.toFile()), "bmp", copy.toFile());
        subjects.append(label).append('/').append(copy.getFileName());
        subjects.append(",again").append(name, 0, 2).append('\n');
      }
    }
    Files.writeString(data.resolve("subjects.csv"), subjects);
    return data;
  }

  private static String original(String image) {
    return image.replace("copy_of_", "").replace(".bmp", ".png");
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"SUBJECT", "IMAGE"})
  void split_imagesSavedInTwoFormats_standOnOneSide(Protocol protocol) throws IOException {
    RunOptions options = options(withCopies(), protocol);
    PreparedData data =
        PreparedData.of(PreparedData.open(options), options, EarlierModels.NONE, WorkProgress.NONE);

    Split split = Splitter.split(data.dataset(), data.groups(), options.split());

    assertThat(split.places()).hasSize(96);
    Map<String, Integer> sides = new HashMap<>();
    for (Place place : split.places()) {
      Integer other = sides.putIfAbsent(original(place.image()), place.fold());
      assertThat(other == null ? place.fold() : other).as(place.image()).isEqualTo(place.fold());
    }
    InnerSplit inner = InnerSplit.cut(split, 1, data.dataset(), data.groups(), 4);
    List<String> rest =
        inner.rest().training(1).stream().map(place -> original(place.image())).toList();
    assertThat(inner.part()).isNotEmpty();
    assertThat(inner.part())
        .extracting(place -> original(place.image()))
        .doesNotContainAnyElementsOf(rest);
  }

  @Test
  void check_splitPartingACopy_isRefused() throws IOException {
    RunOptions options = options(withCopies(), Protocol.IMAGE);
    PreparedData data =
        PreparedData.of(PreparedData.open(options), options, EarlierModels.NONE, WorkProgress.NONE);
    Split split = Splitter.split(data.dataset(), data.groups(), options.split());
    List<Place> parted =
        split.places().stream()
            .map(
                place ->
                    place.image().equals("blast/copy_of_b0_0.bmp")
                        ? new Place(
                            place.image(),
                            place.label(),
                            place.subject(),
                            place.group(),
                            (place.fold() + 1) % 4)
                        : place)
            .toList();
    Split given = new Split(split.protocol(), split.folds(), split.seed(), parted);

    assertThatThrownBy(() -> SplitCheck.check(given, data.dataset().labelled(), data.groups()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("b0_0")
        .hasMessageContaining("pixels")
        .hasMessageContaining("is on another side");
  }
}
