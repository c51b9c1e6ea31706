package org.allnet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people give as weights that is none. */
class ForeignFileTest {

  private static final NetworkPlan PLAN = new NetworkPlan(NetworkOptions.published("resnet18", 2));

  @TempDir Path folder;

  private void refused(byte[] bytes, String what, String advice) throws IOException {
    Path file = folder.resolve("resnet18.safetensors");
    Files.write(file, bytes);
    assertThatThrownBy(() -> PretrainedWeights.check(file, PLAN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + ": " + what)
        .hasMessageContaining(advice)
        .hasMessageNotContaining("ALLNet has written")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> ModelFile.isOne(file)).hasMessageNotContaining("ALLNet has written");
    assertThatThrownBy(() -> ModelFile.describe(file)).hasMessageContaining(file + ": " + what);
  }

  @ParameterizedTest
  @CsvSource({
    "'version https://git-lfs.github.com/spec/v1\noid sha256:5a\nsize 46\n',"
        + " is a Git LFS pointer, git lfs pull",
    "'<!DOCTYPE html>\n<html><head><title>resnet18</title></head>', is a web page, download",
    "'{\"metadata\": {\"total_size\": 1}, \"weight_map\": {\"conv1.weight\": \"a-00001-of-2\"}}',"
        + " is the index (JSON), join the files",
    "'{\"architecture\": \"resnet18\", \"num_classes\": 1000}', is a text file, .safetensors file",
    "'../../blobs/resnet18.safetensors', is a text file, .safetensors file",
    "GGUF0000000000000, is a GGUF file, .safetensors file",
  })
  void check_text_isNamed(String text, String what, String advice) throws IOException {
    refused(text.getBytes(StandardCharsets.UTF_8), what, advice);
  }

  @ParameterizedTest
  @CsvSource({
    "80028a0a6cfc9c46f9206aa8, is a Python pickle, save_file",
    "8004958000000000000000, is a Python pickle, save_file",
    "894844460d0a1a0a00000000, is an HDF5 file, .safetensors file",
    "0807120770797465, is an ONNX model, .safetensors file",
    "1c00000054464c3300000000, is a TensorFlow Lite model, .safetensors file",
    "89504e470d0a1a0a0000000d, is a picture, .safetensors file",
    "ffd8ffe000104a464946, is a picture, .safetensors file",
    "0a1b2c3d4e5f60718293a4b5, does not begin like a safetensors file, .safetensors file",
  })
  void check_bytes_areNamed(String hex, String what, String advice) throws IOException {
    refused(java.util.HexFormat.of().parseHex(hex), what, advice);
  }

  @Test
  void check_archives_areNamed() throws IOException {
    refused(zip("archive/data.pkl"), "is a PyTorch archive", "save_file");
    refused(zip("readme.txt"), "is a zip archive", "unpack it");
    refused(zip("metadata.json", "config.json"), "is a Keras model", ".safetensors file");
    refused(zip("config.json", "metadata.json"), "is a Keras model", ".safetensors file");
    refused(zip("model.weights.h5", "readme.txt"), "is a Keras model", ".safetensors file");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(new byte[100]);
    }
    refused(packed.toByteArray(), "is a gzip archive", "unpack it");
  }

  private static byte[] zip(String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write(new byte[10]);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void check_fileThatIsCutShort_saysSo() throws IOException {
    refused(new byte[0], "is empty", "again");
    byte[] start = "\0\0\0\0\0\0\0\0{\"conv1.weight\":".getBytes(StandardCharsets.UTF_8);
    start[1] = 40;
    refused(start, "is a safetensors file of which 24 bytes are there", "fetch or copy it again");
  }

  @Test
  void check_noFile_saysWhatToGive() {
    assertThatThrownBy(() -> PretrainedWeights.check(folder, PLAN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a folder; give the network's weights");
    assertThatThrownBy(() -> PretrainedWeights.check(Path.of("resnet18"), PLAN))
        .isInstanceOf(InputException.class)
        .hasMessage("resnet18: there is no such file; give the path of a .safetensors file");
    assertThatThrownBy(() -> PretrainedWeights.check(Path.of("hf-hub:timm/resnet18"), PLAN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("downloads nothing");
    assertThat(Path.of("resnet18")).doesNotExist();
  }

  /** The file is not at fault if the thread is told to stop while it reads. */
  @Test
  void interrupt_duringReading_isNoFileFailure() throws IOException {
    Path file = Files.write(folder.resolve("m.safetensors"), new byte[100]);
    for (ThrowingCallable reading :
        List.<ThrowingCallable>of(() -> Safetensors.metadata(file), () -> WeightsHash.of(file))) {
      Thread.currentThread().interrupt();
      Throwable failure;
      boolean marked;
      try {
        failure = catchThrowable(reading);
      } finally {
        marked = Thread.interrupted();
      }
      assertThat(failure)
          .isInstanceOf(RunException.class)
          .hasMessage("interrupted while reading " + file)
          .matches(e -> ((RunException) e).isInterrupt())
          .matches(e -> ((RunException) e).file().equals(Optional.of(file.toString())));
      assertThat(marked).isTrue();
    }
  }
}
