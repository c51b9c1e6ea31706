package org.allnet.data.dataset;

import java.io.IOException;
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
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.FileNames;

/**
 * The files below a folder as {@link FoundFiles} finds them, for sets of any size: they are handed
 * over folder by folder, and no more is held than the folders' names and the files of one folder.
 * Files are sorted within a folder, and folders by their names.
 */
public final class FoundFolders {

  private final Path root;
  private final Visitor visitor;
  private final SystemFolders system = new SystemFolders();
  private final Masks masks = new Masks();
  private final FileGathering gathering;
  private final List<PassedOver> unread = new ArrayList<>();
  private final Map<String, List<Path>> folders = new TreeMap<>();
  private final Set<Path> full = new HashSet<>();

  /** Is told of the files of each folder. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * Is given the files of the next folder.
     *
     * @param files those of a folder, not of folders in it, and what is passed over of them. The
     *     lines of pictures of a kind that is not read are empty: they come at the end. There are
     *     no notes
     * @throws IOException if they can't be taken
     */
    void folder(FoundFiles files) throws IOException;
  }

  /**
   * What is to be said at the end.
   *
   * @param pictures of pictures of a kind that is not read, a line each
   * @param others of archives, and of folders that can't be read
   * @param notes what was passed over rightly, and what is odd
   */
  public record Said(List<String> pictures, List<String> others, List<String> notes) {

    /** Copies the lists, so that nothing changes them from outside. */
    public Said {
      pictures = List.copyOf(pictures);
      others = List.copyOf(others);
      notes = List.copyOf(notes);
    }
  }

  private FoundFolders(Path root, Set<String> holders, Visitor visitor) {
    this.root = root;
    this.visitor = visitor;
    this.gathering = new FileGathering(this::name, holders);
  }

  /**
   * Goes through a folder and those below it.
   *
   * @param folder a folder
   * @param holders the endings of files that hold many images, lower case, without the dot; nothing
   *     is said of them
   * @param visitor takes the files
   * @return what is to be said of all of them
   * @throws InputException if it is no folder or can't be read, or if two links in it lead to one
   *     folder
   * @throws IOException if the visitor fails
   */
  public static Said below(Path folder, Set<String> holders, Visitor visitor) throws IOException {
    FoundFiles.requireFolder(folder);
    FoundFolders found;
    List<String> notes = new ArrayList<>();
    try {
      Path root = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
      found = new FoundFolders(root, holders, visitor);
      found.look(notes);
    } catch (IOException e) {
      throw InputException.in(folder, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
    for (List<Path> alike : found.folders.values()) {
      found.hand(alike);
    }
    return found.said(notes);
  }

  private String name(Path file) {
    return FileNames.canonical(root.relativize(file).toString());
  }

  /** Finds the folders, and which of them are reached twice. */
  private void look(List<String> notes) throws IOException {
    RepeatedFolders repeated = new RepeatedFolders(root);
    Set<Path> all = new TreeSet<>();
    Files.walkFileTree(
        root,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        FoundFiles.MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.equals(root) && SystemFolders.isOne(folder.getFileName().toString())) {
              system.passOver(folder);
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (!folder.equals(root) && Masks.isFolder(folder.getFileName().toString())) {
              masks.passOver(folder);
              return FileVisitResult.SKIP_SUBTREE;
            }
            all.add(folder);
            repeated.add(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isDirectory() && !FoundFiles.isHidden(file)) {
              unread(file, "lies deeper than " + FoundFiles.MAX_DEPTH + " folders");
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (file.equals(root)) {
              throw failure;
            }
            if (!FoundFiles.isHidden(file)) {
              unread(file, FoundFiles.failed(failure));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Set<Path> again = repeated.find(this::name, notes);
    all.removeIf(folder -> again.stream().anyMatch(folder::startsWith));
    for (Path folder : all) {
      // Two spellings of one name would give two images of one name.
      folders.computeIfAbsent(name(folder), none -> new ArrayList<>(1)).add(folder);
    }
  }

  private void unread(Path file, String reason) {
    unread.add(PassedOver.one(file, name(file), reason));
  }

  /** Hands over the files of a folder. */
  private void hand(List<Path> spellings) throws IOException {
    List<Path> images = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    List<PassedOver> passedOver = new ArrayList<>();
    for (Path folder : spellings) {
      files(folder, images, others, passedOver);
    }
    if (!images.isEmpty() || !others.isEmpty()) {
      spellings.forEach(folder -> FoundFiles.addFull(folder.resolve("file"), full));
    }
    masks.takeOutOf(images, this::imagesIn);
    passedOver.addAll(gathering.take(images, others));
    gathering
        .pictures(others)
        .forEach((reason, files) -> passedOver.add(new PassedOver("", reason, files)));
    visitor.folder(new FoundFiles(root, images, others, passedOver, List.of()));
  }

  private void files(Path folder, List<Path> images, List<Path> others, List<PassedOver> passedOver)
      throws IOException {
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (FoundFiles.isHidden(file)) {
              if (!attributes.isDirectory()) {
                system.passOverFile(file);
              }
            } else if (attributes.isSymbolicLink() && !Files.exists(file)) {
              passedOver.add(PassedOver.one(file, name(file), FoundFiles.LINK_TO_NOTHING));
            } else if (!attributes.isDirectory() && Files.isRegularFile(file)) {
              (ImageEndings.isImage(file.getFileName().toString()) ? images : others).add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // told when folders were looked for
          }
        });
  }

  private List<Path> imagesIn(Path folder) {
    List<Path> images = new ArrayList<>();
    Path above = folder.getParent();
    if (above != null && above.startsWith(root)) {
      try {
        files(above, images, new ArrayList<>(), new ArrayList<>());
      } catch (IOException e) {
        images.clear(); // then no image of it is known
      }
    }
    return images;
  }

  private Said said(List<String> repeated) throws IOException {
    List<PassedOver> pictures =
        unread.stream().filter(passed -> !passed.images().isEmpty()).toList();
    if (!pictures.isEmpty()) {
      visitor.folder(new FoundFiles(root, List.of(), List.of(), pictures, List.of()));
    }
    List<String> others =
        new ArrayList<>(
            unread.stream()
                .filter(passed -> passed.images().isEmpty())
                .map(PassedOver::line)
                .toList());
    gathering.archives().ifPresent(others::add);
    List<String> notes = new ArrayList<>(repeated);
    if (!system.describe().isEmpty()) {
      notes.add(system.describe());
    }
    notes.addAll(masks.describe());
    Set<Path> all = new TreeSet<>();
    folders.values().forEach(all::addAll);
    notes.addAll(FoundFiles.emptyFolders(root, all, full, this::name));
    notes.addAll(gathering.oddNames());
    return new Said(List.copyOf(gathering.pictureLines().values()), others, notes);
  }
}
