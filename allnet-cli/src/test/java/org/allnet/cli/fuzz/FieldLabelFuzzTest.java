package org.allnet.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.field.format.FieldReadingOptions;
import org.allnet.data.field.format.FieldSetReader;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels of whole fields of any bytes, beside an image; the first byte chooses the file's name. */
class FieldLabelFuzzTest {

  private static final List<String> NAMES =
      List.of("a.json", "a.xml", "labels/a.txt", "a.xyc", "a.geojson", "data.yaml");

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void fieldsOrOneLine(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    Path folder = Files.createTempDirectory("allnet-fuzz");
    try {
      Path labels = folder.resolve(NAMES.get(Math.floorMod(bytes[0], NAMES.size())));
      Files.createDirectories(labels.getParent());
      Files.write(labels, Arrays.copyOfRange(bytes, 1, bytes.length));
      ImageIO.write(
          new BufferedImage(16, 12, BufferedImage.TYPE_INT_RGB),
          "png",
          folder.resolve("a.png").toFile());
      AnyBytes.check(bytes, content -> FieldSetReader.read(folder, FieldReadingOptions.DEFAULTS));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  /** A box in each of the layouts. */
  static Stream<byte[]> seeds() {
    List<String> texts =
        List.of(
            "{\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":16,\"height\":12}],"
                + "\"categories\":[{\"id\":1,\"name\":\"WBC\"}],"
                + "\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,4]}]}",
            "<annotation><filename>a.png</filename><size><width>16</width><height>12</height></size>"
                + "<object><name>WBC</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>4</xmax>"
                + "<ymax>6</ymax></bndbox></object></annotation>",
            "0 0.5 0.5 0.25 0.25\n",
            "3\t4\n",
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"
                + "{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[4,2],[4,6],[1,2]]]},\"properties\":"
                + "{\"classification\":{\"name\":\"WBC\"}}}]}",
            "names: [WBC]\ntrain: .\n");
    return Stream.iterate(0, i -> i + 1)
        .limit(texts.size())
        .map(i -> ((char) i.intValue() + texts.get(i)).getBytes(StandardCharsets.UTF_8));
  }
}
