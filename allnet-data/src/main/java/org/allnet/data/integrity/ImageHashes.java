package org.allnet.data.integrity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.Interruption;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.file.Sha256;

/** SHA-256 of files. */
public final class ImageHashes {

  private ImageHashes() {}

  /**
   * Hashes every image file of a data set, on all processors.
   *
   * @param dataset the data set
   * @return lower-case hex by image name
   * @throws InputException if a file can't be read
   * @throws org.allnet.data.RunException if the calling thread is interrupted
   */
  public static Map<String, String> sha256(Dataset dataset) {
    return sha256(dataset, WorkProgress.NONE);
  }

  /**
   * Hashes every image file of a data set, on all processors.
   *
   * @param dataset the data set
   * @param progress is told how far it has come
   * @return lower-case hex by image name
   * @throws InputException if a file can't be read
   * @throws org.allnet.data.RunException if the calling thread is interrupted
   */
  public static Map<String, String> sha256(Dataset dataset, WorkProgress progress) {
    Interruption interruption = Interruption.ofThisThread();
    Runnable done = progress.counter(WorkProgress.Step.HASHING, dataset.images().size());
    return dataset.images().parallelStream()
        .collect(
            Collectors.toMap(
                CellImage::name,
                image -> {
                  interruption.check("hashing " + image.file());
                  String hash = sha256(image.file());
                  done.run();
                  return hash;
                }));
  }

  /**
   * Hashes a file without holding it in memory.
   *
   * @param file the file
   * @return lower-case hex
   * @throws InputException if it can't be read
   */
  public static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = Sha256.digest();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its permissions", e);
    }
  }
}
