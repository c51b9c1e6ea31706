package org.allnet.inference.learner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.file.Sha256;

/**
 * What the bytes of a learner hold: eight letters, the version, the numbers below big-endian, the
 * message, and the SHA-256 of everything before it.
 *
 * @param features length of a row
 * @param classes how many classes
 * @param standardisation the kept columns
 * @param background the rows that explanations compare with; from version 2 on
 * @param seen the classes that had training rows, in the order of the model's own numbers
 * @param kind the form of the message
 * @param message what was learned
 */
record LearnerBytes(
    int features,
    int classes,
    Standardisation standardisation,
    BackgroundRows background,
    List<Integer> seen,
    ModelKind kind,
    byte[] message) {

  private static final byte[] LETTERS = "ALLNLEAR".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;
  private static final int DIGEST = 32;
  private static final int MAX_FEATURES = 1_000_000;
  private static final int COLUMN = Integer.BYTES + 2 * Double.BYTES;

  byte[] write() {
    int kept = standardisation.columns().size();
    int rows = background.rows().size();
    long size =
        LETTERS.length
            + 9L * Integer.BYTES
            + (long) kept * COLUMN
            + (long) rows * (kept + 1) * Double.BYTES
            + (long) seen.size() * Integer.BYTES
            + message.length
            + DIGEST;
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size));
    out.put(LETTERS).putInt(VERSION).putInt(features).putInt(classes).putInt(kept);
    for (int i = 0; i < kept; i++) {
      out.putInt(standardisation.columns().get(i));
      out.putDouble(standardisation.means()[i]).putDouble(standardisation.deviations()[i]);
    }
    out.putInt(background.origin().ordinal()).putInt(rows);
    for (int i = 0; i < rows; i++) {
      out.putDouble(background.weights().get(i));
      for (double value : background.rows().get(i)) {
        out.putDouble(value);
      }
    }
    out.putInt(seen.size());
    seen.forEach(out::putInt);
    out.putInt(kind.ordinal()).putInt(message.length).put(message);
    out.put(digest(out.array(), out.position()));
    return out.array();
  }

  /**
   * Takes the bytes apart.
   *
   * @throws InputException in one line if they are no learner, cut short or altered
   */
  static LearnerBytes read(byte[] bytes, String source) {
    if (bytes.length < LETTERS.length
        || !Arrays.equals(Arrays.copyOf(bytes, LETTERS.length), LETTERS)) {
      throw InputException.in(source, "is no learner of ALLNet");
    }
    int end = bytes.length - DIGEST;
    if (end < LETTERS.length + 7 * Integer.BYTES
        || !MessageDigest.isEqual(
            digest(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw InputException.in(source, "is cut short or altered; copy it again");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, LETTERS.length, end - LETTERS.length);
    int version = in.getInt();
    if (version < 1 || version > VERSION) {
      throw InputException.in(
          source,
          "is a learner of version %d; this ALLNet reads 1 to %d".formatted(version, VERSION));
    }
    int features = count(in, MAX_FEATURES, 0, source, "features");
    int classes = count(in, FittedLearner.MAX_CLASSES, 0, source, "classes");
    Standardisation standardisation = standardisation(in, features, source);
    int kept = standardisation.columns().size();
    BackgroundRows background =
        version == 1 ? BackgroundRows.mean(kept) : background(in, kept, classes, source);
    int known = count(in, classes, Integer.BYTES, source, "classes seen");
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i < known; i++) {
      seen.add(in.getInt());
    }
    require(known >= 2 && distinctBelow(seen, classes), source, "classes seen");
    require(in.remaining() >= 2 * Integer.BYTES, source, "length");
    int kind = in.getInt();
    require(kind >= 0 && kind < ModelKind.values().length, source, "kind");
    require(in.getInt() == in.remaining(), source, "length");
    byte[] message = new byte[in.remaining()];
    in.get(message);
    return new LearnerBytes(
        features, classes, standardisation, background, seen, ModelKind.values()[kind], message);
  }

  private static BackgroundRows background(ByteBuffer in, int kept, int classes, String source) {
    require(in.remaining() >= Integer.BYTES, source, "background rows");
    int origin = in.getInt();
    require(
        origin >= 0 && origin < BackgroundRows.Origin.values().length, source, "background rows");
    int count = count(in, classes, (kept + 1) * Double.BYTES, source, "background rows");
    List<double[]> rows = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double weight = in.getDouble();
      double[] row = new double[kept];
      for (int c = 0; c < kept; c++) {
        row[c] = in.getDouble();
        require(Double.isFinite(row[c]), source, "background rows");
      }
      require(weight > 0, source, "background rows");
      sum += weight;
      weights.add(weight);
      rows.add(row);
    }
    require(Math.abs(sum - 1) < 1e-6, source, "background rows");
    return new BackgroundRows(BackgroundRows.Origin.values()[origin], rows, weights);
  }

  private static Standardisation standardisation(ByteBuffer in, int features, String source) {
    int kept = count(in, features, COLUMN, source, "kept columns");
    List<Integer> columns = new ArrayList<>();
    double[] means = new double[kept];
    double[] deviations = new double[kept];
    for (int i = 0; i < kept; i++) {
      columns.add(in.getInt());
      means[i] = in.getDouble();
      deviations[i] = in.getDouble();
      require(
          Double.isFinite(means[i]) && Double.isFinite(deviations[i]) && deviations[i] >= 0,
          source,
          "standardisation");
    }
    require(distinctBelow(columns, features), source, "kept columns");
    return new Standardisation(columns, means, deviations);
  }

  /** A number of things, at least one, that must still fit into what is left. */
  private static int count(ByteBuffer in, int most, int bytesEach, String source, String what) {
    require(in.remaining() >= Integer.BYTES, source, what);
    int count = in.getInt();
    require(
        count >= 1 && count <= most && (long) count * bytesEach <= in.remaining(), source, what);
    return count;
  }

  private static boolean distinctBelow(List<Integer> numbers, int limit) {
    return new HashSet<>(numbers).size() == numbers.size()
        && numbers.stream().allMatch(number -> number >= 0 && number < limit);
  }

  private static void require(boolean good, String source, String what) {
    if (!good) {
      throw InputException.in(source, "holds no usable learner (" + what + " do not fit)");
    }
  }

  private static byte[] digest(byte[] bytes, int end) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes, 0, end);
    return digest.digest();
  }
}
