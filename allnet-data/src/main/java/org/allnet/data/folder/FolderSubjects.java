package org.allnet.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.FoundFiles;

/**
 * What the files {@code subjects.csv} of folders say of images that are made into others.
 *
 * @param subjects the subject of each image that has one, by the image's name
 * @param problems a line for rows that name no image, and for images without a row
 */
public record FolderSubjects(Map<String, String> subjects, List<String> problems) {

  /** Copies {@code subjects} and {@code problems}, so that nothing changes them from outside. */
  public FolderSubjects {
    subjects = Map.copyOf(subjects);
    problems = List.copyOf(problems);
  }

  /**
   * Reads the subjects of images.
   *
   * @param images the file of each image by its name
   * @param folders the folders that the images were looked for in
   * @return their subjects; none if no folder has a {@code subjects.csv}
   * @throws org.allnet.data.InputException if a file of subjects is broken
   */
  public static FolderSubjects of(Map<String, Path> images, List<Path> folders) {
    Map<Path, String> byFile = new HashMap<>();
    List<DatasetProblem> problems = new ArrayList<>();
    for (Path folder : folders) {
      FoundFiles found = FoundFiles.below(folder);
      Map<String, String> named = SubjectTable.read(found, image -> null, problems);
      for (Path file : found.images()) {
        String subject = named.get(found.name(file));
        if (subject != null) {
          byFile.put(file.toAbsolutePath().normalize(), subject);
        }
      }
    }
    Map<String, String> subjects = new HashMap<>();
    images.forEach(
        (name, file) -> {
          String subject = byFile.get(file.toAbsolutePath().normalize());
          if (subject != null) {
            subjects.put(name, subject);
          }
        });
    return new FolderSubjects(subjects, problems.stream().map(DatasetProblem::toString).toList());
  }

  /**
   * Writes whose the images are that were made. Nothing is written if none has a subject.
   *
   * @param made the file of each, relative to the new folder, by the name of the image that it was
   *     made of
   * @param out the new folder
   * @throws org.allnet.data.RunException if the file can't be written
   */
  public void write(Map<String, String> made, Path out) {
    Map<String, String> carried = new TreeMap<>();
    made.forEach(
        (image, file) -> {
          String subject = subjects.get(image);
          if (subject != null) {
            carried.put(file, subject);
          }
        });
    write(out, carried);
  }

  /**
   * Writes whose the images of a folder are. Nothing is written if none has a subject.
   *
   * @param folder the folder
   * @param subjects the subject of each image by its file, relative to the folder, in the order of
   *     the rows
   * @throws org.allnet.data.RunException if the file can't be written
   */
  public static void write(Path folder, Map<String, String> subjects) {
    if (!subjects.isEmpty()) {
      SubjectTable.write(folder.resolve(SubjectTable.FILE), subjects);
    }
  }
}
