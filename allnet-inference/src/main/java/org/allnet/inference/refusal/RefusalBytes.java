package org.allnet.inference.refusal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.file.Sha256;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.decision.QualityMeasure;

/**
 * The bytes of a {@link RefusalModel} in a model file: letters, a version, numbers, a checksum.
 * Counts are checked before anything is made of their size.
 */
final class RefusalBytes {

  private static final byte[] LETTERS = "ALLNREFU".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int DIGEST = 32;
  private static final int MOST_FEATURES = 1_000_000;
  private static final int MOST_CLASSES = 10_000;

  private RefusalBytes() {}

  static byte[] write(RefusalModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(LETTERS);
      out.writeInt(VERSION);
      out.writeInt(model.method().ordinal());
      out.writeDouble(model.threshold());
      out.writeDouble(model.accepted());
      out.writeInt(model.training());
      out.writeInt(model.validation());
      for (QualityMeasure measure : QualityMeasure.values()) {
        out.writeDouble(model.quality().of(measure).low());
        out.writeDouble(model.quality().of(measure).high());
      }
      PrincipalAxes axes = model.outlier().axes();
      ClassGaussians gaussians = model.outlier().gaussians();
      float[][] directions = model.outlier().nearest().directions();
      out.writeInt(axes.features());
      out.writeInt(axes.axes().length);
      out.writeInt(gaussians.classMeans().length);
      out.writeInt(directions.length);
      write(out, axes.mean());
      write(out, axes.scale());
      write(out, axes.axes());
      write(out, gaussians.mean(), gaussians.deviation());
      write(out, gaussians.classMeans());
      write(out, gaussians.within());
      write(out, gaussians.all());
      write(out, directions);
      out.flush();
      out.write(digest(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written to a file here
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, float[]... rows) throws IOException {
    for (float[] row : rows) {
      for (float value : row) {
        out.writeFloat(value);
      }
    }
  }

  private static void write(DataOutputStream out, double[]... rows) throws IOException {
    for (double[] row : rows) {
      for (double value : row) {
        out.writeDouble(value);
      }
    }
  }

  static RefusalModel read(byte[] bytes, String source) {
    if (bytes.length < LETTERS.length + Integer.BYTES + DIGEST
        || !Arrays.equals(Arrays.copyOf(bytes, LETTERS.length), LETTERS)) {
      throw damaged(source);
    }
    int version = ByteBuffer.wrap(bytes).getInt(LETTERS.length);
    if (version != VERSION) {
      throw InputException.in(
          source,
          "its part that refuses images is of version %d; this ALLNet reads %d; update ALLNet"
              .formatted(version, VERSION));
    }
    int end = bytes.length - DIGEST;
    if (!MessageDigest.isEqual(digest(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw damaged(source);
    }
    int start = LETTERS.length + Integer.BYTES;
    ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
    try {
      RefusalModel model = parts(in, source);
      require(!in.hasRemaining(), source);
      return model;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw damaged(source);
    }
  }

  private static RefusalModel parts(ByteBuffer in, String source) {
    int method = in.getInt();
    require(method >= 0 && method < OutlierMethod.values().length, source);
    double threshold = finite(in, source);
    double accepted = finite(in, source);
    require(accepted > 0 && accepted <= 1, source);
    int training = in.getInt();
    int validation = in.getInt();
    require(training >= 0 && validation >= 0, source);
    Map<QualityMeasure, QualityRanges.Range> ranges = new EnumMap<>(QualityMeasure.class);
    for (QualityMeasure measure : QualityMeasure.values()) {
      double low = finite(in, source);
      double high = finite(in, source);
      require(low <= high, source);
      ranges.put(measure, new QualityRanges.Range(low, high));
    }
    int features = count(in, 1, MOST_FEATURES, source);
    int axes = count(in, 0, PrincipalAxes.MOST, source);
    int classes = count(in, 1, MOST_CLASSES, source);
    int directions = count(in, 1, NearestDirections.MOST, source);
    int size = axes + 1;
    long floats = (long) features * (axes + 2) + (long) directions * size;
    long doubles = (long) size * (2L + classes + 2L * size);
    require(floats * Float.BYTES + doubles * Double.BYTES == in.remaining(), source);
    PrincipalAxes compressed =
        new PrincipalAxes(
            floats(in, 1, features, source)[0],
            floats(in, 1, features, source)[0],
            floats(in, axes, features, source));
    double[] mean = doubles(in, 1, size, source)[0];
    double[] deviation = doubles(in, 1, size, source)[0];
    require(Arrays.stream(deviation).allMatch(value -> value > 0), source);
    ClassGaussians gaussians =
        new ClassGaussians(
            mean,
            deviation,
            doubles(in, classes, size, source),
            doubles(in, size, size, source),
            doubles(in, size, size, source));
    return new RefusalModel(
        new OutlierModel(
            compressed, gaussians, new NearestDirections(floats(in, directions, size, source))),
        new QualityRanges(ranges),
        OutlierMethod.values()[method],
        threshold,
        accepted,
        training,
        validation);
  }

  private static int count(ByteBuffer in, int least, int most, String source) {
    int count = in.getInt();
    require(count >= least && count <= most, source);
    return count;
  }

  private static double finite(ByteBuffer in, String source) {
    double value = in.getDouble();
    require(Double.isFinite(value), source);
    return value;
  }

  private static float[][] floats(ByteBuffer in, int rows, int columns, String source) {
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = in.getFloat();
        require(Float.isFinite(row[j]), source);
      }
    }
    return values;
  }

  private static double[][] doubles(ByteBuffer in, int rows, int columns, String source) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = finite(in, source);
      }
    }
    return values;
  }

  private static void require(boolean good, String source) {
    if (!good) {
      throw damaged(source);
    }
  }

  private static InputException damaged(String source) {
    return InputException.in(
        source,
        "its part that refuses images is cut short or altered; copy the file again, or train anew");
  }

  private static byte[] digest(byte[] bytes, int end) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes, 0, end);
    return digest.digest();
  }
}
