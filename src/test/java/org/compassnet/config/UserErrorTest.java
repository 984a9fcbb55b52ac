package org.compassnet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class UserErrorTest {

  /** What a notebook shows of an exception is what this prints. */
  @Test
  void nothingButTheLineIsPrintedWhateverCameFirst() {
    IOException first = new IOException("zip END header not found");
    UserError error = new UserError("model.zip: no zip archive", first);
    StringWriter printed = new StringWriter();
    error.printStackTrace(new PrintWriter(printed, true));
    assertThat(printed.toString().strip())
        .isEqualTo("org.compassnet.config.UserError: model.zip: no zip archive");
    assertThat(error.origin()).isSameAs(first);
  }
}
