package org.compassnet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class VersionTest {

  private static String commit(String commit) {
    Properties built = new Properties();
    built.setProperty("commit", commit);
    return Version.commit(built);
  }

  @Test
  void aCommitIsWhatGitGaveAndUnknownWhereNothingDid() {
    String commit = "97102c3bd044eaabb920ac1865021e3586d0a441";
    assertThat(commit(commit)).isEqualTo(commit);
    assertThat(commit(commit + "-dirty")).isEqualTo(commit + "-dirty");
    assertThat(commit("${git.commit}")).isEqualTo("unknown");
    assertThat(commit("")).isEqualTo("unknown");
    assertThat(Version.commit(new Properties())).isEqualTo("unknown");
  }
}
