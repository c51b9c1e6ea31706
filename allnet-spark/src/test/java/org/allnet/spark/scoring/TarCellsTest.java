package org.allnet.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class TarCellsTest {

  /** The header of an entry, or its content here, which is all zeros. */
  private static final int BLOCK = 512;

  private static byte[] tar(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream to = new TarArchiveOutputStream(bytes, BLOCK)) {
      for (String name : names) {
        boolean link = name.startsWith("->");
        TarArchiveEntry entry =
            link
                ? new TarArchiveEntry(name.substring(2), TarConstants.LF_SYMLINK)
                : new TarArchiveEntry(name);
        if (link) {
          entry.setLinkName("a.bmp");
        } else {
          entry.setSize(4 * BLOCK);
        }
        to.putArchiveEntry(entry);
        if (!link) {
          to.write(new byte[4 * BLOCK]);
        }
        to.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Each row's name and what is wrong with it. */
  private static List<String> rows(byte[] tar) {
    List<String> rows = new ArrayList<>();
    Iterator<Row> found = TarCells.rows("t.tar", new ByteArrayInputStream(tar));
    while (found.hasNext()) {
      Row row = found.next();
      assertThat(row.isNullAt(1)).isEqualTo(!row.isNullAt(3));
      rows.add(row.getString(0) + (row.isNullAt(3) ? "" : ": " + row.getString(3)));
    }
    return rows;
  }

  @Test
  void wholeArchive_hasNoRowOfAnError() throws IOException {
    assertThat(rows(tar("all/a.bmp", "list.txt", "b.bmp")))
        .containsExactly("t.tar/all/a.bmp", "t.tar/b.bmp");
    assertThat(rows(tar())).isEmpty();
  }

  @Test
  void archiveCutAnywhere_hasARowThatSaysSo() throws IOException {
    byte[] whole = tar("a.bmp", "b.bmp", "list.txt");
    // Inside of headers, at ends of entries, inside of contents, and before the last block.
    for (int cut : new int[] {0, 100, 512, 700, 2559, 2560, 2561, 3000, 5120, 5600, 7680, 8192}) {
      List<String> rows = rows(Arrays.copyOf(whole, cut));
      assertThat(rows.get(rows.size() - 1))
          .as("cut at %d", cut)
          .contains("the tar file can't be read from here on");
      assertThat(rows).as("cut at %d", cut).hasSize(1 + Math.min(2, cut / 2560));
    }
    assertThat(whole).hasSize(8704);
    assertThat(rows(whole)).hasSize(2);
  }

  @Test
  void headerWithAWrongChecksum_isARow() throws IOException {
    byte[] tar = tar("a.bmp", "b.bmp");
    tar[2560 + 2] = 'x'; // b.bmp is b.xmp
    assertThat(rows(tar))
        .containsExactly(
            "t.tar/a.bmp",
            "t.tar/b.xmp: the tar file can't be read from here on (the checksum of its header is wrong)");
  }

  @Test
  void links_areCalledLinks() throws IOException {
    assertThat(rows(tar("a.bmp", "->b.bmp")).get(1)).contains("t.tar/b.bmp: is a link to 'a.bmp'");
  }

  @Test
  void hiddenParts_arePassedOverAsInFolders() throws IOException {
    assertThat(rows(tar("._a.bmp", "._x/a.bmp", "__MACOSX/a.bmp", "./all/_a.bmp")))
        .containsExactly("t.tar/./all/_a.bmp");
  }

  @Test
  void secondImageOfOneName_isAnError() throws IOException {
    assertThat(rows(tar("a.bmp", "a.bmp")))
        .hasSize(2)
        .last()
        .satisfies(row -> assertThat(row).startsWith("t.tar/a.bmp: the tar file has two images"));
  }
}
