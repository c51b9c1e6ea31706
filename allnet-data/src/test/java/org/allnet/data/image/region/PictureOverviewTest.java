package org.allnet.data.image.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PictureOverviewTest {

  /** A grey picture with a smaller copy. */
  private record Grey(List<Level> levels) implements PictureRegions {

    @Override
    public byte[] rgb(int level, int left, int top, int width, int height) {
      byte[] rgb = new byte[3 * width * height];
      Arrays.fill(rgb, (byte) 77);
      return rgb;
    }

    @Override
    public void close() {}
  }

  /** The copy has a row and a column fewer than are asked for, which would stay black. */
  @Test
  void copyALittleTooCoarse_leavesNothingBlack() {
    PictureRegions picture =
        new Grey(List.of(new PictureRegions.Level(818, 818), new PictureRegions.Level(409, 409)));

    PictureOverview overview = PictureOverview.of(picture, 410);

    assertThat(overview.width()).isEqualTo(409);
    assertThat(overview.height()).isEqualTo(409);
    assertThat(overview.rgb()).hasSize(3 * 409 * 409).containsOnly((byte) 77);
  }
}
