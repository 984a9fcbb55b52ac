package org.compassnet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void wordsStandToTheLeftAndNumbersToTheRight() {
    TextTable table =
        new TextTable("class", "units", "rate")
            .row("compass", 9, 0.5)
            .row("CW", 10, Double.NaN)
            .line("medians");
    assertThat(table)
        .hasToString(
            """
            class    units   rate
            compass      9  0.500
            CW          10      -
            medians\
            """);
    assertThatThrownBy(() -> table.row("too few")).hasMessage("1 cells in a table of 3");
  }

  @Test
  void numbersKeepWhatMatters() {
    assertThat(TextTable.number(123.456)).isEqualTo("123.5");
    assertThat(TextTable.number(-0.0006)).isEqualTo("-0.001");
    assertThat(TextTable.number(0.0000123)).isEqualTo("1.2e-05");
    assertThat(TextTable.number(0)).isEqualTo("0.000");
    assertThat(TextTable.number(Double.NEGATIVE_INFINITY)).isEqualTo("-unlimited");
  }
}
