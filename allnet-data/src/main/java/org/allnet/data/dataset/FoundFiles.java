package org.allnet.data.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.allnet.data.Counted;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.FileKind;
import org.allnet.data.file.FileNames;

/**
 * The files below a folder, as every command sees them. Hidden files, {@link SystemFolders} and
 * {@link Masks} are passed over. Links to files and folders are followed, wherever they lead:
 * whoever laid the link chose it. A link to a folder that it is itself in would be a loop, and one
 * to a folder that is read anyway would give its images twice; they are passed over and said.
 *
 * @param root the folder
 * @param images the image files, by ending, sorted by {@link #name}
 * @param others all other files
 * @param passedOver what may have been meant as an image and is not among them
 * @param notes what was passed over rightly, and what is odd, a line each
 */
public record FoundFiles(
    Path root,
    List<Path> images,
    List<Path> others,
    List<PassedOver> passedOver,
    List<String> notes) {

  static final String LINK_TO_NOTHING = "is a link to nothing and was passed over";
  static final int MAX_DEPTH = 32;
  private static final int HEAD = 512;

  /**
   * Looks for files in a folder.
   *
   * @param folder a folder
   * @return what is below it
   * @throws InputException if it is none or can't be read, or if two links in it lead to one folder
   */
  public static FoundFiles below(Path folder) {
    return below(folder, false);
  }

  /**
   * Looks, and takes {@link Masks} for images as well: whoever reads labels knows which they are.
   *
   * @param folder a folder
   * @return what is below it
   * @throws InputException as {@link #below(Path)}
   */
  public static FoundFiles withMasksBelow(Path folder) {
    return below(folder, true);
  }

  private static FoundFiles below(Path folder, boolean withMasks) {
    requireFolder(folder);
    try {
      Path root = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
      Walk walk = new Walk(root, withMasks);
      Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, walk);
      return walk.found();
    } catch (IOException e) {
      throw InputException.in(folder, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }

  static void requireFolder(Path folder) {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (!Files.exists(folder)) {
      throw InputException.in(folder, "there is no such folder; check the path");
    }
    FileKind kind = FileKind.of(folder, head(folder));
    throw InputException.in(
        folder,
        kind == null
            ? "is a file; give the folder with the images"
            : "is " + kind.words() + ", no folder with images; " + kind.advice());
  }

  static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    } catch (IOException e) {
      return new byte[0]; // of no known kind: it is called a file
    }
  }

  /** Goes through the folders. */
  private static final class Walk extends SimpleFileVisitor<Path> {

    private final Path root;
    private final boolean withMasks;
    private final List<Path> images = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();
    private final List<PassedOver> passedOver = new ArrayList<>();
    private final SystemFolders system = new SystemFolders();
    private final Masks masks = new Masks();
    private final Set<Path> folders = new TreeSet<>();
    private final RepeatedFolders repeated;

    Walk(Path root, boolean withMasks) throws IOException {
      this.root = root;
      this.withMasks = withMasks;
      this.repeated = new RepeatedFolders(root);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!folder.equals(root) && SystemFolders.isOne(folder.getFileName().toString())) {
        system.passOver(folder);
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (!withMasks && !folder.equals(root) && Masks.isFolder(folder.getFileName().toString())) {
        masks.passOver(folder);
        return FileVisitResult.SKIP_SUBTREE;
      }
      folders.add(folder);
      repeated.add(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isHidden(file)) {
        system.passOverFile(file);
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isDirectory()) {
        passOver(file, "lies deeper than " + MAX_DEPTH + " folders");
      } else if (attributes.isSymbolicLink() && !Files.exists(file)) {
        passOver(file, LINK_TO_NOTHING);
      } else if (Files.isRegularFile(file)) {
        (ImageEndings.isImage(file.getFileName().toString()) ? images : others).add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(root)) {
        throw failure;
      }
      if (isHidden(file)) {
        return FileVisitResult.CONTINUE;
      }
      passOver(file, failed(failure));
      return FileVisitResult.CONTINUE;
    }

    private void passOver(Path file, String reason) {
      passedOver.add(PassedOver.one(file, name(file), reason));
    }

    private String name(Path file) {
      return FileNames.canonical(root.relativize(file).toString());
    }

    FoundFiles found() {
      List<String> notes = new ArrayList<>();
      Set<Path> again = repeated.find(this::name, notes);
      for (List<Path> files : List.of(images, others)) {
        files.removeIf(file -> again.stream().anyMatch(file::startsWith));
      }
      folders.removeIf(folder -> again.stream().anyMatch(folder::startsWith));
      if (!system.describe().isEmpty()) {
        notes.add(system.describe());
      }
      Set<Path> full = new HashSet<>();
      for (List<Path> files : List.of(images, others)) {
        files.forEach(file -> addFull(file, full)); // before what is passed over empties a folder
      }
      FileGathering gathering = new FileGathering(this::name, Set.of());
      if (!withMasks) {
        masks.takeOutOf(images, folder -> List.of());
      }
      notes.addAll(masks.describe());
      notes.addAll(emptyFolders(root, folders, full, this::name));
      passedOver.addAll(gathering.take(images, others));
      Map<String, List<Path>> pictures = gathering.pictures(others);
      gathering
          .archives()
          .ifPresent(line -> passedOver.add(new PassedOver(line, "is an archive", List.of())));
      gathering
          .pictureLines()
          .forEach(
              (reason, line) ->
                  passedOver.add(
                      new PassedOver(line, reason, pictures.getOrDefault(reason, List.of()))));
      notes.addAll(gathering.oddNames());
      return new FoundFiles(root, images, others, passedOver, notes);
    }
  }

  /** Why a file or folder is not read that could not be looked at. */
  static String failed(IOException failure) {
    return failure instanceof FileSystemLoopException
        ? "is a link to a folder that it is in and was passed over"
        : "can't be read (" + ForeignFailure.words(failure) + ") and was passed over";
  }

  /** Takes in the folders that a file is in. */
  static void addFull(Path file, Set<Path> full) {
    for (Path at = file.getParent(); at != null && full.add(at); at = at.getParent()) {}
  }

  /** Names the topmost folders without any file; one of a class would be missed otherwise. */
  static List<String> emptyFolders(
      Path root, Set<Path> folders, Set<Path> full, Function<Path, String> name) {
    List<String> empty =
        folders.stream()
            .filter(folder -> !folder.equals(root) && !full.contains(folder))
            .filter(folder -> full.contains(folder.getParent()))
            .map(name)
            .toList();
    return empty.isEmpty()
        ? List.of()
        : List.of(
            "%s that could be read: %s"
                .formatted(
                    Counted.of(empty.size(), "folder")
                        .then("has no file in it", "have no file in them"),
                    FileGathering.some(empty.size(), empty)));
  }

  static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  /**
   * Returns a file's name in the data set.
   *
   * @param file a file below the root
   * @return its path relative to the root, as {@link FileNames#canonical} writes it
   */
  public String name(Path file) {
    return FileNames.canonical(root.relativize(file).toString());
  }
}
