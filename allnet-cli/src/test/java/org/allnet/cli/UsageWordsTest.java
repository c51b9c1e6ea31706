package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values of options are said in a user's words. */
final class UsageWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train d --set epochs|--set 'epochs': has no '='; write --set KEY=VALUE",
        "train d --set|--set: has no value; write --set KEY=VALUE",
        "train d --set lr=1e-3 --set epochs=2 --set LR=1e-4|--set LR: is given twice; keep one",
        "train d --out|--out: has no value; write --out DIR",
        "train d --out --epochs 3|--out: has no value before --epochs; write --out DIR",
        "predict m i --csv --json|--csv: has no value before --json; write --csv FILE",
        "train d --name x|unknown option '--name'; did you mean --out?",
        "train d --out=|--out: is empty; give DIR",
        "dataset inspect ''|PATH: is empty; give PATH",
        "model export m|missing: --to FORMAT, --out PATH",
        "detect split|missing: --out FILE, DATA",
        "train d --epochs|--epochs: has no value; write --epochs N",
        "train d --epochs abc|--epochs 'abc': is no whole number; use one",
        "train d --epochs \u0663\u0660|--epochs '\u0663\u0660': is no whole number; use one",
        "train d --epochs 3000000000|--epochs '3000000000': is no whole number; use one",
        "train d --seed 1.5|--seed '1.5': is no whole number; use one",
        "train d --width 0x1p-1|--width '0x1p-1': is no number with a decimal point; use one",
        "train d --width 0.5d|--width '0.5d': is no number with a decimal point; use one",
        "train d --hold-out 0,2|--hold-out '0,2': is no number with a decimal point; use one",
        "train d --lr fast|--lr 'fast': is no number with a decimal point; use one",
        "train d --protocol foo|--protocol 'foo' is unknown; use subject, image",
        "train d --epochs 2 --epochs 3|--epochs: is given twice; keep one",
        "train d --augment foo|--augment 'foo' is unknown; use training-folds, before-split",
        "train d --input-size 5|--input-size '5': use a whole number from 9 to 2048",
        "train d --epochs 0|--epochs '0': use a whole number from 1 to 100000",
        "train d --batch-norm exact|--batch-norm 'exact': use precise, running",
        "train d --schedule cosin|--schedule 'cosin' is unknown; did you mean 'cosine', 'constant', 'steps'?",
        "train d --lr 10|--lr 10 is out of range; use above 0 to 1",
        "train d --lr=-1e-3|--lr -1e-3 is out of range; use above 0 to 1",
        "train d --set lr=1e1|--lr 1e1 is out of range; use above 0 to 1",
        "train d --set copies=0|recipe allnet: copies '0': use a whole number from 1 to 100",
        "train d --hold-out 20|--hold-out 20 is out of range; use 0 to 0.9",
        "train d --max-error 5|--max-error 5 is out of range; use 0 to 1",
        "crossval d --recipe handcrafted --pretrained x|recipe handcrafted: --pretrained 'x': give a file for each of the 0 networks",
        "predict --json=3 a b|--json '3': is no yes or no (true, false); use one",
        "predict|missing: MODEL, PATH",
        "dataset inspect|missing: PATH",
      })
  void run_wrongValue_namesTheOptionAndWhatToDo(String arguments, String line) {
    StringWriter err = new StringWriter();

    int code =
        new AllnetProgram(new PrintWriter(new StringWriter()), new PrintWriter(err), false)
            .run(arguments.replace("''", "").split(" ", -1));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith("allnet: " + line + System.lineSeparator());
  }
}
