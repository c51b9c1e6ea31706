package org.allnet.spark.scoring;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.allnet.data.ForeignFailure;
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

  /** For executors. */
  TarCells() {}

  @Override
  public Iterator<Row> call(Row file) throws IOException {
    String name = file.getString(0);
    Path path = new Path(file.getString(1));
    InputStream in = path.getFileSystem(SparkHadoopUtil.get().conf()).open(path);
    return new Entries(name, new TarArchiveInputStream(new BufferedInputStream(in, 1 << 16)));
  }

  /** Goes through the entries of an archive; one that is cut short ends in a row that says so. */
  private static final class Entries implements Iterator<Row> {

    private final String archive;
    private final TarArchiveInputStream in;
    private @Nullable Row next;
    private boolean done;

    Entries(String archive, TarArchiveInputStream in) {
      this.archive = archive;
      this.in = in;
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
        for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          String name = entry.getName();
          int folder = name.lastIndexOf('/');
          if (!entry.isFile()
              || InputKind.of(name.substring(folder + 1)).orElse(null) != InputKind.IMAGES) {
            continue;
          }
          at = archive + "/" + name;
          // One byte more than is allowed: the decoder then says that it is too large.
          byte[] content = in.readNBytes((int) (DecodeLimits.DEFAULTS.maxBytes() + 1));
          if (content.length < Math.min(entry.getSize(), DecodeLimits.DEFAULTS.maxBytes() + 1)) {
            throw new IOException("it is cut short");
          }
          String above = folder < 0 ? "" : name.substring(0, folder);
          return RowFactory.create(at, content, above.substring(above.lastIndexOf('/') + 1), null);
        }
        done = true;
        in.close();
        return null;
      } catch (IOException e) {
        done = true;
        return RowFactory.create(
            at,
            null,
            null,
            "the tar file can't be read from here on (" + ForeignFailure.words(e) + ")");
      }
    }
  }
}
