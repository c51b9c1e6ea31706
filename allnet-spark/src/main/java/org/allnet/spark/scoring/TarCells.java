package org.allnet.spark.scoring;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.allnet.data.ForeignFailure;
import org.allnet.data.dataset.SystemFolders;
import org.allnet.data.image.DecodeLimits;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The images in a tar file, one after the other: rows of {@link Tables#SCHEMA}. */
final class TarCells implements FlatMapFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  /** An archive ends in two blocks of zeros. */
  private static final int END = 2 * 512;

  /** For executors. */
  TarCells() {}

  @Override
  public Iterator<Row> call(Row file) throws IOException {
    String name = file.getString(0);
    Path path = new Path(file.getString(1));
    InputStream in = path.getFileSystem(SparkHadoopUtil.get().conf()).open(path);
    return rows(name, in);
  }

  /** Returns the rows of an archive, which it closes at its end. */
  static Iterator<Row> rows(String name, InputStream in) {
    return new Entries(name, new ZeroRun(new BufferedInputStream(in, 1 << 16)));
  }

  /** Goes through the entries of an archive; one that is cut short ends in a row that says so. */
  private static final class Entries implements Iterator<Row> {

    private final String archive;
    private final ZeroRun bytes;
    private final TarArchiveInputStream in;
    private final Set<String> names = new HashSet<>();
    private @Nullable Row next;
    private boolean done;

    Entries(String archive, ZeroRun bytes) {
      this.archive = archive;
      this.bytes = bytes;
      this.in = new TarArchiveInputStream(bytes);
    }

    @Override
    public boolean hasNext() {
      if (next == null && !done) {
        next = advance();
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return Objects.requireNonNull(row);
    }

    private @Nullable Row advance() {
      String at = archive;
      try {
        for (TarArchiveEntry entry = entry(); entry != null; entry = entry()) {
          at = archive + "/" + entry.getName();
          if (!entry.isCheckSumOK()) {
            throw new IOException("the checksum of its header is wrong");
          }
          if (!isImage(entry)) {
            continue;
          }
          String problem = null;
          if (entry.isLink() || entry.isSymbolicLink()) {
            problem =
                "is a link to '%s' in the tar file; put the image itself there"
                    .formatted(entry.getLinkName());
          }
          // One byte more than is allowed: the decoder then says that it is too large.
          byte[] content = in.readNBytes((int) (DecodeLimits.DEFAULTS.maxBytes() + 1));
          if (problem == null
              && content.length < Math.min(entry.getSize(), DecodeLimits.DEFAULTS.maxBytes() + 1)) {
            throw new IOException("it is cut short");
          }
          if (!names.add(at)) {
            problem =
                "the tar file has two images of this name, and the first is answered; rename one";
          }
          return RowFactory.create(
              at, problem == null ? content : null, label(entry.getName()), problem);
        }
        if (bytes.longest() < END) {
          throw new IOException("it is cut short: its end is missing");
        }
        done = true;
        in.close();
        return null;
      } catch (IOException | IllegalArgumentException e) {
        done = true;
        return RowFactory.create(
            at,
            null,
            null,
            "the tar file can't be read from here on (" + ForeignFailure.words(e) + ")");
      }
    }

    /** The next entry. What is left of the last one is read first, so that only zeros follow. */
    private @Nullable TarArchiveEntry entry() throws IOException {
      if (in.getCurrentEntry() != null) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      bytes.begin();
      return in.getNextEntry();
    }

    /** Whether it is a picture and neither hidden nor in a folder of the system, as in folders. */
    private static boolean isImage(TarArchiveEntry entry) {
      boolean link = entry.isLink() || entry.isSymbolicLink();
      String[] parts = entry.getName().split("/");
      String file = parts.length == 0 ? "" : parts[parts.length - 1];
      return (link || entry.isFile())
          && Arrays.stream(parts).noneMatch(part -> !part.equals(".") && SystemFolders.isOne(part))
          && InputKind.of(file).orElse(null) == InputKind.IMAGES;
    }

    private static String label(String name) {
      String above = name.substring(0, Math.max(0, name.lastIndexOf('/')));
      return above.substring(above.lastIndexOf('/') + 1);
    }
  }

  /** Passes bytes on and finds the longest run of zeros among them. */
  private static final class ZeroRun extends FilterInputStream {

    private long now;
    private long longest;

    ZeroRun(InputStream in) {
      super(in);
    }

    void begin() {
      now = 0;
      longest = 0;
    }

    long longest() {
      return longest;
    }

    private void take(int value) {
      now = value == 0 ? now + 1 : 0;
      longest = Math.max(longest, now);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      if (value >= 0) {
        take(value);
      }
      return value;
    }

    @Override
    public int read(byte[] to, int from, int most) throws IOException {
      int count = in.read(to, from, most);
      for (int i = 0; i < count; i++) {
        take(to[from + i]);
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      return count <= 0 ? 0 : readNBytes((int) Math.min(count, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
