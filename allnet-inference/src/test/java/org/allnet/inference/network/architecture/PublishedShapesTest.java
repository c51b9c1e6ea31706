package org.allnet.inference.network.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The maps of each architecture against the tables of its paper. */
class PublishedShapesTest {

  private static List<Integer> shape(NetworkPlan plan, String layer) {
    LayerRow last = null;
    for (LayerRow row : plan.table()) {
      if (row.layer().startsWith(layer)) {
        last = row;
      }
    }
    assertThat(last).as(layer).isNotNull();
    return last.shape();
  }

  @ParameterizedTest
  @CsvSource({
    "alexnet, features.0:, 64x55x55",
    "alexnet, features.3:, 192x27x27",
    "alexnet, features.6:, 384x13x13",
    "alexnet, features.10:, 256x13x13",
    "vgg16, features.2:, 64x224x224",
    "vgg16, features.7:, 128x112x112",
    "vgg16, features.14:, 256x56x56",
    "vgg16, features.21:, 512x28x28",
    "vgg16, features.28:, 512x14x14",
    "vgg16-bn, features.40:, 512x14x14",
    "vgg19, features.34:, 512x14x14",
    "resnet18, conv1:, 64x112x112",
    "resnet18, layer1., 64x56x56",
    "resnet18, layer2., 128x28x28",
    "resnet18, layer3., 256x14x14",
    "resnet18, layer4., 512x7x7",
    "resnet50, layer1.2., 256x56x56",
    "resnet50, layer2.0.conv1:, 128x56x56",
    "resnet50, layer2.0.conv2:, 128x28x28",
    "resnet50, layer2.3., 512x28x28",
    "resnet50, layer3.5., 1024x14x14",
    "resnet50, layer4.2., 2048x7x7",
    "resnet101, layer3.22., 1024x14x14",
    "resnext50, layer1.0.conv2:, 128x56x56",
    "resnext50, layer4.0.conv2:, 1024x7x7",
    "se-resnext50, layer4.2.se.fc1:, 128x1x1",
    "se-resnext50, layer4.2.se.fc2:, 2048x1x1",
    "densenet121, features.denseblock1.denselayer6.conv2:, 32x56x56",
    "densenet121, features.transition1.conv:, 128x56x56",
    "densenet121, features.transition2.conv:, 256x28x28",
    "densenet121, features.transition3.conv:, 512x14x14",
    "densenet121, features.norm5:, 1024x7x7",
    "densenet201, features.norm5:, 1920x7x7",
    "mobilenet-v2, features.0.0:, 32x112x112",
    "mobilenet-v2, features.1., 16x112x112",
    "mobilenet-v2, features.3., 24x56x56",
    "mobilenet-v2, features.6., 32x28x28",
    "mobilenet-v2, features.10., 64x14x14",
    "mobilenet-v2, features.13., 96x14x14",
    "mobilenet-v2, features.17., 320x7x7",
    "mobilenet-v2, features.18., 1280x7x7",
    "mobilenet-v3, features.1., 16x112x112",
    "mobilenet-v3, features.3., 24x56x56",
    "mobilenet-v3, features.6., 40x28x28",
    "mobilenet-v3, features.12., 112x14x14",
    "mobilenet-v3, features.15., 160x7x7",
    "mobilenet-v3, features.16., 960x7x7",
    "efficientnet-b0, features.1.0., 16x112x112",
    "efficientnet-b0, features.2.1., 24x56x56",
    "efficientnet-b0, features.3.1., 40x28x28",
    "efficientnet-b0, features.4.2., 80x14x14",
    "efficientnet-b0, features.5.2., 112x14x14",
    "efficientnet-b0, features.6.3., 192x7x7",
    "efficientnet-b0, features.7.0., 320x7x7",
    "efficientnet-b0, features.8., 1280x7x7",
    "inception-v3, Conv2d_1a_3x3., 32x149x149",
    "inception-v3, Conv2d_2b_3x3., 64x147x147",
    "inception-v3, Conv2d_4a_3x3., 192x71x71",
    "inception-v3, Mixed_5b.branch1x1., 64x35x35",
    "inception-v3, Mixed_6a.branch3x3., 384x17x17",
    "inception-v3, Mixed_7a.branch3x3_2., 320x8x8",
    "inception-v3, Mixed_7c.branch1x1., 320x8x8",
    "inception-v3, AuxLogits.conv0., 128x5x5",
    "xception, conv1:, 32x149x149",
    "xception, conv2:, 64x147x147",
    "xception, block1., 128x74x74",
    "xception, block2., 256x37x37",
    "xception, block3., 728x19x19",
    "xception, block11., 728x19x19",
    "xception, block12., 1024x10x10",
    "xception, conv4., 2048x10x10",
    "resnet50-v2, conv1_conv:, 64x112x112",
    "resnet50-v2, conv2_block1_0_conv:, 256x56x56",
    "resnet50-v2, conv2_block2_3_conv:, 256x56x56",
    "resnet50-v2, conv2_block3_3_conv:, 256x28x28",
    "resnet50-v2, conv3_block4_2_conv:, 128x14x14",
    "resnet50-v2, conv4_block6_3_conv:, 1024x7x7",
    "resnet50-v2, post_bn:, 2048x7x7",
    "inception-resnet-v2, conv2d_1a., 32x149x149",
    "inception-resnet-v2, conv2d_2b., 64x147x147",
    "inception-resnet-v2, conv2d_4a., 192x71x71",
    "inception-resnet-v2, mixed_5b.branch0., 96x35x35",
    "inception-resnet-v2, repeat.9.conv2d:, 320x35x35",
    "inception-resnet-v2, repeat_1.0.conv2d:, 1088x17x17",
    "inception-resnet-v2, repeat_1.19.conv2d:, 1088x17x17",
    "inception-resnet-v2, repeat_2.8.conv2d:, 2080x8x8",
    "inception-resnet-v2, block8.conv2d:, 2080x8x8",
    "inception-resnet-v2, conv2d_7b., 1536x8x8",
    "nasnet-a-large, conv0.conv:, 96x165x165",
    "nasnet-a-large, cell_stem_0.conv_1x1.bn:, 42x165x165",
    "nasnet-a-large, cell_stem_0.comb_iter_2_right.bn_sep_2:, 42x83x83",
    "nasnet-a-large, cell_stem_1.final_path_bn:, 84x83x83",
    "nasnet-a-large, cell_stem_1.comb_iter_4_left., 84x42x42",
    "nasnet-a-large, cell_0.final_path_bn:, 168x42x42",
    "nasnet-a-large, cell_5.comb_iter_4_left., 168x42x42",
    "nasnet-a-large, reduction_cell_0.comb_iter_4_left., 336x21x21",
    "nasnet-a-large, cell_11.conv_1x1., 336x21x21",
    "nasnet-a-large, reduction_cell_1.comb_iter_1_right., 672x11x11",
    "nasnet-a-large, cell_17.comb_iter_4_left., 672x11x11",
    "vit-tiny, patch_embed, 192x14x14",
    "vit-base, blocks.11.mlp.fc2:, 197x768",
  })
  void map_ofAPublishedLayer_hasItsShape(String name, String layer, String expected) {
    NetworkPlan plan = new NetworkPlan(NetworkOptions.published(name, 1000));
    assertThat(shape(plan, layer).stream().map(String::valueOf).reduce((a, b) -> a + "x" + b))
        .contains(expected);
  }

  /** Multiplications and additions at the published size, as the papers and torchvision give. */
  @ParameterizedTest
  @CsvSource({
    "alexnet, 0.71",
    "vgg16, 15.47",
    "vgg19, 19.63",
    "resnet18, 1.81",
    "resnet50, 4.09",
    "resnet101, 7.80",
    "resnext50, 4.23",
    "densenet121, 2.83",
    "densenet201, 4.29",
    "mobilenet-v2, 0.30",
    "mobilenet-v3, 0.22",
    "efficientnet-b0, 0.39",
    "inception-v3, 5.71",
    "resnet50-v2, 3.49",
    "inception-resnet-v2, 13.18",
    "nasnet-a-large, 23.89",
    "vit-base, 17.56",
  })
  void flops_atThePublishedSize_areThePublishedOnes(String name, double billions) {
    NetworkPlan plan = new NetworkPlan(NetworkOptions.published(name, 1000));
    assertThat(plan.flops() / 2e9).isBetween(0.97 * billions - 0.005, 1.03 * billions + 0.005);
  }
}
