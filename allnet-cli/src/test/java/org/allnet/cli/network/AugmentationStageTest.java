package org.allnet.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.allnet.cli.terminal.SplitUnit;
import org.allnet.data.OptionException;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmentationStageTest {

  @ParameterizedTest
  @EnumSource
  void protocol_ofASplitFile_isTheFiles(Protocol protocol, @TempDir Path folder) {
    Path file = folder.resolve("split.csv");
    SplitFile.write(
        file,
        new Split(
            protocol,
            2,
            7,
            List.of(
                new Split.Place("a", "all", "1", "1", 1),
                new Split.Place("b", "hem", "2", "2", 2))));
    assertThat(AugmentationStage.TRAINING_FOLDS.protocol(SplitUnit.SUBJECT, file))
        .isEqualTo(protocol);
    assertThat(AugmentationStage.BEFORE_SPLIT.protocol(SplitUnit.SUBJECT, file))
        .isEqualTo(Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT);
    assertThat(AugmentationStage.TRAINING_FOLDS.protocol(SplitUnit.IMAGE, null))
        .isEqualTo(Protocol.IMAGE);
    assertThatThrownBy(() -> AugmentationStage.BEFORE_SPLIT.protocol(SplitUnit.SUBJECT, null))
        .isInstanceOf(OptionException.class);
  }
}
