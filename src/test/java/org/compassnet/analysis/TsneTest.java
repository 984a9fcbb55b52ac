package org.compassnet.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import org.compassnet.files.NpyArray;
import org.compassnet.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three rings in 20 dimensions against tsne_truth.py, which asks scikit-learn. */
class TsneTest {

  private static final double PERPLEXITY = 20;
  private static final int NEIGHBOURS = 10;

  private static Map<String, NpyArray> truth() throws Exception {
    return Npz.read(Path.of(TsneTest.class.getResource("tsne_truth.npz").toURI()));
  }

  private static double[][] rows(NpyArray array) {
    int columns = array.shape()[1];
    double[][] rows = new double[array.shape()[0]][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(array.values(), i * columns, (i + 1) * columns));
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "3_plain"})
  void embeddingIsAsGoodAsThatOfScikitLearn(String name) throws Exception {
    Map<String, NpyArray> truth = truth();
    double[][] features = rows(truth.get("features"));
    int dimensions = truth.get("embedding_" + name).shape()[1];
    double[][] embedding = Tsne.embed(features, dimensions, PERPLEXITY, 750);
    assertThat(embedding).hasDimensions(90, dimensions);
    assertThat(Tsne.divergence(features, embedding, PERPLEXITY))
        .isLessThan(1.05 * truth.get("kl_" + name).get(0));
    assertThat(trustworthiness(features, embedding))
        .isGreaterThan(truth.get("trust_" + name).get(0) - 0.02);
  }

  /** Scikit-learn finds beta to a tolerance of 1e-5 of the entropy, in float32. */
  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "3_plain"})
  void divergenceAndTrustworthinessAreThoseOfScikitLearn(String name) throws Exception {
    Map<String, NpyArray> truth = truth();
    double[][] features = rows(truth.get("features"));
    double[][] embedding = rows(truth.get("embedding_" + name));
    assertThat(Tsne.divergence(features, embedding, PERPLEXITY))
        .isCloseTo(truth.get("kl_" + name).get(0), within(1e-6));
    assertThat(trustworthiness(features, embedding))
        .isCloseTo(truth.get("trust_" + name).get(0), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 90})
  void principalComponentsAreThoseOfTheSingularValueDecomposition(int rows) throws Exception {
    Map<String, NpyArray> truth = truth();
    double[][] features = Arrays.copyOf(rows(truth.get("features")), rows);
    double[][] expected = rows(truth.get("components_" + rows));
    double[][] components = Tsne.principalComponents(features, 3);
    for (int i = 0; i < rows; i++) {
      assertThat(components[i]).containsExactly(expected[i], within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 1, 1e8})
  void everyRowHasThePerplexityAskedFor(double unit) throws Exception {
    double[][] features = rows(truth().get("features"));
    for (double[] row : features) {
      Arrays.setAll(row, f -> row[f] * unit);
    }
    double[] asked = new double[90];
    Arrays.fill(asked, 20);
    assertThat(perplexities(Tsne.conditional(features, 20))).containsExactly(asked, within(1e-9));
    Arrays.fill(asked, 89 / 3.0);
    assertThat(perplexities(Tsne.conditional(features, 500))).containsExactly(asked, within(1e-9));
  }

  /**
   * The divergence's derivatives vanish, by central differences that know nothing of its gradient.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void embeddingIsAMinimumOfTheDivergence(int dimensions) throws Exception {
    double[][] features = Arrays.copyOf(rows(truth().get("features")), 30);
    double[][] embedding = Tsne.embed(features, dimensions, 5, 3000);
    double h = 1e-4;
    for (int k = 0; k < 10 * dimensions; k++) {
      double[] row = embedding[k % 30];
      double at = row[k % dimensions];
      row[k % dimensions] = at + h;
      double after = Tsne.divergence(features, embedding, 5);
      row[k % dimensions] = at - h;
      double before = Tsne.divergence(features, embedding, 5);
      row[k % dimensions] = at;
      assertThat((after - before) / (2 * h)).isCloseTo(0, within(1e-5));
    }
  }

  @Test
  void sameRowsGiveTheSameBits() throws Exception {
    double[][] features = rows(truth().get("features"));
    double[][] embedding = Tsne.embed(features, 3, PERPLEXITY, 300);
    assertThat(Tsne.embed(features, 3, PERPLEXITY, 300)).isDeepEqualTo(embedding);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void fewRowsGiveFiniteCoordinates(int rows) throws Exception {
    double[][] features = Arrays.copyOf(rows(truth().get("features")), rows);
    double[][] embedding = Tsne.embed(features, 3, PERPLEXITY, 400);
    assertThat(embedding).hasNumberOfRows(rows);
    assertThat(Arrays.stream(embedding).flatMapToDouble(Arrays::stream).toArray())
        .doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    assertThat(Tsne.divergence(features, embedding, PERPLEXITY)).isFinite();
  }

  @Test
  void equalRowsStayTogetherAtZero() {
    double[][] features = new double[7][2];
    for (double[] row : features) {
      Arrays.fill(row, 0.1);
    }
    double[][] embedding = Tsne.embed(features, 2, 2, 300);
    assertThat(embedding).isDeepEqualTo(new double[7][2]);
    assertThat(Tsne.divergence(features, embedding, 2)).isCloseTo(0, within(1e-12));
  }

  private static double[] perplexities(double[][] conditional) {
    return Arrays.stream(conditional)
        .mapToDouble(
            row -> Math.exp(-Arrays.stream(row).filter(p -> p > 0).map(p -> p * Math.log(p)).sum()))
        .toArray();
  }

  /**
   * One minus the mean excess rank among the features of the embedding's neighbours, scaled to lie
   * between 0 and 1 (Venna and Kaski 2001).
   */
  private static double trustworthiness(double[][] features, double[][] embedding) {
    int n = features.length;
    double excess = 0;
    for (int i = 0; i < n; i++) {
      int[] byFeatures = neighbours(features, i);
      int[] byEmbedding = neighbours(embedding, i);
      int[] rank = new int[n];
      for (int k = 0; k < n - 1; k++) {
        rank[byFeatures[k]] = k + 1;
      }
      for (int k = 0; k < NEIGHBOURS; k++) {
        excess += Math.max(0, rank[byEmbedding[k]] - NEIGHBOURS);
      }
    }
    return 1 - 2.0 / (n * NEIGHBOURS * (2.0 * n - 3 * NEIGHBOURS - 1)) * excess;
  }

  /** All other rows, the nearest first. */
  private static int[] neighbours(double[][] rows, int row) {
    return IntStream.range(0, rows.length)
        .filter(j -> j != row)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                j ->
                    IntStream.range(0, rows[row].length)
                        .mapToDouble(d -> Math.pow(rows[row][d] - rows[j][d], 2))
                        .sum()))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
