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
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.file.Sha256;
import org.allnet.evaluation.decision.QualityMeasure;
import org.allnet.inference.image.quality.ImageMeasures;

/**
 * The bytes of a {@link RefusalModel} in a model file: letters, a version, numbers, a checksum.
 * Counts are checked before anything is made of their size. Version 1 had neither colours and
 * texture nor a range of frames; it is read as well.
 */
final class RefusalBytes {

  private static final byte[] LETTERS = "ALLNREFU".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;
  private static final int DIGEST = 32;
  private static final int MOST_FEATURES = 1_000_000;
  private static final int MOST_CLASSES = 10_000;

  /** What version 1 has a range of, in this order. */
  private static final List<QualityMeasure> FIRST =
      List.of(
          QualityMeasure.FOCUS,
          QualityMeasure.EXPOSURE,
          QualityMeasure.SIZE,
          QualityMeasure.CONTRAST);

  /** What version 2 has a range of, in this order. */
  private static final List<QualityMeasure> SECOND =
      List.of(
          QualityMeasure.FRAME,
          QualityMeasure.FOCUS,
          QualityMeasure.EXPOSURE,
          QualityMeasure.SIZE,
          QualityMeasure.CONTRAST);

  private final ByteBuffer in;
  private final String source;

  private RefusalBytes(ByteBuffer in, String source) {
    this.in = in;
    this.source = source;
  }

  static byte[] write(RefusalModel model) {
    ClassGaussians appearance = model.appearance();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(LETTERS);
      out.writeInt(appearance == null ? 1 : VERSION);
      if (appearance == null) {
        out.writeInt(0);
        out.writeDouble(model.thresholds().features());
      } else {
        out.writeDouble(model.thresholds().features());
        out.writeDouble(model.thresholds().appearance());
      }
      out.writeDouble(model.accepted());
      out.writeInt(model.training());
      out.writeInt(model.validation());
      for (QualityMeasure measure : appearance == null ? FIRST : SECOND) {
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
      write(out, gaussians);
      write(out, directions);
      if (appearance != null) {
        write(out, appearance);
      }
      out.flush();
      out.write(digest(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written to a file here
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, ClassGaussians gaussians) throws IOException {
    write(out, gaussians.mean(), gaussians.deviation());
    write(out, gaussians.classMeans());
    write(out, gaussians.within());
    write(out, gaussians.all());
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
      throw altered(source);
    }
    int version = ByteBuffer.wrap(bytes).getInt(LETTERS.length);
    if (version < 1 || version > VERSION) {
      throw InputException.in(
          source,
          "its part that refuses images is of version %d; this ALLNet reads 1 to %d; update ALLNet"
              .formatted(version, VERSION));
    }
    int end = bytes.length - DIGEST;
    if (!MessageDigest.isEqual(digest(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw altered(source);
    }
    int start = LETTERS.length + Integer.BYTES;
    ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
    try {
      return new RefusalBytes(in, source).parts(version);
    } catch (BufferUnderflowException e) {
      throw altered(source);
    }
  }

  private RefusalModel parts(int version) {
    Thresholds thresholds;
    if (version == 1) {
      require(in.getInt() == 0, "its method");
      thresholds = new Thresholds(threshold("of features"), 0);
    } else {
      thresholds = new Thresholds(threshold("of features"), threshold("of colours and texture"));
    }
    double accepted = in.getDouble();
    require(accepted > 0 && accepted <= 1, "the fraction that it accepts");
    int training = in.getInt();
    int validation = in.getInt();
    require(training > 0 && validation >= 0, "the number of its images");
    Map<QualityMeasure, QualityRanges.Range> ranges = new EnumMap<>(QualityMeasure.class);
    for (QualityMeasure measure : version == 1 ? FIRST : SECOND) {
      double low = in.getDouble();
      double high = in.getDouble();
      // NaN is not at most anything.
      require(low <= high && Double.isFinite(high - low), "the range of " + measure.key());
      ranges.put(measure, new QualityRanges.Range(low, high));
    }
    int features = count(1, MOST_FEATURES, "the number of features");
    int axes = count(0, PrincipalAxes.MOST, "the number of axes");
    int classes = count(1, MOST_CLASSES, "the number of class means");
    int directions = count(1, NearestDirections.MOST, "the number of directions");
    long floats = (long) features * (axes + 2) + (long) directions * (axes + 1);
    long doubles =
        doubles(axes + 1, classes)
            + (version == 1 ? 0 : doubles(ImageMeasures.APPEARANCE, classes));
    require(
        floats * Float.BYTES + doubles * Double.BYTES == in.remaining(),
        "its length beside the numbers of features, axes, class means and directions");
    PrincipalAxes compressed =
        new PrincipalAxes(
            floats(1, features, "the mean of a feature")[0],
            floats(1, features, "the scale of a feature")[0],
            floats(axes, features, "an axis"));
    ClassGaussians gaussians = gaussians(axes + 1, classes, "of features");
    NearestDirections nearest = new NearestDirections(floats(directions, axes + 1, "a direction"));
    return new RefusalModel(
        new OutlierModel(compressed, gaussians, nearest),
        version == 1
            ? null
            : gaussians(ImageMeasures.APPEARANCE, classes, "of colours and texture"),
        new QualityRanges(ranges),
        thresholds,
        accepted,
        training,
        validation);
  }

  private double threshold(String of) {
    double threshold = in.getDouble();
    require(threshold >= 0 && Double.isFinite(threshold), "the threshold " + of);
    return threshold;
  }

  private static long doubles(int size, int classes) {
    return size * (2L + classes + 2L * size);
  }

  private ClassGaussians gaussians(int size, int classes, String of) {
    double[] mean = doubles(1, size, "the mean " + of)[0];
    double[] deviation = doubles(1, size, "the deviation " + of)[0];
    require(Arrays.stream(deviation).allMatch(value -> value > 0), "the deviation " + of);
    double[][] classMeans = doubles(classes, size, "a class mean " + of);
    double[][] within = doubles(size, size, "a covariance " + of);
    double[][] all = doubles(size, size, "a covariance " + of);
    try {
      return new ClassGaussians(mean, deviation, classMeans, within, all);
    } catch (IllegalArgumentException e) {
      throw damaged("a covariance " + of);
    }
  }

  private int count(int least, int most, String what) {
    int count = in.getInt();
    require(count >= least && count <= most, what);
    return count;
  }

  private float[][] floats(int rows, int columns, String what) {
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = in.getFloat();
        require(Float.isFinite(row[j]), what);
      }
    }
    return values;
  }

  private double[][] doubles(int rows, int columns, String what) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = in.getDouble();
        require(Double.isFinite(row[j]), what);
      }
    }
    return values;
  }

  private void require(boolean good, String what) {
    if (!good) {
      throw damaged(what);
    }
  }

  private InputException damaged(String what) {
    return InputException.in(
        source,
        "its part that refuses images is damaged: %s can't be right; copy the file again, or train anew"
            .formatted(what));
  }

  private static InputException altered(String source) {
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
