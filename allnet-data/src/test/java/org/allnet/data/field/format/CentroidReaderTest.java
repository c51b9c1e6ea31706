package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.field.FieldLayout;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.LabelledPoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CentroidReaderTest {

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void makeImages() {
    files =
        new FieldFolder(folder)
            .image("im/Im001_1.jpg", 259, 194)
            .image("im/Im034_0.jpg", 259, 194)
            .text("xyc/Im034_0.xyc", " ");
  }

  @Test
  void tabsAndBlanks_areReadAlike() {
    files.text("xyc/Im001_1.xyc", "10\t20", "30 40.5", "");

    FieldSet set = files.read();

    assertThat(set.layout()).isEqualTo(FieldLayout.ALL_IDB);
    assertThat(FieldFolder.field(set, "im/Im001_1.jpg").points())
        .containsExactly(
            new LabelledPoint("WBC_probable_lymphoblasts", 10, 20),
            new LabelledPoint("WBC_probable_lymphoblasts", 30, 40.5));
  }

  @Test
  void oneBlankLine_meansNone() {
    assertThat(files.field("im/Im034_0.jpg").isBackground()).isTrue();
  }

  @Test
  void headings_tellTheClass() {
    files.text("xyc/Im001_1.xyc", "WBC_probable_lymphoblasts", "1\t2", "Other_cases:", "3\t4");

    assertThat(files.field("im/Im001_1.jpg").points())
        .extracting(LabelledPoint::label)
        .containsExactly("WBC_probable_lymphoblasts", "Other_cases");
  }

  @Test
  void folderOther_tellsTheClassAndIsJoined() {
    files.text("xyc/Im001_1.xyc", "10\t20").text("other/Im001_1.xyc", "30 40");

    assertThat(files.field("im/Im001_1.jpg").points())
        .extracting(LabelledPoint::label)
        .containsExactlyInAnyOrder("Other_cases", "WBC_probable_lymphoblasts");
  }

  @Test
  void brokenLine_isNamed() {
    files.text("xyc/Im001_1.xyc", "10\t20", "30");

    assertThatThrownBy(() -> files.read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Im001_1.xyc: line 2: has 1 values");
  }

  @Test
  void unknownHeading_isRefused() {
    files.text("xyc/Im001_1.xyc", "cells");

    assertThatThrownBy(() -> files.read()).hasMessageContaining("'cells' is no heading");
  }
}
