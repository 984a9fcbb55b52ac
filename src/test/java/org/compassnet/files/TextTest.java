package org.compassnet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.compassnet.files.Text.p;
import static org.compassnet.files.Text.text;

import org.junit.jupiter.api.Test;

/** Sentences with numbers in them, some of which are not there. */
class TextTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Test
  void numbersAreWrittenAsTheFormatSays() {
    assertThat(text("%d units, %.1f deg, %s, %5.2f%%", 3, 1.25, "so", 7.0))
        .isEqualTo("3 units, 1.3 deg, so,  7.00%");
    assertThat(text("%s", (Object) null)).isEqualTo("null");
  }

  @Test
  void whatIsNoNumberIsSaidInWords() {
    assertThat(text("%.2f%% of %d, then %+.1e", Double.NaN, 3, -INFINITE))
        .isEqualTo("not defined% of 3, then -unlimited");
    assertThat(text("%s and %s", Float.NaN, INFINITE)).isEqualTo("not defined and unlimited");
    assertThat(text("%2$.1f before %1$.1f", Double.NaN, 1.0)).isEqualTo("1.0 before not defined");
    assertThat(text("[%-14.2f|%14.2f|%06.1f]", Double.NaN, Double.NaN, Double.NaN))
        .isEqualTo("[not defined   |   not defined|not defined]");
    assertThat(p(Double.NaN)).isEqualTo("not defined");
  }

  @Test
  void aPBelowALevelIsNotPrintedAsTheLevel() {
    assertThat(Text.p(0.0498)).isEqualTo("= 0.0498");
    assertThat(Text.p(0.05)).isEqualTo("= 0.050");
    assertThat(Text.p(0.0494)).isEqualTo("= 0.049");
    assertThat(Text.p(0.0004)).isEqualTo("< 0.001");
  }
}
