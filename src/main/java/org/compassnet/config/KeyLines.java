package org.compassnet.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** On which line of a YAML file each key stands, so that an error can say where. */
public final class KeyLines {

  private final Map<String, Integer> lines = new HashMap<>();

  private KeyLines() {}

  /**
   * The lines of a YAML text.
   *
   * @throws IOException if it is not YAML
   */
  public static KeyLines of(String text) throws IOException {
    KeyLines found = new KeyLines();
    try (JsonParser parser = new YAMLFactory().createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          String key = parser.getParsingContext().pathAsPointer().toString();
          found.lines.putIfAbsent(
              key.substring(1).replace('/', '.'), parser.currentTokenLocation().getLineNr());
        }
      }
    }
    return found;
  }

  /** The line of a key by its path, or of the nearest section around it; 1 if there is none. */
  public int line(String key) {
    for (String k = key;
        !k.isEmpty();
        k = k.contains(".") ? k.substring(0, k.lastIndexOf('.')) : "") {
      if (lines.containsKey(k)) {
        return lines.get(k);
      }
    }
    return 1;
  }
}
