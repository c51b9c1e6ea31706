package org.allnet.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.cnmc.CnmcPart;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.PassedOver;
import org.allnet.data.dataset.SystemFolders;
import org.allnet.data.file.ImageFormat;

/**
 * The image files that a user means by naming files, folders and globs.
 *
 * @param images what was found, each file once, in the order of the arguments and sorted by path
 *     within each
 * @param folders the folders that were named
 * @param unread images that are not read, such as those of a kind that is not
 * @param unreadLines what is said of them, a line for each kind of them
 * @param problems what else may have been meant and is no image, such as an argument that names
 *     nothing or an archive, a line each
 * @param notes what was passed over rightly, a line each
 */
public record ImageFiles(
    List<Named> images,
    List<Path> folders,
    List<Unread> unread,
    List<String> unreadLines,
    List<String> problems,
    List<String> notes) {

  private static final int MAX_DEPTH = 32;

  /**
   * A file and what to call it.
   *
   * @param name the path as the user would write it, or relative to the folder that was named, with
   *     {@code /} between the parts
   * @param file the file
   */
  public record Named(String name, Path file) implements ImageSource {

    @Override
    public String place() {
      return file.toString();
    }

    @Override
    public long pixelBytes() {
      try {
        ImageHeader header = ImageHeader.read(file);
        return 3L * header.width() * header.height();
      } catch (InputException e) {
        return 0; // decoding says what is wrong with it
      }
    }

    /** Images of C-NMC's final test set are cut to the frame of all its others. */
    @Override
    public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
      return CnmcFrame.of(decoder.decode(file, notes), CnmcPart.of(file));
    }
  }

  /**
   * An image that is not read.
   *
   * @param image the file and what to call it
   * @param reason why, and what to do
   */
  public record Unread(Named image, String reason) {}

  /** Copies its lists, so that nothing changes them from outside. */
  public ImageFiles {
    images = List.copyOf(images);
    folders = List.copyOf(folders);
    unread = List.copyOf(unread);
    unreadLines = List.copyOf(unreadLines);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /**
   * Finds the files. A folder stands for every BMP, PNG, JPEG and TIFF file in it and below, as
   * {@link FoundFiles} finds them; a file for itself, whatever its ending; {@code *}, {@code ?} and
   * <code>{a,b}</code> are read as a glob if no file has that very name. A glob passes hidden files
   * and {@link SystemFolders} over unless it begins with a dot.
   *
   * @param arguments what the user named
   * @return the files found, and what could not be
   */
  public static ImageFiles find(List<String> arguments) {
    Map<Path, Named> found = new LinkedHashMap<>();
    List<Path> folders = new ArrayList<>();
    Aside aside = new Aside();
    for (String argument : arguments) {
      try {
        if (exists(argument) && isFolder(argument)) {
          folders.add(Path.of(argument));
        }
        List<Named> here = new ArrayList<>();
        if (!findOne(argument, here, aside)) {
          aside.problems.add(
              argument
                  + (isFolder(argument)
                      ? ": holds no "
                          + ImageFormat.names()
                          + " image, in it or below; their names end in "
                          + ImageFormat.endingsOfAll()
                      : ": no such file or folder"));
        }
        here.forEach(named -> found.putIfAbsent(key(named.file()), named));
      } catch (IOException | UncheckedIOException e) {
        aside.problems.add(argument + ": can't be listed (" + ForeignFailure.words(e) + ")");
      } catch (InputException e) {
        aside.problems.add(e.getMessage());
      } catch (InvalidPathException | PatternSyntaxException e) {
        aside.problems.add(argument + ": is no path");
      }
    }
    aside.unread.keySet().removeAll(found.keySet());
    List<Named> all = new ArrayList<>(found.values());
    aside.unread.values().forEach(one -> all.add(one.image()));
    List<Named> named = toldApart(all);
    List<Unread> unread = new ArrayList<>();
    for (Unread one : aside.unread.values()) {
      unread.add(new Unread(named.get(found.size() + unread.size()), one.reason()));
    }
    return new ImageFiles(
        named.subList(0, found.size()),
        folders,
        unread,
        List.copyOf(aside.unreadLines),
        List.copyOf(aside.problems),
        List.copyOf(aside.notes));
  }

  /** What is found beside the images, each once. */
  private static final class Aside {

    private final Map<Path, Unread> unread = new LinkedHashMap<>();
    private final Set<String> unreadLines = new LinkedHashSet<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * Adds what a folder has.
     *
     * @return whether it says of anything in it that it is not read
     */
    private boolean add(Path folder, FoundFiles found) {
      for (PassedOver passed : found.passedOver()) {
        (passed.images().isEmpty() ? problems : unreadLines).add(folder + ": " + passed.line());
        for (Path file : passed.images()) {
          Unread one = new Unread(new Named(found.name(file), file), passed.reason());
          unread.putIfAbsent(key(file), one);
        }
      }
      found.notes().forEach(note -> notes.add(folder + ": " + note));
      return !found.passedOver().isEmpty();
    }
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** Images of one name in several folders that were named have their whole paths as names. */
  private static List<Named> toldApart(Collection<Named> found) {
    Map<String, Integer> counts = new HashMap<>();
    found.forEach(named -> counts.merge(named.name(), 1, Integer::sum));
    return found.stream()
        .map(
            named ->
                counts.getOrDefault(named.name(), 0) > 1
                    ? new Named(slashes(named.file()), named.file())
                    : named)
        .toList();
  }

  /** {@return the file of each image by its name, in their order} */
  public Map<String, Path> byName() {
    Map<String, Path> files = new LinkedHashMap<>();
    images.forEach(image -> files.put(image.name(), image.file()));
    return files;
  }

  private static boolean isFolder(String argument) {
    return Files.isDirectory(Path.of(argument));
  }

  /** Finds what an argument names, and says whether that is anything. */
  private static boolean findOne(String argument, List<Named> images, Aside aside)
      throws IOException {
    if (isGlob(argument) && !exists(argument)) {
      images.addAll(matching(argument));
      return !images.isEmpty();
    }
    Path path = Path.of(argument);
    if (!Files.isDirectory(path)) {
      if (Files.exists(path)) {
        images.add(new Named(slashes(path), path));
      }
      return Files.exists(path);
    }
    FoundFiles found = FoundFiles.below(path);
    found.images().forEach(file -> images.add(new Named(found.name(file), file)));
    return aside.add(path, found) || !images.isEmpty();
  }

  private static boolean exists(String argument) {
    try {
      return Files.exists(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Walks the folders that are before the first wildcard only as deep as the pattern goes. */
  private static List<Named> matching(String pattern) throws IOException {
    String normal = pattern.replace(FileSystems.getDefault().getSeparator(), "/");
    int wildcard = firstWildcard(normal);
    int cut = normal.lastIndexOf('/', wildcard);
    Path base = Path.of(cut < 0 ? "" : normal.substring(0, cut + 1));
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    String rest = normal.substring(cut + 1);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    if (!rest.contains("/") && !rest.contains("**")) {
      return flat(base, matcher, rest.startsWith("."));
    }
    int depth = rest.contains("**") ? MAX_DEPTH : rest.split("/", -1).length;
    try (Stream<Path> walk = Files.walk(base, depth, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> matcher.matches(base.relativize(file)))
          .filter(file -> rest.startsWith(".") || !isHidden(base.relativize(file)))
          .sorted()
          .map(file -> new Named(slashes(file), file))
          .toList();
    }
  }

  private static List<Named> flat(Path base, PathMatcher matcher, boolean hidden)
      throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(base)) {
      for (Path entry : entries) {
        if (matcher.matches(entry.getFileName())
            && (hidden || !isHidden(entry.getFileName()))
            && Files.isRegularFile(entry)) {
          files.add(entry);
        }
      }
    }
    return files.stream().sorted().map(file -> new Named(slashes(file), file)).toList();
  }

  private static boolean isGlob(String argument) {
    return firstWildcard(argument) >= 0;
  }

  private static int firstWildcard(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("*?{[".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the file or a folder on the way to it is hidden, or no user's. */
  private static boolean isHidden(Path path) {
    for (Path part : path) {
      if (SystemFolders.isOne(part.toString())) {
        return true;
      }
    }
    return false;
  }

  private static String slashes(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
