package org.allnet.data.integrity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a folder and a manifest meet: the same file is {@code onDisk/x} below the folder and {@code
 * inManifest/x} in the manifest.
 *
 * @param onDisk folders to go down from the root; empty for none
 * @param inManifest the manifest's folder that the root stands for; empty for the whole
 */
record PathMapping(String onDisk, String inManifest) {

  /** Manifests with more files of one name than this are matched by the first of them. */
  private static final int MOST_NAMESAKES = 100;

  /** The placement by which most files of the folder are in the manifest. */
  static PathMapping choose(Path root, Map<String, Path> files, Manifest manifest) {
    Map<String, List<Manifest.Entry>> byFileName = new HashMap<>();
    for (Manifest.Entry entry : manifest.files()) {
      List<Manifest.Entry> same =
          byFileName.computeIfAbsent(entry.fileName(), name -> new ArrayList<>());
      if (same.size() < MOST_NAMESAKES) {
        same.add(entry);
      }
    }
    Map<PathMapping, int[]> votes = new HashMap<>();
    files.forEach(
        (name, file) -> {
          String fileName = name.substring(name.lastIndexOf('/') + 1);
          long size = size(file);
          for (Manifest.Entry entry : byFileName.getOrDefault(fileName, List.of())) {
            int[] vote = votes.computeIfAbsent(meeting(name, entry.path()), key -> new int[2]);
            // The preliminary and the final test set use the same names: sizes tell them apart.
            vote[0] += size == entry.size() ? 1 : 0;
            vote[1]++;
          }
        });
    String above = root.toAbsolutePath().normalize().toString().replace('\\', '/');
    return votes.entrySet().stream()
        .max(
            Comparator.comparingInt((Map.Entry<PathMapping, int[]> one) -> one.getValue()[0])
                .thenComparingInt(one -> one.getValue()[1])
                .thenComparingInt(one -> one.getKey().agreement(above))
                .thenComparing(one -> one.getKey().toString(), Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .orElse(new PathMapping("", ""));
  }

  /** Cuts off what two paths have in common at their ends. */
  private static PathMapping meeting(String name, String path) {
    int a = name.length();
    int b = path.length();
    while (a > 0 && b > 0) {
      int nextA = name.lastIndexOf('/', a - 1);
      int nextB = path.lastIndexOf('/', b - 1);
      if (!name.substring(nextA + 1, a).equals(path.substring(nextB + 1, b))) {
        break;
      }
      a = Math.max(nextA, 0);
      b = Math.max(nextB, 0);
    }
    return new PathMapping(name.substring(0, a), path.substring(0, b));
  }

  /** How many folders above the root are named as in the manifest. */
  private int agreement(String above) {
    String whole = onDisk.isEmpty() ? above : above + "/" + onDisk;
    PathMapping rest = meeting(whole, inManifest);
    return inManifest.length() - rest.inManifest.length();
  }

  /** The name below the root of a file of the manifest, absent if it is not expected there. */
  @Nullable String nameOf(String path) {
    String rest = path;
    if (!inManifest.isEmpty()) {
      if (!path.startsWith(inManifest + "/")) {
        return null;
      }
      rest = path.substring(inManifest.length() + 1);
    }
    return onDisk.isEmpty() ? rest : onDisk + "/" + rest;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1; // no size of a file: it fits no entry
    }
  }
}
