package org.allnet.inference.model;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.FileKind;
import org.allnet.data.file.ImageFormat;

/** Says what a file is that should be a safetensors file and is not. */
final class ForeignFile {

  /** First bytes by which a file is known. */
  static final int HEAD = 512;

  private static final String TOO_SHORT = "has %d bytes; no safetensors file is so short";

  /** What is looked for. */
  enum Wanted {
    /** A model that ALLNet has made. */
    MODEL("give a model that ALLNet has written"),
    /** Weights of any program. */
    WEIGHTS("give the network's weights as a .safetensors file with torchvision's or timm's names");

    private final String advice;

    Wanted(String advice) {
      this.advice = advice;
    }
  }

  private ForeignFile() {}

  /**
   * {@return what to say of a path that can't be read}
   *
   * @param file the path
   * @param wanted what was looked for there
   * @param cause what was caught; of an interrupt, of which the thread stays marked, the file is
   *     not at fault
   */
  static AllNetException unread(Path file, Wanted wanted, IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      return RunException.interrupted("interrupted while reading " + file, cause)
          .ofFile(file.toString());
    }
    if (!(cause instanceof NoSuchFileException)) {
      return InputException.in(file, "can't be read (" + ForeignFailure.words(cause) + ")", cause);
    }
    String name = file.toString();
    if (wanted == Wanted.WEIGHTS && name.matches("(?s)(https?|hf-hub|hf|timm):.*")) {
      return InputException.in(
          name, "is an address; ALLNet downloads nothing, fetch the file and give its path", cause);
    }
    return InputException.in(
        name,
        "there is no such file; "
            + (wanted == Wanted.WEIGHTS
                ? "give the path of a .safetensors file"
                : "check the path"),
        cause);
  }

  /**
   * {@return what to say of a folder}
   *
   * @param folder the folder
   * @param wanted what was looked for there
   */
  static InputException folder(Path folder, Wanted wanted) {
    return InputException.in(folder, "is a folder; " + wanted.advice);
  }

  /**
   * {@return what to say of a file that does not begin like a safetensors file}
   *
   * @param file the file
   * @param head its first bytes
   * @param size how many bytes it has
   * @param wanted what was looked for in it
   */
  static InputException foreign(Path file, byte[] head, long size, Wanted wanted) {
    if (size == 0) {
      return InputException.in(file, "is empty; fetch or copy it again");
    }
    FileKind kind = FileKind.of(file, head);
    if (kind != null) {
      return InputException.in(file, "is " + kind.words() + "; " + advice(kind, wanted));
    }
    if (ImageFormat.of(head) != null) {
      return InputException.in(file, "is a picture; " + wanted.advice);
    }
    if (size >= 8 && FileKind.isText(head)) {
      return InputException.in(file, "is a text file; " + wanted.advice);
    }
    return InputException.in(
        file,
        size < 8
            ? TOO_SHORT.formatted(size)
            : "does not begin like a safetensors file; " + wanted.advice);
  }

  private static String advice(FileKind kind, Wanted wanted) {
    if (kind.wrapping()) {
      return kind.advice();
    }
    if (wanted == Wanted.WEIGHTS
        && Arrays.asList(FileKind.PYTORCH, FileKind.PICKLE).contains(kind)) {
      return "save its state_dict by safetensors.torch.save_file in Python and give that file";
    }
    if (wanted == Wanted.WEIGHTS && kind.equals(FileKind.INDEX)) {
      return "join the files that it names to one .safetensors file and give that";
    }
    return wanted.advice;
  }
}
