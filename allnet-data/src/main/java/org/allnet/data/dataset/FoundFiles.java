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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.FileKind;
import org.allnet.data.file.FileNames;
import org.allnet.data.file.ImageFormat;

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

  private static final Set<String> ARCHIVES =
      Set.of("zip", "tar", "gz", "tgz", "bz2", "tbz2", "xz", "txz", "zst", "7z", "rar");

  private static final int MAX_DEPTH = 32;
  private static final int HEAD = 512;
  private static final int NAMED = 3;

  /**
   * Looks for files in a folder.
   *
   * @param folder a folder
   * @return what is below it
   * @throws InputException if it is none or can't be read, or if two links in it lead to one folder
   */
  public static FoundFiles below(Path folder) {
    return below(folder, false, Set.of());
  }

  /**
   * Looks, and takes {@link Masks} for images as well: whoever reads labels knows which they are.
   *
   * @param folder a folder
   * @return what is below it
   * @throws InputException as {@link #below(Path)}
   */
  public static FoundFiles withMasksBelow(Path folder) {
    return below(folder, true, Set.of());
  }

  /**
   * Looks, and leaves files that hold many images to its caller: they are among {@link #others},
   * and nothing is said of them.
   *
   * @param folder a folder
   * @param holders the endings of such files, lower case, without the dot
   * @return what is below it
   * @throws InputException as {@link #below(Path)}
   */
  public static FoundFiles withHoldersBelow(Path folder, Set<String> holders) {
    return below(folder, false, holders);
  }

  private static FoundFiles below(Path folder, boolean withMasks, Set<String> holders) {
    requireFolder(folder);
    try {
      Path root = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
      Walk walk = new Walk(root, withMasks, holders);
      Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, walk);
      return walk.found();
    } catch (IOException e) {
      throw InputException.in(folder, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private static void requireFolder(Path folder) {
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

  private static byte[] head(Path file) {
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
    private final Set<String> holders;
    private final List<Path> images = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();
    private final List<PassedOver> passedOver = new ArrayList<>();
    private final SystemFolders system = new SystemFolders();
    private final Masks masks = new Masks();
    private final Set<Path> folders = new TreeSet<>();
    private final RepeatedFolders repeated;

    Walk(Path root, boolean withMasks, Set<String> holders) throws IOException {
      this.root = root;
      this.withMasks = withMasks;
      this.holders = holders;
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
        passOver(file, "is a link to nothing and was passed over");
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
      if (failure instanceof FileSystemLoopException) {
        passOver(file, "is a link to a folder that it is in and was passed over");
        return FileVisitResult.CONTINUE;
      }
      passOver(file, "can't be read (" + ForeignFailure.words(failure) + ") and was passed over");
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
      List<String> empty = new ArrayList<>();
      nameEmptyFolders(empty); // before what is passed over empties a folder
      if (!withMasks) {
        masks.takeOutOf(images);
      }
      notes.addAll(masks.describe());
      notes.addAll(empty);
      Comparator<Path> byName = Comparator.comparing(this::name);
      images.sort(byName.thenComparing(Comparator.naturalOrder()));
      others.sort(byName);
      Set<String> names = new HashSet<>();
      images.removeIf(
          file -> {
            boolean sameName = !names.add(name(file));
            if (sameName) {
              passOver(file, "there is another file of this name, which is read; rename one");
            }
            return sameName;
          });
      nameOtherPictures();
      nameUnwritable(notes);
      nameAlike(notes);
      return new FoundFiles(root, images, others, passedOver, notes);
    }

    /** Names the topmost folders without any file; one of a class would be missed otherwise. */
    private void nameEmptyFolders(List<String> notes) {
      Set<Path> full = new HashSet<>();
      for (List<Path> files : List.of(images, others)) {
        for (Path file : files) {
          for (Path at = file.getParent(); at != null && full.add(at); at = at.getParent()) {}
        }
      }
      List<String> empty =
          folders.stream()
              .filter(folder -> !folder.equals(root) && !full.contains(folder))
              .filter(folder -> full.contains(folder.getParent()))
              .map(this::name)
              .toList();
      if (!empty.isEmpty()) {
        notes.add(
            "%s that could be read: %s"
                .formatted(
                    Counted.of(empty.size(), "folder")
                        .then("has no file in it", "have no file in them"),
                    some(empty)));
      }
    }

    /** Names images whose names are no UTF-8 text: no table can say whose they are. */
    private void nameUnwritable(List<String> notes) {
      List<String> unwritable =
          images.stream().map(this::name).filter(name -> name.indexOf('\uFFFD') >= 0).toList();
      if (!unwritable.isEmpty()) {
        notes.add(
            "%s no UTF-8 text, so that a mark is in them and no table can name them: %s; rename them (convmv does it)"
                .formatted(
                    Counted.of(
                        unwritable.size(),
                        "name of an image or its folder is",
                        "names of images or their folders are"),
                    some(unwritable)));
      }
    }

    /** Names images whose names are alike but for case or ending; often one is a copy or a mask. */
    private void nameAlike(List<String> notes) {
      Map<String, List<String>> alike = new TreeMap<>();
      for (Path file : images) {
        String name = name(file);
        String stem = name.substring(0, Math.max(name.lastIndexOf('.'), 0));
        alike.computeIfAbsent(stem.toLowerCase(Locale.ROOT), key -> new ArrayList<>()).add(name);
      }
      List<List<String>> groups =
          alike.values().stream().filter(group -> group.size() > 1).toList();
      if (!groups.isEmpty()) {
        notes.add(
            "%d names of images differ only in case or ending, so one may be a copy or a mask of the other: %s"
                .formatted(
                    groups.stream().mapToInt(List::size).sum(),
                    some(groups.stream().map(group -> String.join(" and ", group)).toList())));
      }
    }

    private static String some(List<String> names) {
      return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
          + (names.size() > NAMED ? ", ..." : "");
    }

    private void nameOtherPictures() {
      List<Path> archives = new ArrayList<>();
      Map<String, List<Path>> unread = new TreeMap<>();
      Map<String, List<Path>> unknown = new TreeMap<>();
      for (Path file : others) {
        String fileName = file.getFileName().toString();
        String ending = ImageEndings.of(fileName);
        if (holders.contains(ending)) {
          continue;
        }
        if (ARCHIVES.contains(ending)) {
          archives.add(file);
        } else if (ImageEndings.isOtherPicture(fileName)) {
          unread.computeIfAbsent(ending, key -> new ArrayList<>()).add(file);
        } else if (!isTable(fileName) && ImageFormat.of(head(file)) != null) {
          unknown.computeIfAbsent(ending, key -> new ArrayList<>()).add(file);
        }
      }
      if (!archives.isEmpty()) {
        String line =
            together(archives, "an archive", "archives", "unpack them if they hold images");
        passedOver.add(new PassedOver(line, "is an archive", List.of()));
      }
      unread.forEach(
          (ending, files) ->
              passedOver.add(
                  new PassedOver(
                      together(
                          files,
                          "a picture of a kind that is not read (." + ending + ")",
                          "pictures of a kind that is not read (." + ending + ")",
                          "save them as PNG or TIFF"),
                      "is a picture of a kind that is not read (.%s); save it as PNG or TIFF"
                          .formatted(ending),
                      files)));
      unknown.forEach(
          (ending, files) ->
              passedOver.add(
                  new PassedOver(
                      together(
                          files,
                          "a picture whose ending is not known (." + ending + ")",
                          "pictures whose ending is not known (." + ending + ")",
                          "rename them"),
                      "is a picture whose ending is not known (.%s); rename it".formatted(ending),
                      files)));
    }

    private String together(List<Path> files, String one, String several, String advice) {
      Counted counted =
          Counted.of(files.size(), "file")
              .then("is " + one + " and was", "are " + several + " and were");
      return "%s passed over: %s; %s"
          .formatted(counted, some(files.stream().map(this::name).toList()), advice);
    }

    private static boolean isTable(String fileName) {
      return Set.of("csv", "txt", "md", "json", "xml").contains(ImageEndings.of(fileName));
    }
  }

  private static boolean isHidden(Path file) {
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
