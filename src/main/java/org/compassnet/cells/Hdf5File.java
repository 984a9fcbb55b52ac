package org.compassnet.cells;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.links.ExternalLink;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.compassnet.config.UserError;
import org.compassnet.files.NpyArray;

/** A file of HDF5. Links to other files are not followed. */
final class Hdf5File implements AutoCloseable {

  private static final int DEEPEST = 24;
  private static final int MOST_NODES = 100_000;

  private final Path file;
  private final String kind;
  private final long fileBytes;
  private final HdfFile hdf;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /**
   * Opens a file.
   *
   * @param kind what it should be, for errors
   */
  Hdf5File(Path file, String kind) {
    this.file = file;
    this.kind = kind;
    this.fileBytes = MatlabArrays.size(file);
    this.hdf = read(() -> new HdfFile(file));
    try {
      read(
          () -> {
            walk(hdf, "", 0);
            return null;
          });
    } catch (UserError e) {
      close();
      throw e;
    }
  }

  private <T> T read(Callable<T> call) {
    return ForeignFile.read(file, kind, call);
  }

  private void walk(Group group, String path, int depth) {
    if (depth > DEEPEST || nodes.size() > MOST_NODES) {
      throw new UserError(file + ": nested too deeply, or in circles, at " + path);
    }
    for (Node child : group.getChildren().values()) {
      Node node = child;
      if (child instanceof Link link) {
        if (child instanceof ExternalLink || link.isBrokenLink()) {
          continue;
        }
        node = link.getTarget();
      }
      String here = path.isEmpty() ? child.getName() : path + "/" + child.getName();
      nodes.put(here, node);
      // A link to a group leads to what is there under its own name.
      if (node instanceof Group inner && node == child) {
        walk(inner, here, depth + 1);
      }
    }
  }

  Path file() {
    return file;
  }

  /** All groups and data sets by their path, without a slash at its start. */
  Map<String, Node> nodes() {
    return nodes;
  }

  /** A data set by its path; null if there is none. */
  Dataset dataset(String path) {
    return nodes.get(path) instanceof Dataset dataset ? dataset : null;
  }

  /** A text in an attribute of a group or data set; empty if there is none. */
  String text(Node node, String attribute) {
    return read(
        () -> {
          Attribute found = node.getAttributes().get(attribute);
          if (found == null) {
            return "";
          }
          Object data = found.getData();
          Object one = data instanceof Object[] many && many.length == 1 ? many[0] : data;
          return one instanceof String text ? text.strip() : "";
        });
  }

  /** A text in an attribute of the file. */
  String text(String attribute) {
    return text(hdf, attribute);
  }

  /** A number in an attribute; the default if there is none. */
  double number(Node node, String attribute, double otherwise) {
    return read(
        () -> {
          Attribute found = node.getAttributes().get(attribute);
          if (found == null) {
            return otherwise;
          }
          Object data = found.getData();
          Object one =
              data.getClass().isArray() && Array.getLength(data) == 1 ? Array.get(data, 0) : data;
          return one instanceof Number number ? number.doubleValue() : otherwise;
        });
  }

  /** Whether a data set holds numbers that are read. */
  boolean isNumeric(Dataset dataset) {
    DataType type = read(dataset::getDataType);
    return type instanceof FixedPoint || type instanceof FloatingPoint;
  }

  /** Sizes of a data set. */
  int[] shape(Dataset dataset) {
    return read(dataset::getDimensions);
  }

  /** The numbers of a data set, in C order. */
  NpyArray numbers(String path, Dataset dataset) {
    String where = file + ": " + path;
    return read(
        () -> {
          int[] shape = dataset.getDimensions();
          if (!isNumeric(dataset)) {
            throw new UserError(where + ": numbers are wanted");
          }
          ForeignFile.requireFits(
              MatlabArrays.product(shape), dataset.getDataType().getSize(), fileBytes, where);
          if (dataset.isEmpty() || dataset.getSize() == 0) {
            return NpyArray.of(new double[0], 0);
          }
          Object data = dataset.getDataFlat();
          int length = Array.getLength(data);
          if (data instanceof double[] doubles) {
            return NpyArray.of(doubles, shape);
          }
          if (dataset.getDataType().getSize() <= Short.BYTES) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
              values[i] = ((Number) Array.get(data, i)).floatValue();
            }
            return NpyArray.of(values, shape);
          }
          double[] values = new double[length];
          for (int i = 0; i < length; i++) {
            values[i] = ((Number) Array.get(data, i)).doubleValue();
          }
          return NpyArray.of(values, shape);
        });
  }

  /** Texts of a data set of one dimension; null where it holds something else. */
  List<String> texts(Dataset dataset) {
    return read(
        () -> {
          if (dataset.getJavaType() != String.class || dataset.getDimensions().length != 1) {
            return null;
          }
          ForeignFile.requireFits(dataset.getSize(), 1, fileBytes, file + ": " + dataset.getPath());
          Object data = dataset.isEmpty() ? new String[0] : dataset.getData();
          return data instanceof String[] texts ? new ArrayList<>(Arrays.asList(texts)) : null;
        });
  }

  @Override
  public void close() {
    hdf.close();
  }
}
