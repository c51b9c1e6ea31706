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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.cnmc.CnmcPart;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.ImageEndings;
import org.allnet.data.dataset.SystemFolders;

/**
 * The image files that a user means by naming files, folders and globs.
 *
 * @param images what was found, each file once, in the order of the arguments and sorted by path
 *     within each
 * @param folders the folders that were named
 * @param problems a line for each argument that names nothing
 * @param notes what was passed over rightly, a line each
 */
public record ImageFiles(
    List<Named> images, List<Path> folders, List<String> problems, List<String> notes) {

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
      CellPixels pixels = decoder.decode(file, notes);
      boolean cut = CnmcPart.of(file).filter(CnmcPart.FINAL::equals).isPresent();
      return cut ? pixels.centreCrop(CnmcPart.SIDE, CnmcPart.SIDE) : pixels;
    }
  }

  /** Copies. */
  public ImageFiles {
    images = List.copyOf(images);
    folders = List.copyOf(folders);
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
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (String argument : arguments) {
      try {
        if (exists(argument) && isFolder(argument)) {
          folders.add(Path.of(argument));
        }
        List<Named> here = findOne(argument, problems, notes);
        if (here.isEmpty()) {
          problems.add(
              argument
                  + (isFolder(argument)
                      ? ": holds no BMP, PNG, JPEG or TIFF image, in it or below; their names end in "
                          + ImageEndings.read()
                      : ": no such file or folder"));
        }
        here.forEach(named -> found.putIfAbsent(named.file().toAbsolutePath().normalize(), named));
      } catch (IOException | UncheckedIOException e) {
        problems.add(argument + ": can't be listed (" + ForeignFailure.words(e) + ")");
      } catch (InputException e) {
        problems.add(e.getMessage());
      } catch (InvalidPathException | PatternSyntaxException e) {
        problems.add(argument + ": is no path");
      }
    }
    return new ImageFiles(toldApart(found.values()), folders, problems, notes);
  }

  /** Images of one name in several folders that were named are called by their whole paths. */
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

  private static List<Named> findOne(String argument, List<String> problems, List<String> notes)
      throws IOException {
    if (!isGlob(argument) || exists(argument)) {
      Path path = Path.of(argument);
      if (Files.isDirectory(path)) {
        return inFolder(path, problems, notes);
      }
      return Files.exists(path) ? List.of(new Named(slashes(path), path)) : List.of();
    }
    return matching(argument);
  }

  private static boolean exists(String argument) {
    try {
      return Files.exists(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static List<Named> inFolder(Path folder, List<String> problems, List<String> notes) {
    FoundFiles found = FoundFiles.below(folder);
    found.passedOver().forEach(problem -> problems.add(folder + ": " + problem));
    found.notes().forEach(note -> notes.add(folder + ": " + note));
    return found.images().stream().map(file -> new Named(found.name(file), file)).toList();
  }

  /** Walks the folders that stand before the first wildcard only as deep as the pattern goes. */
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
