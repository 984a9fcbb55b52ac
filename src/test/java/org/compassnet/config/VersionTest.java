package org.compassnet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class VersionTest {

  private static String commit(String commit, String dirty) {
    Properties built = new Properties();
    built.setProperty("commit", commit);
    built.setProperty("dirty", dirty);
    return Version.commit(built);
  }

  @Test
  void aCommitOfChangedFilesIsDirtyAndOneThatNobodyWroteUnknown() {
    String commit = "97102c3bd044eaabb920ac1865021e3586d0a441";
    assertThat(commit(commit, "false")).isEqualTo(commit);
    assertThat(commit(commit, "true")).isEqualTo(commit + "-dirty");
    assertThat(commit("${git.commit.id.full}", "${git.dirty}")).isEqualTo("unknown");
    assertThat(Version.commit(new Properties())).isEqualTo("unknown");
  }
}
