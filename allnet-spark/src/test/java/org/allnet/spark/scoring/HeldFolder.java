package org.allnet.spark.scoring;

import org.allnet.data.InputException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Another program that wants a folder of answers. */
final class HeldFolder {

  private HeldFolder() {}

  public static void main(String[] folder) {
    try (OutputLock lock = OutputLock.of(new Configuration(), new Path(folder[0]))) {
      System.out.println("has it: " + lock);
    } catch (InputException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }
}
