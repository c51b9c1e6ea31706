package org.allnet.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoResultTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"value\": 0.9, \"low\": 0.8, \"high\": 0.95} | AUROC 0.900 (95 % interval 0.800 to 0.950)",
        "{\"value\": 0.9, \"noInterval\": \"too few subjects\"} | AUROC 0.900 (no interval: too few subjects)",
        "{\"undefined\": \"one class only\"} | AUROC undefined: one class only",
      })
  void result_withoutInterval_saysWhy(String auroc, String words) throws IOException {
    assertThat(DemoCommand.result(new ObjectMapper().readTree(auroc))).startsWith(words);
  }
}
