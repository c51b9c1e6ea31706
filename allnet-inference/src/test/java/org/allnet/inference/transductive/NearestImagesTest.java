package org.allnet.inference.transductive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.allnet.data.Interruption;
import org.junit.jupiter.api.Test;

class NearestImagesTest {

  private static final Interruption INTERRUPTION = Interruption.ofThisThread();

  @Test
  void of_randomVectors_isTheFullSort() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int images = 1 + random.nextInt(25);
      int length = seed % 10 == 0 ? 600 : 1 + random.nextInt(6);
      float[][] vectors = new float[images][length];
      for (float[] vector : vectors) {
        for (int c = 0; c < length; c++) {
          vector[c] = random.nextInt(5) - 2; // whole numbers: exact products, many ties
        }
      }
      int count = 1 + random.nextInt(images);
      int[][] nearest = NearestImages.of(transposed(vectors), images, count, INTERRUPTION);

      for (int i = 0; i < images; i++) {
        int self = i;
        int[] sorted =
            IntStream.range(0, images)
                .boxed()
                .sorted(
                    Comparator.comparing((Integer j) -> j != self)
                        .thenComparing(j -> -product(vectors[self], vectors[j])))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(nearest[i]).as("seed %d image %d", seed, i).containsExactly(sorted);
      }
    }
  }

  private static float[][] transposed(float[][] vectors) {
    float[][] result = new float[vectors[0].length][vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      for (int c = 0; c < result.length; c++) {
        result[c][i] = vectors[i][c];
      }
    }
    return result;
  }

  private static double product(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(c -> a[c] * b[c]).sum();
  }
}
