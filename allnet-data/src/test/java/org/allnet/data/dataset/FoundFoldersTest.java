package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class FoundFoldersTest {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13};

  @TempDir Path folder;

  private void file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, PNG);
  }

  /** What is odd in folders of users, all at once. */
  private void mess() throws IOException {
    for (String name :
        List.of(
            "all/b.png",
            "all/a.png",
            "all/A.bmp", // alike but for ending and case
            "all/a_mask.png",
            "all/old.gif",
            "all/shot.data",
            "all/.hidden.png",
            "all/more/c.jpg",
            "all/output/all_original_a.png_0a1b2c3d-0000-4000-8000-0123456789ab.png",
            "hem/d.tif",
            "hem/masks/d.png",
            "hem/notes.txt",
            "hem/e.zip",
            "hem/photos.gif",
            "@eaDir/x.png",
            "z.png")) {
      file(name);
    }
    Files.createDirectories(folder.resolve("hem/empty/below"));
    Files.createSymbolicLink(folder.resolve("hem/gone.png"), Path.of("nowhere.png"));
    Files.createSymbolicLink(folder.resolve("hem/up"), Path.of(".."));
    Files.createSymbolicLink(folder.resolve("again"), Path.of("all"));
    Files.createSymbolicLink(folder.resolve("hem/one.png"), folder.resolve("all/b.png"));
  }

  @Test
  void files_areThoseOfAllFoldersTogether() throws IOException {
    mess();
    FoundFiles whole = FoundFiles.below(folder);
    List<Path> images = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    Map<String, String> reasons = new LinkedHashMap<>();

    FoundFolders.Said said =
        FoundFolders.below(
            folder,
            Set.of(),
            found -> {
              images.addAll(found.images());
              others.addAll(found.others());
              for (PassedOver passed : found.passedOver()) {
                passed.images().forEach(file -> reasons.put(found.name(file), passed.reason()));
              }
            });

    assertThat(images).containsExactlyInAnyOrderElementsOf(whole.images()).hasSize(7);
    assertThat(others).containsExactlyInAnyOrderElementsOf(whole.others());
    assertThat(said.notes()).containsExactlyElementsOf(whole.notes()).hasSize(6);
    Map<String, String> expected = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (PassedOver passed : whole.passedOver()) {
      passed.images().forEach(file -> expected.put(whole.name(file), passed.reason()));
      if (passed.images().isEmpty() || passed.images().size() > 1) {
        lines.add(passed.line());
      }
    }
    assertThat(reasons).containsExactlyInAnyOrderEntriesOf(expected).hasSize(4);
    assertThat(said.others())
        .contains("hem/up: is a link to a folder that it is in and was passed over");
    List<String> own = new ArrayList<>(said.others());
    own.addAll(said.pictures());
    assertThat(own).containsAll(lines);
  }

  @Test
  void folders_comeOneByOneInTheirOrder() throws IOException {
    for (String name : List.of("b/2.png", "b/1.png", "a/9.png", "0.png", "a/x/5.png")) {
      file(name);
    }
    List<List<String>> names = new ArrayList<>();
    FoundFolders.below(
        folder, Set.of(), found -> names.add(found.images().stream().map(found::name).toList()));
    assertThat(names)
        .containsExactly(
            List.of("0.png"),
            List.of("a/9.png"),
            List.of("a/x/5.png"),
            List.of("b/1.png", "b/2.png"));
  }

  @Test
  void folderThatIsNone_isRefused() {
    assertThatThrownBy(() -> FoundFolders.below(folder.resolve("x"), Set.of(), found -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no such folder");
  }
}
