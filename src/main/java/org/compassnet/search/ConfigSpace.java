package org.compassnet.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Arbiter's space over the configuration: a point in [0, 1]^n gives a value to each of the n keys.
 */
final class ConfigSpace extends AbstractParameterSpace<LinkedHashMap<String, Object>> {

  private final List<Space> spaces;
  private final List<ParameterSpace<?>> leaves = new ArrayList<>();

  ConfigSpace(List<Space> spaces) {
    this.spaces = List.copyOf(spaces);
    for (int i = 0; i < spaces.size(); i++) {
      ParameterSpace<?> leaf = spaces.get(i).arbiter();
      leaf.setIndices(i);
      leaves.add(leaf);
    }
  }

  /** Values by key, in the order of the search file. */
  @Override
  public LinkedHashMap<String, Object> getValue(double[] point) {
    LinkedHashMap<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < leaves.size(); i++) {
      Space space = spaces.get(i);
      values.put(space.key(), space.tidy(leaves.get(i).getValue(point)));
    }
    return values;
  }

  @Override
  public int numParameters() {
    return leaves.size();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public List<ParameterSpace> collectLeaves() {
    return new ArrayList<>(leaves);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Map<String, ParameterSpace> getNestedSpaces() {
    Map<String, ParameterSpace> nested = new LinkedHashMap<>();
    for (int i = 0; i < leaves.size(); i++) {
      nested.put(spaces.get(i).key(), leaves.get(i));
    }
    return nested;
  }

  @Override
  public boolean isLeaf() {
    return false;
  }

  /** The leaves have their places already. */
  @Override
  public void setIndices(int... indices) {
    throw new UnsupportedOperationException("only the leaves have places");
  }
}
