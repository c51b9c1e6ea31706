package org.allnet.inference.engine.device;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Structure;

/** Bytes that native code of this process has in use, Java's heap not counted. */
public final class NativeBytes {

  /** What glibc says of its allocations, {@code struct mallinfo2}. */
  @Structure.FieldOrder({
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost"
  })
  public static final class Mallinfo2 extends Structure implements Structure.ByValue {
    public long arena;
    public long ordblks;
    public long smblks;
    public long hblks;
    public long hblkhd;
    public long usmblks;
    public long fsmblks;
    public long uordblks;
    public long fordblks;
    public long keepcost;
  }

  private NativeBytes() {}

  /** Counts; the test is skipped if the C library is none that tells (glibc 2.33 or later does). */
  public static long inUse() {
    Function mallinfo2;
    try {
      mallinfo2 = NativeLibrary.getInstance("c").getFunction("mallinfo2");
    } catch (UnsatisfiedLinkError e) {
      assumeTrue(false, "the C library does not tell how much memory is in use");
      throw e;
    }
    Mallinfo2 info = (Mallinfo2) mallinfo2.invoke(Mallinfo2.class, new Object[0]);
    return info.uordblks + info.hblkhd;
  }

  /**
   * Returns the least of some counts within two seconds. Java's compilers hold megabytes of their
   * own for moments, which are in use as well; what is lost stays.
   */
  public static long leastInUse() throws InterruptedException {
    long least = inUse();
    for (int looks = 0; looks < 20; looks++) {
      Thread.sleep(100);
      least = Math.min(least, inUse());
    }
    return least;
  }
}
