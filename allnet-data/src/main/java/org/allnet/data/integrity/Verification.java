package org.allnet.data.integrity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.Interruption;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.FoundFiles;

/**
 * A folder against a manifest. Immutable.
 *
 * @param root the folder
 * @param manifest the manifest's name
 * @param expectedBelow the folder of the manifest that the root stands for; empty if it is the
 *     whole data set. Only the files below it are expected
 * @param good files whose size and hash are right, by their path in the manifest, sorted
 * @param altered why each file that differs does, by its path in the manifest, sorted
 * @param missing files that are not there, by their path in the manifest, sorted
 * @param unknown files that the manifest does not name, by their path below the root, sorted
 */
public record Verification(
    Path root,
    String manifest,
    String expectedBelow,
    List<String> good,
    Map<String, String> altered,
    List<String> missing,
    List<String> unknown) {

  /** Copies its lists and maps, so that nothing changes them from outside. */
  public Verification {
    good = List.copyOf(good);
    altered = Collections.unmodifiableMap(new TreeMap<>(altered));
    missing = List.copyOf(missing);
    unknown = List.copyOf(unknown);
  }

  /**
   * Compares sizes first, then, on all processors, hashes. Hidden files and links are passed over.
   *
   * @param root the data set's root, a folder within it, or one above it
   * @param manifest what is expected
   * @param progress is told how far it has come
   * @return what is there
   * @throws InputException if there is no such folder
   * @throws org.allnet.data.RunException if this thread is interrupted
   */
  public static Verification of(Path root, Manifest manifest, WorkProgress progress) {
    FoundFiles found = FoundFiles.below(root);
    Map<String, Path> byName = new TreeMap<>();
    Stream.concat(found.images().stream(), found.others().stream())
        .forEach(file -> byName.put(found.name(file), file));
    PathMapping placement = PathMapping.choose(root, byName, manifest);
    List<Manifest.Entry> present = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> unknown = new ArrayList<>(byName.keySet());
    for (Manifest.Entry entry : manifest.files()) {
      String name = placement.nameOf(entry.path());
      if (name == null) {
        continue;
      }
      if (byName.containsKey(name)) {
        present.add(entry);
      } else {
        missing.add(entry.path());
      }
    }
    unknown.removeAll(
        present.stream()
            .map(entry -> String.valueOf(placement.nameOf(entry.path())))
            .collect(Collectors.toSet()));
    Interruption interruption = Interruption.ofThisThread();
    Runnable done = progress.counter(WorkProgress.Step.HASHING, present.size());
    Map<String, Optional<String>> differences =
        present.parallelStream()
            .collect(
                Collectors.toMap(
                    Manifest.Entry::path,
                    entry -> {
                      interruption.check("verifying " + entry.path());
                      Optional<String> difference =
                          difference(
                              root.resolve(String.valueOf(placement.nameOf(entry.path()))), entry);
                      done.run();
                      return difference;
                    }));
    List<String> good = new ArrayList<>();
    Map<String, String> altered = new TreeMap<>();
    differences.forEach(
        (path, difference) ->
            difference.ifPresentOrElse(why -> altered.put(path, why), () -> good.add(path)));
    Collections.sort(good);
    Collections.sort(missing);
    return new Verification(
        root, manifest.name(), placement.inManifest(), good, altered, missing, unknown);
  }

  private static Optional<String> difference(Path file, Manifest.Entry entry) {
    try {
      long size = Files.size(file);
      if (size != entry.size()) {
        return Optional.of("has " + size + " bytes, not " + entry.size());
      }
      return ImageHashes.sha256(file).equals(entry.sha256())
          ? Optional.empty()
          : Optional.of("has another content");
    } catch (IOException | InputException e) {
      return Optional.of("can't be read");
    }
  }

  /**
   * Whether the folder may be used.
   *
   * @param subset whether files may be missing; at least one must then be good
   * @return whether nothing is altered, and nothing missing that may not be
   */
  public boolean passes(boolean subset) {
    return altered.isEmpty() && (missing.isEmpty() || (subset && !good.isEmpty()));
  }

  /** {@return the verification for programs: counts, and all files by their names} */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("root", root.toString().replace('\\', '/'));
    json.put("manifest", manifest).put("expectedBelow", expectedBelow);
    json.put("good", good.size()).put("altered", altered.size());
    json.put("missing", missing.size()).put("unknown", unknown.size());
    good.forEach(json.putArray("goodFiles")::add);
    altered.keySet().forEach(json.putArray("alteredFiles")::add);
    missing.forEach(json.putArray("missingFiles")::add);
    unknown.forEach(json.putArray("unknownFiles")::add);
    ObjectNode why = json.putObject("differences");
    altered.forEach(why::put);
    return json;
  }

  /** {@return the verification for a person: counts, and the names of what is not good} */
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(root).append(" against the manifest ").append(manifest);
    text.append(expectedBelow.isEmpty() ? "" : ", folder " + expectedBelow).append('\n');
    text.append("good:    ").append(TextLists.count(good.size())).append('\n');
    List<String> differing = new ArrayList<>();
    altered.forEach((path, why) -> differing.add(path + " " + why));
    list(text, "altered: ", differing);
    list(text, "missing: ", missing);
    list(text, "unknown: ", unknown);
    if (good.isEmpty() && altered.isEmpty()) {
      text.append("no file of the manifest is there: is it the right folder, and manifest?\n");
    }
    return text.toString();
  }

  private static void list(StringBuilder text, String key, List<String> lines) {
    text.append(key).append(TextLists.count(lines.size())).append('\n');
    TextLists.append(text, lines);
  }
}
