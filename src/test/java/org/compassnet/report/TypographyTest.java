package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypographyTest {

  @Test
  void hyphensInFrontOfNumbersAreMinusSignsAndOthersStay() {
    assertThat(Typography.signs("-0.35 of the gain, peaks at +25 and -45 deg (-1 to -.5)"))
        .isEqualTo("−0.35 of the gain, peaks at +25 and −45 deg (−1 to −.5)");
    for (String same :
        new String[] {
          "2026-11-26 11:55",
          "candidate-010",
          "activity_penalty-0.01",
          "1e-12",
          "--seeds 5",
          "t-SNE"
        }) {
      assertThat(Typography.signs(same)).isEqualTo(same);
    }
  }

  @Test
  void plusMinusAndSquareAreSet() {
    assertThat(Typography.signs("gain 0.9 over +-208 deg/s, R2 = 0.07"))
        .isEqualTo("gain 0.9 over ±208 deg/s, R² = 0.07");
  }

  @Test
  void wordsOfAPageHoldNoMarkupButTheIndexOfS() {
    assertThat(Typography.html("S_AV < 0.5 & \"so\" <b>"))
        .isEqualTo("S<sub>AV</sub> &lt; 0.5 &amp; &quot;so&quot; &lt;b&gt;");
    assertThat(Typography.escape("file: a-1 <S_AV>")).isEqualTo("file: a-1 &lt;S_AV&gt;");
  }
}
