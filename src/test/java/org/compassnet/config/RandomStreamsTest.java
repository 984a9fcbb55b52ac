package org.compassnet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

  @Test
  void streamDependsOnSeedNameAndIndicesAlone() {
    long first = new RandomStreams(1).stream("noise", 4, 2).nextLong();
    assertThat(new RandomStreams(1).stream("noise", 4, 2).nextLong()).isEqualTo(first);
    Set<Long> firsts = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      for (String name : new String[] {"noise", "weights", "trajectories.training"}) {
        for (long index = -1; index < 50; index++) {
          firsts.add(new RandomStreams(seed).stream(name, index).nextLong());
          firsts.add(new RandomStreams(seed).stream(name, index, 0).nextLong());
        }
      }
    }
    assertThat(firsts).hasSize(20 * 3 * 51 * 2);
  }
}
