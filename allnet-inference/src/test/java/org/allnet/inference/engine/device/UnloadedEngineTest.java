package org.allnet.inference.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

/** What is said if the tensor engine can't be loaded, to somebody who has nothing but its jars. */
class UnloadedEngineTest {

  private static final Error CAUSE =
      new ExceptionInInitializerError(
          new UnsatisfiedLinkError("no jnijavacpp in java.library.path\nmore"));

  private static String said(String machine, boolean isThere) {
    return UnloadedEngine.on(machine, isThere, CAUSE).getMessage();
  }

  @Test
  void machineWithoutALibrary_isToldWhichHaveOne() {
    assertThat(said("macosx-x86_64", false))
        .isEqualTo(
            "tensor engine: its native library can't be loaded on macosx-x86_64 (no jnijavacpp in java.library.path); there is none for this machine, use one of linux-x86_64, linux-arm64, macosx-arm64, windows-x86_64");
  }

  @Test
  void missingLibrary_isNamedWithItsClassifier() {
    assertThat(said("macosx-arm64", false))
        .endsWith(
            "; it is not on the class path, add javacpp, openblas and pytorch of org.bytedeco with the classifier macosx-arm64");
  }

  @Test
  void libraryThatIsThere_isNotToBeAdded() {
    assertThat(said("linux-x86_64", true)).endsWith("lacks what the reason names");
    assertThat(EngineLibraries.areThere(Loader.getPlatform())).isTrue();
    assertThat(EngineLibraries.areThere("macosx-x86_64")).isFalse();
  }
}
