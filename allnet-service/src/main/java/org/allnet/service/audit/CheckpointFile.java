package org.allnet.service.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;

/**
 * A file of checkpoints, a line each, that only grows. It belongs where whoever can change the
 * database can't change it.
 */
public final class CheckpointFile {

  private final Path file;

  /**
   * Names the file, which need not exist yet.
   *
   * @param file where the checkpoints are
   */
  public CheckpointFile(Path file) {
    this.file = file;
  }

  /**
   * Adds a checkpoint, and returns when it is on the disk. A last line without its end makes room:
   * what is added would become a part of it.
   *
   * @param checkpoint the checkpoint
   * @throws RunException if it can't be written
   */
  public void append(Checkpoint checkpoint) {
    try {
      cutUnended();
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        ByteBuffer line =
            ByteBuffer.wrap((checkpoint.line() + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw RunException.in(file, "can't be written (" + ForeignFailure.words(e) + ")", e);
    }
  }

  /** Opens the file for that only if it has to: a system may let it grow and nothing else. */
  private void cutUnended() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    long size = Files.size(file);
    long whole = size;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      while (whole > 0 && channel.read(last.clear(), whole - 1) == 1 && last.get(0) != '\n') {
        whole--;
      }
    }
    if (whole < size) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(whole);
      }
    }
  }

  /**
   * Returns all checkpoints, oldest first. A last line without its end was being written when power
   * or disk failed, and is passed over.
   *
   * @return none if there is no file
   * @throws InputException if the file can't be read or a line is no checkpoint
   */
  public List<Checkpoint> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      String text = Files.readString(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      List<Checkpoint> checkpoints = new ArrayList<>();
      int number = 0;
      for (String line : whole.lines().toList()) {
        number++;
        try {
          checkpoints.add(Checkpoint.parse(line));
        } catch (InputException e) {
          throw InputException.at(file, number, e.sentence().toString(), e);
        }
      }
      return checkpoints;
    } catch (IOException e) {
      throw InputException.in(file, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
