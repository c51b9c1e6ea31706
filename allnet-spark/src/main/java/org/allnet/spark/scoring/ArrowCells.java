package org.allnet.spark.scoring;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.allnet.data.InputException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * The images in an Arrow file or stream, a batch at a time: rows of {@link Tables#SCHEMA}, with
 * their {@linkplain RepeatedNames#PLACE place}.
 */
final class ArrowCells implements FlatMapFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  private static final long MOST_BYTES = 2L << 30;

  private final String name;
  private final @Nullable String content;
  private final @Nullable String label;

  /**
   * What reads them.
   *
   * @param name the column with an image's name
   * @param content the column with its bytes, null if they are not asked for
   * @param label the column with its true class, null if there is none
   */
  ArrowCells(String name, @Nullable String content, @Nullable String label) {
    this.name = name;
    this.content = content;
    this.label = label;
  }

  @Override
  public Iterator<Row> call(Row file) throws IOException {
    String place = file.getString(1);
    org.apache.hadoop.fs.Path remote = new org.apache.hadoop.fs.Path(place);
    Path local;
    boolean copied = !place.startsWith("/");
    if (copied) {
      local = Files.createTempFile("allnet", ".arrow");
      try (var in = remote.getFileSystem(SparkHadoopUtil.get().conf()).open(remote)) {
        Files.copy(in, local, StandardCopyOption.REPLACE_EXISTING);
      }
    } else {
      local = Path.of(place);
    }
    Batches batches = new Batches(place, local, name, content, label);
    TaskContext.get()
        .addTaskCompletionListener(
            context -> {
              batches.close();
              if (copied) {
                deleted(local);
              }
            });
    return batches;
  }

  private static void deleted(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger("org.allnet.spark")
          .log(System.Logger.Level.DEBUG, file + ": stays in the temporary folder", e);
    }
  }

  /** Goes through the rows of all batches. */
  private static final class Batches implements Iterator<Row>, AutoCloseable {

    private final String place;
    private final RootAllocator memory = new RootAllocator(MOST_BYTES);
    private final ArrowReader reader;
    private final String name;
    private final @Nullable String content;
    private final @Nullable String label;
    private long all;
    private int row;
    private int rows;
    private boolean closed;

    Batches(String place, Path file, String name, @Nullable String content, @Nullable String label)
        throws IOException {
      this.place = place;
      this.name = name;
      this.content = content;
      this.label = label;
      this.reader = reader(file);
    }

    private ArrowReader reader(Path file) throws IOException {
      byte[] head;
      try (var in = Files.newInputStream(file)) {
        head = in.readNBytes(6);
      }
      SeekableByteChannel channel = Files.newByteChannel(file);
      boolean whole = "ARROW1".equals(new String(head, StandardCharsets.US_ASCII));
      return whole ? new ArrowFileReader(channel, memory) : new ArrowStreamReader(channel, memory);
    }

    @Override
    public boolean hasNext() {
      try {
        while (!closed && row == rows) {
          if (!reader.loadNextBatch()) {
            close();
            return false;
          }
          row = 0;
          rows = reader.getVectorSchemaRoot().getRowCount();
        }
        return !closed;
      } catch (IOException e) {
        throw InputException.in(place, "is no Arrow file that can be read", e);
      }
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      try {
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        Object image = column(root, name).getObject(row);
        Object bytes = content == null ? null : column(root, content).getObject(row);
        Object truth = label == null ? null : column(root, label).getObject(row);
        row++;
        return RowFactory.create(
            image == null ? null : image.toString(),
            bytes,
            truth == null ? null : truth.toString(),
            bytes == null || bytes instanceof byte[] ? null : "the column is of no bytes",
            RepeatedNames.place(place, all++));
      } catch (IOException e) {
        throw InputException.in(place, "is no Arrow file that can be read", e);
      }
    }

    private FieldVector column(VectorSchemaRoot root, String column) {
      FieldVector vector = root.getVector(column);
      if (vector == null) {
        throw InputException.in(place, "has no column '%s'".formatted(column));
      }
      return Objects.requireNonNull(vector);
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      try {
        reader.close();
      } catch (IOException e) {
        throw InputException.in(place, "can't be closed", e);
      } finally {
        memory.close();
      }
    }
  }
}
