package org.allnet.data.dataset;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.file.FileNames;

/**
 * The files below a folder: links are not followed, hidden files and folders are passed over.
 *
 * @param root the folder
 * @param images the image files, by ending, sorted by {@link #name}
 * @param others all other files
 * @param links links that were passed over
 */
public record FoundFiles(Path root, List<Path> images, List<Path> others, List<Path> links) {

  private static final Set<String> ENDINGS = Set.of("bmp", "png", "jpg", "jpeg", "tif", "tiff");
  private static final int MAX_DEPTH = 12;

  /**
   * Looks.
   *
   * @param root a folder
   * @return what is below it
   * @throws InputException where it is none or can't be read
   */
  public static FoundFiles below(Path root) {
    if (!Files.isDirectory(root)) {
      throw new InputException(
          root
              + (Files.exists(root)
                  ? ": is a file; give the folder with the images"
                  : ": there is no such folder; check the path"));
    }
    FoundFiles found =
        new FoundFiles(root, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try {
      Files.walkFileTree(root, Set.of(), MAX_DEPTH, found.visitor());
    } catch (IOException e) {
      throw new InputException(root + ": can't be read (" + e.getMessage() + ")", e);
    }
    Comparator<Path> byName = Comparator.comparing(found::name);
    found.images.sort(byName);
    found.others.sort(byName);
    return found;
  }

  private SimpleFileVisitor<Path> visitor() {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean hidden = !folder.equals(root) && isHidden(folder);
        return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
          links.add(file);
        } else if (!isHidden(file) && attributes.isRegularFile()) {
          (isImage(file) ? images : others).add(file);
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString();
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
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
