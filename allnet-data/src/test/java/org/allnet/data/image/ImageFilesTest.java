package org.allnet.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageFilesTest {

  @TempDir Path root;

  @BeforeEach
  void lay() throws IOException {
    for (String name :
        List.of(
            "b.bmp",
            "a.PNG",
            "notes.txt",
            "._a.png",
            "deep/c.tiff",
            "deep/er/d.jpeg",
            "x[1].bmp")) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  @Test
  void find_folder_givesRelativeImageNames() {
    ImageFiles found = ImageFiles.find(List.of(root.toString()));

    assertThat(found.images())
        .extracting(ImageFiles.Named::name)
        .containsExactly("a.PNG", "b.bmp", "deep/c.tiff", "deep/er/d.jpeg", "x[1].bmp");
    assertThat(found.problems()).isEmpty();
  }

  @Test
  void find_sameNamesInFolders_namesThemByPath() throws IOException {
    for (String name : List.of("P01/1.png", "P02/1.png", "P02/2.png")) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.createFile(root.resolve(name));
    }
    String one = root.resolve("P01").toString();
    String other = root.resolve("P02").toString();

    assertThat(ImageFiles.find(List.of(one, other)).images())
        .extracting(ImageFiles.Named::name)
        .containsExactly(
            (one + "/1.png").replace('\\', '/'), (other + "/1.png").replace('\\', '/'), "2.png");
  }

  @Test
  void find_fileTwice_givesItOnce() {
    String file = root.resolve("b.bmp").toString();

    assertThat(ImageFiles.find(List.of(file, file)).images()).hasSize(1);
  }

  @Test
  void find_fileOfAnyEnding_isTakenAtItsWord() {
    assertThat(ImageFiles.find(List.of(root.resolve("notes.txt").toString())).images()).hasSize(1);
  }

  @Test
  void find_glob_staysInItsFolder() {
    assertThat(names(root + "/*.bmp")).containsExactly("b.bmp", "x[1].bmp");
    assertThat(names(root + "/?.{bmp,PNG}")).containsExactly("a.PNG", "b.bmp");
  }

  @Test
  void find_globOverFolders_goesDown() {
    assertThat(names(root + "/*/c.*")).containsExactly("c.tiff");
    assertThat(names(root + "/**.jpeg")).containsExactly("d.jpeg");
  }

  @Test
  void find_nameThatLooksLikeAGlob_isTheFile() {
    assertThat(names(root + "/x[1].bmp")).containsExactly("x[1].bmp");
  }

  @Test
  void find_hiddenFiles_arePassedOverUnlessNamed() throws IOException {
    for (String name : List.of(".ipynb_checkpoints/b.bmp", "deep/.hidden/c.png", ".h.bmp")) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.createFile(root.resolve(name));
    }

    assertThat(names(root.toString())).hasSize(5);
    assertThat(names(root + "/*.bmp")).containsExactly("b.bmp", "x[1].bmp");
    assertThat(names(root + "/**/*.bmp")).isEmpty();
    assertThat(names(root + "/**.png")).isEmpty();
    assertThat(names(root + "/.*.bmp")).containsExactly(".h.bmp");
    assertThat(names(root + "/.h.bmp")).containsExactly(".h.bmp");
  }

  @Test
  void find_nothing_isAProblemThatNamesTheArgument() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));

    ImageFiles found =
        ImageFiles.find(
            List.of(root.resolve("no.bmp").toString(), empty.toString(), root + "/*.gif"));

    assertThat(found.images()).isEmpty();
    assertThat(found.problems()).hasSize(3);
    assertThat(found.problems().get(0)).contains("no.bmp").endsWith("no such file or folder");
    assertThat(found.problems().get(1))
        .startsWith(empty + ": holds no BMP, PNG, JPEG or TIFF image")
        .contains(".jpeg, ", ".tif, ");
    assertThat(found.problems().get(2)).contains("*.gif");
  }

  @Test
  void find_unreadableKinds_areSaidTogether() throws IOException {
    Path one = Files.createDirectories(root.resolve("one"));
    Path two = Files.createDirectories(root.resolve("two"));
    for (Path folder : List.of(one, two)) {
      Files.writeString(folder.resolve("h1.heic"), "x");
    }
    Files.writeString(one.resolve("h2.heic"), "x");
    Files.writeString(two.resolve("all.zip"), "x");
    Files.createSymbolicLink(two.resolve("gone.png"), two.resolve("nothing"));

    ImageFiles found =
        ImageFiles.find(List.of(one.toString(), two.toString(), one.resolve(".").toString()));

    assertThat(found.images()).isEmpty();
    assertThat(found.unread())
        .extracting(unread -> unread.image().name())
        .containsExactlyInAnyOrder(one + "/h1.heic", "h2.heic", two + "/h1.heic", "gone.png");
    assertThat(found.unread().get(0).reason())
        .isEqualTo("is a picture of a kind that is not read (.heic); save it as PNG or TIFF");
    assertThat(found.unreadLines())
        .hasSize(4)
        .first()
        .asString()
        .startsWith(one + ": 2 files are pictures of a kind that is not read (.heic)");
    assertThat(found.problems()).singleElement().asString().contains("all.zip");
  }

  private static List<String> names(String argument) {
    return ImageFiles.find(List.of(argument)).images().stream()
        .map(named -> named.file().getFileName().toString())
        .toList();
  }
}
