package org.allnet.data.field.format;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelledBox;

/** A folder of fields for a test. */
final class FieldFolder {

  private final Path root;

  FieldFolder(Path root) {
    this.root = root;
  }

  FieldFolder image(String name, int width, int height) {
    return picture(name, new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
  }

  FieldFolder picture(String name, BufferedImage picture) {
    try {
      Path file = made(name);
      String ending = name.substring(name.lastIndexOf('.') + 1);
      if (!ImageIO.write(picture, ending, file.toFile())) {
        throw new IllegalArgumentException(name);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FieldFolder text(String name, String... lines) {
    try {
      Files.writeString(made(name), String.join("\n", lines));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path made(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }

  Path root() {
    return root;
  }

  FieldSet read() {
    return FieldSetReader.read(root, FieldReadingOptions.DEFAULTS);
  }

  Field field(String name) {
    return field(read(), name);
  }

  static Field field(FieldSet set, String name) {
    return set.fields().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + set));
  }

  LabelledBox onlyBox(String name) {
    Field field = field(name);
    if (field.boxes().size() != 1) {
      throw new AssertionError(field.toString());
    }
    return field.boxes().get(0);
  }
}
