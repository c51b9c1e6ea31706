package org.allnet.data.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.layout.DatasetReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedPartTest {

  private static final String BLAST = "training_data/fold_0/all/UID_1_1_1_all.bmp";
  private static final String COPY = "training_data/fold_2/all/UID_2_1_1_all.bmp";
  private static final String HEALTHY = "training_data/fold_1/hem/UID_H1_1_1_hem.bmp";

  @TempDir private Path folder;
  private Manifest manifest;

  @BeforeEach
  void write() throws IOException {
    StringBuilder text = new StringBuilder("path,sha256,size\n");
    for (String path : List.of(BLAST, COPY, HEALTHY)) {
      // Two files of one content, as C-NMC 2019 has them.
      Path file = folder.resolve("set").resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path.equals(HEALTHY) ? "healthy" : "blast");
      text.append(path).append(',').append(ImageHashes.sha256(file)).append(",7\n");
    }
    manifest = Manifest.read(Files.writeString(folder.resolve("m.csv"), text));
  }

  private PublishedPart part(DatasetOptions options) {
    Dataset dataset = DatasetReader.open(folder.resolve("set"), options);
    List<CellImage> images = dataset.labelled();
    return PublishedPart.of(dataset, images, ImageHashes.sha256(dataset), manifest);
  }

  @Test
  void of_allImagesOfTheManifest_isWhole() {
    assertThat(part(DatasetOptions.DEFAULTS))
        .isEqualTo(new PublishedPart(PublishedPart.Kind.TRAINING, true, ""));
  }

  @Test
  void of_oneOfTwoEqualFiles_isNot() throws IOException {
    Files.delete(folder.resolve("set").resolve(COPY));
    PublishedPart part = part(DatasetOptions.DEFAULTS);
    assertThat(part.whole()).isFalse();
    assertThat(part.reason()).startsWith("2 of its 3 images are here");
  }

  @Test
  void of_anImageThatIsNotInTheManifest_isNot() throws IOException {
    Files.writeString(folder.resolve("set/training_data/fold_1/hem/UID_H9_1_1_hem.bmp"), "new");
    assertThat(part(DatasetOptions.DEFAULTS).reason()).endsWith(", and 1 other");
  }

  @Test
  void of_renamedClasses_isWhole_ifNotSwapped() {
    assertThat(part(new DatasetOptions(Map.of("all", "blast", "hem", "healthy"), null)).whole())
        .isTrue();
    assertThat(part(new DatasetOptions(Map.of("all", "hem", "hem", "all"), null)).whole())
        .isFalse();
    assertThat(part(new DatasetOptions(Map.of(), "hem")).whole()).isFalse();
    assertThat(part(new DatasetOptions(Map.of("hem", "all"), null)).whole()).isFalse();
  }
}
