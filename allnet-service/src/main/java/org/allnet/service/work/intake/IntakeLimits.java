package org.allnet.service.work.intake;

import org.allnet.data.OptionException;
import org.allnet.data.image.DecodeLimits;

/**
 * What may be handed in. Each number is counted before what it bounds is read, unpacked or decoded.
 *
 * @param bytesPerFile of one file, a zip too
 * @param bytesInAll of all files of a request
 * @param files of a request, those in zips too
 * @param pixels of one picture
 * @param zip of what is unpacked
 * @param openJobs that may wait in the queue
 * @param bytesPerProject that the pictures of a project may take
 * @param leastFreeBytes that have to be free on the disk
 */
public record IntakeLimits(
    long bytesPerFile,
    long bytesInAll,
    int files,
    long pixels,
    Zip zip,
    int openJobs,
    long bytesPerProject,
    long leastFreeBytes) {

  /**
   * What a zip may be.
   *
   * @param entries how many it may have, folders too
   * @param bytes how many it may have unpacked
   * @param ratio how many times as large it may be unpacked
   */
  public record Zip(int entries, long bytes, int ratio) {

    /**
     * Refuses limits that let nothing in.
     *
     * @throws OptionException if a number is below 1
     */
    public Zip {
      require("entries", entries);
      require("bytes", bytes);
      require("ratio", ratio);
    }
  }

  /**
   * 64 MiB a file, 1 GiB and 5,000 files a request, 50 million pixels a picture, zips of 5,000
   * entries that are 1 GiB and 100 times as large unpacked, 100,000 open jobs, 100 GiB a project,
   * and 1 GiB that stays free.
   */
  public static final IntakeLimits DEFAULTS =
      new IntakeLimits(
          64L << 20,
          1L << 30,
          5_000,
          50_000_000,
          new Zip(5_000, 1L << 30, 100),
          100_000,
          100L << 30,
          1L << 30);

  /**
   * Refuses limits that let nothing in.
   *
   * @throws OptionException if a number is below 1, or {@code leastFreeBytes} below 0
   */
  public IntakeLimits {
    require("bytes per file", bytesPerFile);
    require("bytes in all", bytesInAll);
    require("files", files);
    require("pixels", pixels);
    require("open jobs", openJobs);
    require("bytes per project", bytesPerProject);
    require("free bytes", leastFreeBytes + 1);
  }

  private static void require(String name, long number) {
    if (number < 1) {
      throw new OptionException("intake: the limit of " + name + " is too small; use at least 1");
    }
  }

  DecodeLimits ofPicture() {
    return new DecodeLimits(bytesPerFile, pixels);
  }
}
