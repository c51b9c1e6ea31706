package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.allnet.data.AllNetException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file of labels, it is read, or refused in one line. */
final class HostileLabelsTest {

  private static final int TRIALS = 150;

  @TempDir Path folder;
  private FieldFolder files;

  /** A small good file of each layout. */
  private static final Map<String, String> GOOD = new LinkedHashMap<>();

  static {
    GOOD.put(
        "a.xml",
        "<annotation><filename>a.png</filename><size><width>40</width><height>30</height></size><object><name>RBC</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>");
    GOOD.put(
        "all.xml",
        "<annotations><image id=\"0\" name=\"a.png\" width=\"40\" height=\"30\"><mask label=\"x\" rle=\"1,2,1,2\" left=\"1\" top=\"2\" width=\"3\" height=\"2\"/><polygon label=\"x\" points=\"0,0;9,0;9,9\"/></image></annotations>");
    GOOD.put(
        "coco.json",
        "{\"images\":[{\"id\":1,\"file_name\":\"a.png\"}],\"categories\":[{\"id\":1,\"name\":\"x\"}],\"annotations\":[{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[0,0,4,4],\"segmentation\":{\"size\":[30,40],\"counts\":\"02d04\"}}]}");
    GOOD.put(
        "a.json",
        "{\"shapes\":[{\"label\":\"x\",\"points\":[[0,0],[9,9]],\"shape_type\":\"rectangle\"},{\"label\":\"x\",\"points\":[[0,0],[9,9]],\"shape_type\":\"mask\",\"mask\":\"iVBORw0KGgo=\"}],\"imagePath\":\"a.png\"}");
    GOOD.put(
        "a.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]]]},\"properties\":{\"classification\":{\"name\":\"x\"}}}]}");
    GOOD.put("a.txt", "0 0.5 0.5 0.2 0.2\n0 0.1 0.1 0.2 0.1 0.2 0.2 0.1 0.2\n");
    GOOD.put("a.xyc", "10\t20\nOther_cases\n5 6\n");
  }

  @BeforeEach
  void makeImage() {
    files =
        new FieldFolder(folder).image("a.png", 40, 30).text("data.yaml", "names: [WBC]\nnc: 1\n");
  }

  @Test
  void everyGoodFile_isRead() throws IOException {
    for (Map.Entry<String, String> good : GOOD.entrySet()) {
      String content = good.getValue().replaceAll(",\\{\"label\":\"x\",[^{}]*\"mask\":[^{}]*}", "");
      if (!good.getKey().equals("coco.json")) {
        expectReadOrRefused(good.getKey(), content.getBytes(StandardCharsets.UTF_8), true);
      }
    }
  }

  @Test
  void changedFiles_areReadOrRefused() throws IOException {
    Random random = new Random(17);
    for (Map.Entry<String, String> good : GOOD.entrySet()) {
      for (int trial = 0; trial < TRIALS; trial++) {
        byte[] bytes = good.getValue().getBytes(StandardCharsets.UTF_8);
        expectReadOrRefused(good.getKey(), changed(bytes, random), false);
      }
    }
  }

  @Test
  void changedDataYaml_isReadOrRefused() throws IOException {
    Random random = new Random(19);
    byte[] good =
        "train: ./images\nnames:\n  0: 'a, b'\n  1: \"c\"\nx: {0: [a, 'b'], 1: {c: d}}\nnc: 2\n"
            .getBytes(StandardCharsets.UTF_8);
    files.text("a.txt", "0 0.5 0.5 0.2 0.2");
    for (int trial = 0; trial < TRIALS; trial++) {
      Files.write(folder.resolve("data.yaml"), changed(good, random));
      expectReadOrRefused(false, "data.yaml");
    }
  }

  private static byte[] changed(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int change = 0; change <= random.nextInt(4); change++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) "-9e,[]{}<>\"'&;:. \n".charAt(random.nextInt(18));
            case 2 -> bytes[random.nextInt(bytes.length)];
            default -> (byte) ('0' + random.nextInt(10));
          };
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private void expectReadOrRefused(String name, byte[] content, boolean read) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content);
    expectReadOrRefused(read, new String(content, StandardCharsets.UTF_8));
    Files.delete(file);
  }

  private void expectReadOrRefused(boolean read, String content) {
    try {
      assertThat(files.read().fields()).hasSize(1);
    } catch (AllNetException e) {
      assertThat(read).as(e.getMessage()).isFalse();
      assertThat(e.getMessage()).as(content).isNotBlank().doesNotContain("\n");
    }
  }
}
