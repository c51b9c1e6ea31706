package org.allnet.detect.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FieldPartsTest {

  @TempDir Path folder;

  private final List<Field> fields = new ArrayList<>();

  /** Coarse random blocks: fields of equal seed look alike at any size. */
  private void field(String name, FieldPart part, int seed, int block) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(8 * block, 8 * block, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        int colour = random.nextInt(1 << 24);
        for (int i = 0; i < block * block; i++) {
          image.setRGB(x * block + i % block, y * block + i / block, colour);
        }
      }
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    fields.add(
        new Field(name, file, image.getWidth(), image.getHeight(), part, List.of(), List.of()));
  }

  private FieldSet set() {
    return new FieldSet(
        "set", folder, FieldLayout.YOLO, List.of("WBC"), fields, List.of(), List.of());
  }

  private FieldParts parts(long seed) {
    return FieldParts.of(set(), seed, WorkProgress.NONE);
  }

  private static Set<String> slides(List<Field> fields) {
    return fields.stream()
        .map(field -> field.name().replaceAll("_f.*", ""))
        .collect(Collectors.toSet());
  }

  @Test
  void of_namesOfSlides_keepsSlidesTogether() throws IOException {
    for (int i = 0; i < 20; i++) {
      field("slide_%d_f%d.png".formatted(i / 4, i), FieldPart.WHOLE, i, 8);
    }
    for (long seed = 1; seed < 6; seed++) {
      FieldParts parts = parts(seed);

      assertThat(parts.origin()).isEqualTo(FieldParts.Origin.DRAWN_BY_SOURCE);
      assertThat(parts.validation()).hasSize(4);
      assertThat(slides(parts.training())).doesNotContainAnyElementsOf(slides(parts.validation()));
    }
  }

  @Test
  void of_copies_keepsThemTogether() throws IOException {
    for (int i = 0; i < 10; i++) {
      field("a" + i + ".png", FieldPart.WHOLE, i, 8);
      field("b" + i + ".png", FieldPart.WHOLE, i, 9);
    }
    FieldParts parts = parts(3);

    assertThat(parts.origin()).isEqualTo(FieldParts.Origin.DRAWN_BY_FIELD);
    Set<String> validation =
        parts.validation().stream()
            .map(field -> field.name().substring(1))
            .collect(Collectors.toSet());
    assertThat(validation).hasSize(parts.validation().size() / 2).isNotEmpty();
    assertThat(parts.training()).hasSize(20 - parts.validation().size());
  }

  @Test
  void of_testPart_isNeverDrawn() throws IOException {
    for (int i = 0; i < 12; i++) {
      field("f" + i + ".png", i < 6 ? FieldPart.TEST : FieldPart.WHOLE, i, 8);
    }
    FieldParts parts = parts(1);

    assertThat(Stream.concat(parts.training().stream(), parts.validation().stream()))
        .hasSize(6)
        .noneMatch(field -> field.part() == FieldPart.TEST);
  }

  @Test
  void of_split_takesItsFold() throws IOException {
    List<Split.Place> places = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      field("f" + i + ".png", FieldPart.WHOLE, i, 8);
      places.add(new Split.Place("f" + i + ".png", "field", null, "g" + i, i % 3));
    }
    Split split = new Split(Protocol.IMAGE, 2, 1, places);
    FieldParts parts = FieldParts.of(SplitFields.of(set(), split), 2);

    assertThat(parts.validation()).extracting(Field::name).containsExactly("f2.png", "f5.png");
    assertThat(parts.training()).extracting(Field::name).containsExactly("f1.png", "f4.png");
    assertThatThrownBy(() -> FieldParts.of(SplitFields.of(set(), split), 3))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("1 to 2");
    fields.remove(0);
    assertThatThrownBy(() -> FieldParts.of(SplitFields.of(set(), split), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("f0.png");
  }

  @Test
  void of_splitOfOtherFields_namesItsFile() throws IOException {
    field("f1.png", FieldPart.WHOLE, 1, 8);
    Path file = folder.resolve("other-split.csv");
    SplitFile.write(
        file,
        new Split(
            Protocol.IMAGE,
            2,
            1,
            List.of(
                new Split.Place("x1.png", "field", null, "g1", 1),
                new Split.Place("x2.png", "field", null, "g2", 2))));

    assertThatThrownBy(() -> SplitFields.of(set(), file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other-split.csv: ")
        .hasMessageContaining("x1.png");
  }
}
