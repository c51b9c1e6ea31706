package org.allnet.inference.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.tribuo.common.tree.protos.SplitNodeProto;
import org.tribuo.common.tree.protos.TreeModelProto;
import org.tribuo.common.tree.protos.TreeNodeProto;
import org.tribuo.math.protos.DenseTensorProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.WeightedEnsembleModelProto;

class LearnerBytesTest {

  private static final List<LearnerOptions> EVERY =
      List.of(
          LearnerOptions.Svm.DEFAULTS,
          new LearnerOptions.RandomForest(5, 0),
          new LearnerOptions.BaggedTrees(3),
          new LearnerOptions.Logistic(5, 0.1));

  /** One learner of each kind: their fitting is not what is tested here. */
  private static final byte[][] FITTED = new byte[4][];

  private static FittedLearner fitted(LearnerOptions options, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[45][];
    int[] labels = new int[45];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 3;
      rows[i] = random.doubles(6, -1, 1).toArray();
      rows[i][0] += labels[i];
      rows[i][4] -= labels[i];
    }
    return Learner.fit(
        options, new FeatureRanking(4), rows, labels, 4, LearnerTest.folds(labels, seed), seed);
  }

  @Test
  void fromBytes_whatToBytesGave_answersTheSame() {
    Random random = new Random(1);
    for (LearnerOptions options : EVERY) {
      FittedLearner learner = fitted(options, 2);
      byte[] bytes = learner.toBytes();
      FittedLearner read = FittedLearner.fromBytes(bytes, "x");

      assertThat(read.features()).isEqualTo(6);
      assertThat(read.classes()).isEqualTo(4);
      assertThat(read.kept()).isEqualTo(learner.kept());
      assertThat(read.toBytes()).isEqualTo(bytes);
      for (int i = 0; i < 100; i++) {
        double[] row = random.doubles(6, -3, 3).toArray();
        assertThat(read.probabilities(row)).isEqualTo(learner.probabilities(row));
      }
    }
  }

  @Test
  void fromBytes_cutAnywhere_isRefusedInOneLine() {
    byte[] bytes = fitted(EVERY.get(3), 2).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      refused(Arrays.copyOf(bytes, length), length < 8 ? "is no learner" : "cut short or altered");
    }
    refused(Arrays.copyOf(bytes, bytes.length + 1), "cut short or altered");
  }

  @Test
  void fromBytes_anyByteAltered_isRefusedInOneLine() {
    for (LearnerOptions options : EVERY) {
      byte[] bytes = fitted(options, 2).toBytes();
      Random random = new Random(3);
      for (int i = 0; i < 200; i++) {
        byte[] altered = bytes.clone();
        int at = random.nextInt(bytes.length);
        altered[at] ^= (byte) (1 << random.nextInt(8));
        refused(altered, at < 8 ? "is no learner" : "cut short or altered");
      }
    }
  }

  @Test
  void fromBytes_altered_isRefusedOrAnswers() throws Exception {
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = fittedOnce(i % 4).clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = 8 + random.nextInt(bytes.length - 40);
        bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : 0x7f);
      }
      try {
        double[] p =
            FittedLearner.fromBytes(signed(bytes), "x")
                .probabilities(random.doubles(6, -2, 2).toArray());
        assertThat(Arrays.stream(p).sum()).isBetween(0.999999, 1.000001);
      } catch (InputException e) {
        assertThat(e.getMessage()).startsWith("x: ").doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isBetween(100, 2900);
  }

  private static byte[] fittedOnce(int kind) {
    if (FITTED[kind] == null) {
      FITTED[kind] = fitted(EVERY.get(kind), 2).toBytes();
    }
    return FITTED[kind];
  }

  private static byte[] signed(byte[] bytes) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes, 0, bytes.length - 32);
    System.arraycopy(digest.digest(), 0, bytes, bytes.length - 32, 32);
    return bytes;
  }

  private static byte[] around(ModelKind kind, byte[] message) {
    Standardisation one = new Standardisation(List.of(0), new double[] {0}, new double[] {1});
    return new LearnerBytes(1, 2, one, BackgroundRows.mean(1), List.of(0, 1), kind, message)
        .write();
  }

  @Test
  void fromBytes_tooLargeWeights_areNotAllocated() {
    DenseTensorProto huge =
        DenseTensorProto.newBuilder().addDimensions(65536).addDimensions(65536).build();

    refused(around(ModelKind.LINEAR, huge.toByteArray()), "its weights do not fit");
  }

  @Test
  void fromBytes_treeInACircle_isRefused() {
    TreeModelProto.Builder tree = TreeModelProto.newBuilder();
    for (int i = 0; i < 3; i++) {
      SplitNodeProto split =
          SplitNodeProto.newBuilder()
              .setParentIdx(i - 1)
              .setCurIdx(i)
              .setGreaterThanIdx((i + 1) % 3)
              .setLessThanOrEqualIdx((i + 2) % 3)
              .build();
      tree.addNodes(TreeNodeProto.newBuilder().setSerializedData(Any.pack(split)));
    }
    WeightedEnsembleModelProto forest =
        WeightedEnsembleModelProto.newBuilder()
            .addModels(ModelProto.newBuilder().setSerializedData(Any.pack(tree.build())))
            .build();

    refused(around(ModelKind.TREES, forest.toByteArray()), "branches lead nowhere");
  }

  @Test
  void fromBytes_emptyMessages_areRefused() {
    for (ModelKind kind : ModelKind.values()) {
      refused(around(kind, new byte[0]), "holds no usable learner");
      refused(around(kind, new byte[] {-1, -1, -1, -1}), "holds no usable learner");
    }
  }

  private static void refused(byte[] bytes, String said) {
    assertThatThrownBy(() -> FittedLearner.fromBytes(bytes, "some.learner"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("some.learner: ")
        .hasMessageContaining(said)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }
}
