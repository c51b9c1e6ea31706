package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A split says whose each image is, by what it keeps together. */
class OnePersonTest {

  @TempDir Path folder;

  /** Three people of each class; H3 and H10 share an image, P 01 and p1 are named alike. */
  private static Dataset dataset() {
    List<CellImage> images = new ArrayList<>();
    for (String named :
        List.of(
            "hem/H3", "hem/H10", "hem/H4", "hem/H5", "all/P 01", "all/p1", "all/p2", "all/p3")) {
      for (int i = 0; i < 2; i++) {
        String label = named.substring(0, 3);
        String name = named + "-" + i + ".png";
        images.add(new CellImage(name, Path.of(name), "all", label, named.substring(4)));
      }
    }
    return new Dataset(
        "d",
        Path.of("d"),
        DatasetKind.CLASS_FOLDERS,
        ClassSet.of(List.of("hem", "all")),
        images,
        false,
        List.of());
  }

  private static SubjectGroups groups(Dataset dataset) {
    Map<String, String> files =
        dataset.images().stream()
            .collect(
                Collectors.toMap(CellImage::name, image -> image.name().replace("H3-0", "H10-0")));
    return SubjectGroups.ofFiles(dataset.images(), files);
  }

  private static Map<String, String> people(Split split) {
    return split.places().stream()
        .collect(Collectors.toMap(Place::image, place -> String.valueOf(place.person())));
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"SUBJECT", "IMAGE"})
  void split_thenItsFile_namesThePersonOfEachImage(Protocol protocol) {
    Dataset dataset = dataset();
    Split split = Splitter.split(dataset, groups(dataset), new SplitOptions(protocol, 2, 0, 1));

    assertThat(people(split))
        .containsEntry("hem/H3-1.png", "h10")
        .containsEntry("hem/H10-1.png", "h10")
        .containsEntry("hem/H4-0.png", "h4")
        .containsEntry("all/P 01-0.png", "p1")
        .containsEntry("all/p1-1.png", "p1");
    assertThat(split.places().stream().map(Place::person).distinct()).hasSize(6);
    Path file = folder.resolve("split.csv");
    SplitFile.write(file, split);
    assertThat(SplitFile.read(file)).isEqualTo(split);
  }

  @Test
  void read_earlierVersion_takesPeopleFromNames() throws IOException {
    Dataset dataset = dataset();
    SubjectGroups groups = groups(dataset);
    Split split = Splitter.split(dataset, groups, new SplitOptions(Protocol.SUBJECT, 2, 0, 1));
    Path file = folder.resolve("split.csv");
    SplitFile.write(file, split);
    List<String> lines =
        Files.readAllLines(file).stream()
            .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
            .toList();
    assertThat(lines.get(0)).isEqualTo("image,label,subject,group,fold,protocol,folds,seed");
    Files.write(file, lines);

    Split read = SplitFile.read(file);

    assertThat(people(read))
        .containsEntry("hem/H3-1.png", "h3")
        .containsEntry("all/P 01-0.png", "p1");
    assertThat(read.withPeople(dataset.withPeople(groups::personOf))).isEqualTo(split);
  }

  @Test
  void personOf_noSubject_isUnknownUnlessCopied() {
    List<CellImage> images =
        List.of(
            new CellImage("a", Path.of("a"), "all", "x", null),
            new CellImage("b", Path.of("b"), "all", "x", "P 2"),
            new CellImage("c", Path.of("c"), "all", "x", null));
    SubjectGroups groups =
        SubjectGroups.ofFiles(images, Map.of("a", "same", "b", "same", "c", "other"));

    assertThat(groups.personOf(images.get(0))).isEqualTo("p2");
    assertThat(groups.personOf(images.get(1))).isEqualTo("p2");
    assertThat(groups.personOf(images.get(2))).isNull();
    assertThat(groups.count()).isEqualTo(1);
  }
}
