package org.allnet.data.folder;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the names of folders between a data set's root and its images say. */
final class FolderWords {

  private static final Set<String> TEST =
      Set.of(
          "test",
          "tests",
          "testing",
          "testset",
          "testdata",
          "testingdata",
          "holdout",
          "prueba",
          "teste",
          "evaluation");

  private static final Set<String> TRAINING =
      Set.of(
          "train",
          "training",
          "trainset",
          "traindata",
          "trainingdata",
          "trainingset",
          "val",
          "valid",
          "validation",
          "validationset",
          "validationdata",
          "dev",
          "entrenamiento",
          "treino",
          "validacion",
          "validacao",
          "apprentissage");

  private static final Pattern FOLD = Pattern.compile("(k?fold|cv|split)\\d{1,2}");

  /** A word for a person and a number, or a number that is no magnification. */
  private static final Pattern PATIENT =
      Pattern.compile(
          "(p|pt|pat|patient|patients|patientid|subj|subject|sub|case|donor|person|proband|paciente"
              + "|patiente|paziente|hasta|bimar|individual|participant|uid|id)\\d{1,8}\\p{L}?");

  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{3,12}");
  private static final Set<String> MAGNIFICATIONS = Set.of("100", "200", "400", "600", "1000");

  private FolderWords() {}

  /** Whether it names a part of a data set: training, test, validation, a fold. */
  static boolean isPart(String folder) {
    String plain = plain(folder);
    return TRAINING.contains(plain) || TEST.contains(plain) || FOLD.matcher(plain).matches();
  }

  /** Whether it names a part that is kept for testing. */
  static boolean isTest(String folder) {
    return TEST.contains(plain(folder));
  }

  /** Whether it names a person, such as {@code P01} or {@code patient_7}. */
  static boolean isPatient(String folder) {
    String plain = plain(folder);
    return PATIENT.matcher(plain).matches()
        || (LONG_NUMBER.matcher(plain).matches() && !MAGNIFICATIONS.contains(plain));
  }

  static boolean areParts(Collection<String> folders) {
    return !folders.isEmpty() && folders.stream().allMatch(FolderWords::isPart);
  }

  static boolean arePatients(Collection<String> folders) {
    return !folders.isEmpty() && folders.stream().allMatch(FolderWords::isPatient);
  }

  private static String plain(String folder) {
    return folder.toLowerCase(Locale.ROOT).replaceAll("[\\s_.#-]+", "");
  }
}
