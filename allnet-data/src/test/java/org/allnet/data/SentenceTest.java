package org.allnet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.IllegalFormatException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceTest {

  /** A program whose users write every option in capitals. */
  private static final Wording CAPITALS =
      new Wording() {
        @Override
        public String option(OptionName option) {
          return option.name();
        }

        @Override
        public String value(OptionValue value) {
          return value.option().name() + "=" + value.shownValue();
        }

        @Override
        public String invocation(Invocation invocation) {
          return "RUN " + invocation.command();
        }

        @Override
        public String memory(JavaMemory memory) {
          return "GROW TO " + memory.gibibytes();
        }

        @Override
        public String gpuLibrary(GpuLibrary library) {
          return "CARD " + library.classifier();
        }
      };

  private static final Sentence ADVICE =
      Sentence.of(
          "use more %s or %s, then %s; %d of %.1f",
          OptionName.FOLDS,
          OptionName.HOLD_OUT.with(0),
          Invocation.of("train", OptionName.RESUME.with("run"), OptionName.SEED.with(2)),
          3,
          4.5);

  @Test
  void toString_isPlain() {
    assertThat(ADVICE)
        .hasToString(
            "use more 'folds' or hold-out 0, then 'train' with resume run, seed 2; 3 of 4.5");
    assertThat(Sentence.of("%s", OptionName.DEVICE.quoting("x"))).hasToString("device 'x'");
    assertThat(Sentence.of("%s", Invocation.of("demo"))).hasToString("'demo'");
  }

  @Test
  void memory_isWordedByEachProgram() {
    Sentence advice = Sentence.of("too much; %s", Sentence.of("%s", new JavaMemory(12)));
    assertThat(advice).hasToString("too much; give Java more memory (such as -Xmx12g)");
    assertThat(advice.in(CAPITALS)).isEqualTo("too much; GROW TO 12");
  }

  @Test
  void gpuLibrary_isWordedByEachProgram() {
    Sentence advice = Sentence.of("take %s", new GpuLibrary("linux-x86_64-gpu"));
    assertThat(advice)
        .hasToString(
            "take the tensor engine's library for GPUs (pytorch of org.bytedeco with the classifier linux-x86_64-gpu)");
    assertThat(advice.in(CAPITALS)).isEqualTo("take CARD linux-x86_64-gpu");
  }

  @Test
  void in_ownWording_reachesInnerSentences() {
    assertThat(Sentence.of("%s: %s", "recipe x", ADVICE).in(CAPITALS))
        .isEqualTo("recipe x: use more FOLDS or HOLD_OUT=0, then RUN train; 3 of 4.5");
  }

  @Test
  void options_areThoseNamedInOrder() {
    assertThat(Sentence.of("%s, %s", OptionName.LR, ADVICE).options())
        .containsExactly(
            OptionName.LR,
            OptionName.FOLDS,
            OptionName.HOLD_OUT,
            OptionName.RESUME,
            OptionName.SEED);
  }

  @Test
  void textOfUsers_isNoTemplate() {
    assertThat(Sentence.text("100 %s of %d")).hasToString("100 %s of %d");
    assertThat(Sentence.joined(" 5% ", List.of(OptionName.LR, "%s"))).hasToString("'lr' 5% %s");
    assertThat(Sentence.joined(", ", List.of())).hasToString("");
  }

  @Test
  void of_argumentsThatDoNotFit_throws() {
    assertThatThrownBy(() -> Sentence.of("%d", OptionName.LR))
        .isInstanceOf(IllegalFormatException.class);
  }

  @Test
  void equals_sameTemplateAndArguments() {
    assertThat(Sentence.of("%s x", OptionName.LR))
        .isEqualTo(Sentence.of("%s x", OptionName.LR))
        .hasSameHashCodeAs(Sentence.of("%s x", OptionName.LR))
        .isNotEqualTo(Sentence.of("%s x", OptionName.WIDTH))
        .isNotEqualTo(Sentence.of("%s y", OptionName.LR));
  }
}
