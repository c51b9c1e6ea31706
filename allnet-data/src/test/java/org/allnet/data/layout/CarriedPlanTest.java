package org.allnet.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of augmented folders, carried on to a folder that is made of their images. */
class CarriedPlanTest {

  private static final String HEADER = "image,operation,allnet_format\n";

  @TempDir Path folder;

  private Path plan(String name, String text) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    Files.writeString(place.resolve(AugmentedFolder.PLAN), text);
    return place;
  }

  @Test
  void plans_ofSeveralFolders_haveOneVersion() throws IOException {
    Path first = plan("a", HEADER + "a.png,original,1\n");
    Path second = plan("b", "allnet_format,image,file\n1,b.png,b_1.png\n");
    AugmentedFolder.carry(List.of(first, second), folder);
    assertThat(folder.resolve(AugmentedFolder.PLAN))
        .hasContent("image,operation,file,allnet_format\na.png,original,,1\nb.png,,b_1.png,1\n");
  }

  @Test
  void plan_ofANewerVersion_isRefused() throws IOException {
    Path newer = plan("a", HEADER + "a.png,original,2\n");
    assertRefused(
        newer, "has format '2', and this program reads augmentation plans up to format 1");
  }

  @Test
  void plan_ofTwoVersions_isRefused() throws IOException {
    Path two = plan("a", HEADER + "a.png,original,1\nb.png,original,2\n");
    assertRefused(two, "has format '2'");
  }

  @Test
  void plan_withoutAVersion_isRefused() throws IOException {
    assertRefused(plan("a", "image,operation\na.png,original\n"), "says no format");
  }

  private void assertRefused(Path place, String words) throws IOException {
    Path fine = plan("fine", HEADER + "c.png,original,1\n");
    assertThatThrownBy(() -> AugmentedFolder.carry(List.of(fine, place), folder))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(place.resolve(AugmentedFolder.PLAN) + ": ")
        .hasMessageContaining(words)
        .hasMessageNotContaining("\n");
    assertThat(folder.resolve(AugmentedFolder.PLAN)).doesNotExist();
  }
}
