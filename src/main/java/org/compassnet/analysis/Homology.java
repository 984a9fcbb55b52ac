package org.compassnet.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Persistent homology of a point cloud in dimension 1: the loops of its Vietoris-Rips complexes
 * over Z/2. The complex at scale s holds every edge no longer than s and every triangle of such
 * edges; a loop is born with the edge that closes it and dies with the triangle that fills it. A
 * ring of points has one loop that outlives all others.
 *
 * <p>Persistent cohomology with clearing and apparent pairs, after Bauer, U. (2021), Ripser:
 * efficient computation of Vietoris-Rips persistence barcodes, Journal of Applied and Computational
 * Topology 5, 391-423. Fit for a few hundred points: there are n^3 / 6 triangles.
 *
 * @param h1 [loops, 2]: scale of birth and of death, death > birth, the longest lifetime first
 */
public record Homology(double[][] h1) {

  /** The largest number of points, above which the triangles' numbers leave the integers. */
  public static final int MAX_POINTS = 1600;

  /**
   * The loops of a point cloud at Euclidean distances. Fewer than four points have none.
   *
   * @param points [points, coordinates]
   * @throws IllegalArgumentException if a distance is not finite, or with more than 1600 points
   */
  public static Homology of(double[][] points) {
    if (points.length > MAX_POINTS) {
      throw new IllegalArgumentException(
          "points must be <= " + MAX_POINTS + ": " + points.length + " points");
    }
    Comparator<double[]> byLifetime = Comparator.comparingDouble(pair -> pair[0] - pair[1]);
    return new Homology(
        new Filtration(distances(points))
            .pairs().stream()
                .filter(pair -> pair[1] > pair[0])
                .sorted(byLifetime.thenComparingDouble(pair -> pair[0]))
                .toArray(double[][]::new));
  }

  /** Death minus birth of every loop, the longest first. */
  public double[] lifetimes() {
    return Arrays.stream(h1).mapToDouble(pair -> pair[1] - pair[0]).toArray();
  }

  private static double[][] distances(double[][] points) {
    double[][] distances = new double[points.length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        double squares = 0;
        for (int d = 0; d < points[i].length; d++) {
          double difference = points[i][d] - points[j][d];
          squares += difference * difference;
        }
        if (!Double.isFinite(squares)) {
          throw new IllegalArgumentException(
              "distances must be finite: " + squares + " between points " + j + " and " + i);
        }
        distances[i][j] = Math.sqrt(squares);
        distances[j][i] = distances[i][j];
      }
    }
    return distances;
  }

  private record Edge(int a, int b, double length) {}

  /**
   * The simplices in the order in which they enter. An edge has the place of its length among all
   * edges. A triangle has the number edge * points + vertex of its last edge and the vertex
   * opposite to it, so that triangles enter with their last edge and every number is used once.
   */
  private static final class Filtration {
    private final int points;
    private final List<Edge> edges = new ArrayList<>();
    private final int[][] place;

    Filtration(double[][] distances) {
      points = distances.length;
      double radius = enclosingRadius(distances);
      place = new int[points][points];
      for (int[] row : place) {
        Arrays.fill(row, Integer.MAX_VALUE);
      }
      for (int a = 0; a < points; a++) {
        for (int b = a + 1; b < points; b++) {
          if (distances[a][b] <= radius) {
            edges.add(new Edge(a, b, distances[a][b]));
          }
        }
      }
      edges.sort(Comparator.comparingDouble(Edge::length));
      for (int e = 0; e < edges.size(); e++) {
        Edge edge = edges.get(e);
        place[edge.a][edge.b] = e;
        place[edge.b][edge.a] = e;
      }
    }

    /** Beyond this scale one point is joined to all others, and every loop is filled. */
    private static double enclosingRadius(double[][] distances) {
      return Arrays.stream(distances)
          .mapToDouble(row -> Arrays.stream(row).max().orElse(0))
          .min()
          .orElse(0);
    }

    /** Birth and death of the loops that outlive the edge that closes them. */
    List<double[]> pairs() {
      BitSet tree = spanningTree();
      List<double[]> pairs = new ArrayList<>();
      Reduction reduction = new Reduction();
      for (int e = edges.size() - 1; e >= 0; e--) {
        // An edge of the tree joins components and closes no loop. An edge that is the last of some
        // triangle closes a loop that this triangle fills at once.
        if (!tree.get(e) && firstFilling(e) == points) {
          int triangle = reduction.reduce(e);
          pairs.add(new double[] {edges.get(e).length, edges.get(triangle / points).length});
        }
      }
      return pairs;
    }

    /** The edges that join two components when they enter. */
    private BitSet spanningTree() {
      BitSet tree = new BitSet();
      int[] component = new int[points];
      Arrays.setAll(component, i -> i);
      for (int e = 0; e < edges.size(); e++) {
        int a = component[edges.get(e).a];
        int b = component[edges.get(e).b];
        if (a != b) {
          tree.set(e);
          for (int i = 0; i < points; i++) {
            component[i] = component[i] == a ? b : component[i];
          }
        }
      }
      return tree;
    }

    /**
     * The first vertex with which an edge is the last of a triangle; the number of points if none.
     */
    private int firstFilling(int e) {
      int[] toA = place[edges.get(e).a];
      int[] toB = place[edges.get(e).b];
      int vertex = 0;
      while (vertex < points && (toA[vertex] >= e || toB[vertex] >= e)) {
        vertex++;
      }
      return vertex;
    }

    /** Flips the triangles that have this edge. */
    private void flipCoboundary(int e, BitSet triangles) {
      int a = edges.get(e).a;
      int b = edges.get(e).b;
      for (int vertex = 0; vertex < points; vertex++) {
        int toA = place[a][vertex];
        int toB = place[b][vertex];
        int last = Math.max(e, Math.max(toA, toB));
        if (last < edges.size()) {
          int opposite = last == e ? vertex : last == toA ? b : a;
          triangles.flip(last * points + opposite);
        }
      }
    }

    /** The coboundary matrix over Z/2, reduced from the last edge to the first. */
    private final class Reduction {
      private final BitSet triangles = new BitSet();
      private final BitSet sum = new BitSet();

      /** By a column's first triangle, the edges whose coboundaries add up to the column. */
      private final Map<Integer, int[]> columns = new HashMap<>();

      /**
       * Adds to the coboundary of an edge columns with the same first triangle, until that triangle
       * is first in no column so far.
       *
       * @return the triangle
       */
      int reduce(int edge) {
        triangles.clear();
        sum.clear();
        add(edge);
        int first = triangles.nextSetBit(0);
        for (int[] column = column(first); column != null; column = column(first)) {
          for (int e : column) {
            add(e);
          }
          first = triangles.nextSetBit(first);
        }
        columns.put(first, sum.stream().toArray());
        return first;
      }

      private void add(int edge) {
        sum.flip(edge);
        flipCoboundary(edge, triangles);
      }

      /** The column of which a triangle is the first. */
      private int[] column(int triangle) {
        int last = triangle / points;
        // Of the triangles with the same last edge, the first makes an apparent pair with it: the
        // edge's own coboundary is the column, and was never stored.
        return firstFilling(last) == triangle % points ? new int[] {last} : columns.get(triangle);
      }
    }
  }
}
