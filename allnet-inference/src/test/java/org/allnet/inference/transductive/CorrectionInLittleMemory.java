package org.allnet.inference.transductive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.allnet.inference.engine.layer.Shape;

/** A correction in a Java machine of its own, which is given so much memory. */
final class CorrectionInLittleMemory {

  private static final int IMAGES = 700;
  private static final Shape MAP = Shape.map(512, 4, 4);
  private static final int BACKBONES = 2;
  private static final NeighbourhoodOptions OPTIONS =
      new NeighbourhoodOptions(4, 7, 4, 2, 1, 4, 1, 20, 1);

  private CorrectionInLittleMemory() {}

  /** What a machine of two cores says that it needs. */
  static long bytes() throws IOException, InterruptedException {
    return Long.parseLong(start(256 << 20, "bytes"));
  }

  /** What the machine says in the end. */
  static String run(long heap) throws IOException, InterruptedException {
    return start(heap, "correct");
  }

  private static String start(long heap, String what) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=2",
                "-cp",
                System.getProperty("java.class.path"),
                CorrectionInLittleMemory.class.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return said;
  }

  /** Corrects random images. */
  public static void main(String[] args) {
    if (args[0].equals("bytes")) {
      System.out.println(NeighbourhoodCorrection.bytes(IMAGES, List.of(MAP, MAP), OPTIONS));
      return;
    }
    try {
      Random random = new Random(1);
      List<BackboneFeatures> backbones = new ArrayList<>();
      for (int backbone = 0; backbone < BACKBONES; backbone++) {
        List<float[][]> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
          float[] map = new float[(int) MAP.elements()];
          for (int j = 0; j < map.length; j++) {
            map[j] = random.nextFloat();
          }
          images.add(BackboneFeatures.normalisedColumns(map, MAP.channels()));
        }
        backbones.add(new BackboneFeatures(images));
      }
      double[] scores = random.doubles(IMAGES).toArray();
      NeighbourhoodCorrection.Corrected corrected =
          NeighbourhoodCorrection.correct(backbones, scores, 0.5, OPTIONS);
      System.out.println(corrected.fraction().length == IMAGES ? "corrected" : "wrong");
    } catch (OutOfMemoryError e) {
      System.out.println("out of memory");
    }
  }
}
