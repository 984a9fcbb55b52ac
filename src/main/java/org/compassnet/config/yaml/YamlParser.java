package org.compassnet.config.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.compassnet.config.UserError;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.Event.ID;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Makes the tree of a YAML text. What a configuration has no use for, and could only be there by
 * mistake or malice, is refused: a second document, a key twice, anchors, aliases and tags.
 */
public final class YamlParser {

  private static final int DEEPEST = 50;

  /** What the scanner says, in the words of who writes a file. The first that fits is taken. */
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("(TAB)", "a tab; indent with spaces");
    WORDS.put("mapping values are not allowed", "a ':' too many, or a line indented too far");
    WORDS.put("could not find expected ':'", "a line that is no key with ':' and a value");
    WORDS.put("found unexpected end of stream", "a quotation mark that is not closed");
    WORDS.put("found unknown escape character", "a '\\' in double quotation marks");
    WORDS.put("expected escape sequence", "a '\\' in double quotation marks");
    WORDS.put("expected ',' or ']'", "a '[' that is not closed");
    WORDS.put("expected ',' or '}'", "a '{' that is not closed");
    WORDS.put("expected <block end>", "a line indented unlike those before");
    WORDS.put("cannot start any token", "a character that no value begins with");
    WORDS.put("special characters are not allowed", "a character that is no text");
  }

  /** Where something lacks its end, the line is that of its beginning. */
  private static final Pattern UNFINISHED =
      Pattern.compile("expected ':'|end of stream|expected ',' or");

  /** A line of a message can hold it. */
  private static final Pattern WORD =
      Pattern.compile("\\P{Cntrl}{0,99}[^\\s\\p{Cntrl}]\\P{Cntrl}{0,99}");

  private final IntFunction<String> place;
  private final Iterator<Event> events;

  private YamlParser(String text, IntFunction<String> place) {
    this.place = place;
    this.events = new Yaml().parse(new StringReader(text)).iterator();
  }

  /**
   * The tree of a text; a null scalar if there is nothing in it.
   *
   * @param place the place of a line, counted from 1
   * @throws UserError with the place, if it is not one YAML document
   */
  public static Node parse(String text, IntFunction<String> place) {
    requirePrintable(text, place);
    try {
      return new YamlParser(text, place).document();
    } catch (MarkedYAMLException e) {
      boolean unfinished = UNFINISHED.matcher(String.valueOf(e.getProblem())).find();
      Mark mark = unfinished ? e.getContextMark() : e.getProblemMark();
      int line = mark == null ? 1 : mark.getLine() + 1;
      throw new UserError(place.apply(line) + ": not YAML: " + words(e.getProblem()), e);
    } catch (YAMLException e) {
      throw new UserError(place.apply(1) + ": not YAML: " + words(e.getMessage()), e);
    }
  }

  private static String words(String problem) {
    return WORDS.entrySet().stream()
        .filter(e -> problem != null && problem.contains(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("this line is neither a key with ':' and a value nor a list");
  }

  private static void requirePrintable(String text, IntFunction<String> place) {
    int line = 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      line += c == '\n' ? 1 : 0;
      boolean control = c < ' ' && c != '\n' && c != '\r' && c != '\t' || c >= 0x7f && c < 0xa0;
      if (control && c != 0x85 || c >= 0xd800 && c < 0xe000 || c == 0xfffe || c == 0xffff) {
        throw new UserError(
            String.format(
                "%s: character U+%04X is no text; allowed: text in UTF-8", place.apply(line), c));
      }
    }
  }

  private Node document() {
    events.next();
    Node root = new Node.Scalar("", false, place.apply(1));
    if (events.next() instanceof DocumentStartEvent) {
      root = node(events.next(), 0);
      events.next();
      Event end = events.next();
      if (end instanceof DocumentStartEvent) {
        throw refused(end, "a second document ('---')", "one document");
      }
    }
    return root;
  }

  private Node node(Event event, int depth) {
    if (event instanceof AliasEvent alias) {
      throw refused(event, "an alias (*" + alias.getAnchor() + ")", "the value itself");
    }
    requirePlain((NodeEvent) event);
    if (depth > DEEPEST) {
      throw refused(event, "more than " + DEEPEST + " levels", "sections of sections");
    }
    if (event instanceof ScalarEvent scalar) {
      boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
      return new Node.Scalar(scalar.getValue(), quoted, placeOf(event));
    }
    return event instanceof MappingStartEvent ? mapping(event, depth) : sequence(event, depth);
  }

  private Node sequence(Event start, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event e = events.next(); !e.is(ID.SequenceEnd); e = events.next()) {
      items.add(node(e, depth + 1));
    }
    return new Node.Sequence(items, placeOf(start));
  }

  private Node mapping(Event start, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Event e = events.next(); !e.is(ID.MappingEnd); e = events.next()) {
      Node key = node(e, depth + 1);
      if (!(key instanceof Node.Scalar word) || !WORD.matcher(word.value()).matches()) {
        throw refused(e, "a key that is no word: " + key.shown(), "a word before ':'");
      }
      Integer before = lines.putIfAbsent(word.value(), line(e));
      if (before != null) {
        throw refused(e, key.shown() + " twice, first in line " + before, "each key once");
      }
      // A value is looked for at its key, also where it stands below it.
      Node value = node(events.next(), depth + 1);
      entries.put(word.value(), moved(value, placeOf(e)));
    }
    return new Node.Mapping(entries, placeOf(start));
  }

  /** The node itself at another place; what is in it stays where it is. */
  private static Node moved(Node node, String to) {
    if (node instanceof Node.Mapping mapping) {
      return new Node.Mapping(mapping.entries(), to);
    }
    return node instanceof Node.Sequence list ? new Node.Sequence(list.items(), to) : node.at(to);
  }

  private void requirePlain(NodeEvent event) {
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof CollectionStartEvent start ? start.getTag() : null;
    if (event.getAnchor() != null) {
      throw refused(event, "an anchor (&" + event.getAnchor() + ")", "values without anchors");
    }
    if (tag != null) {
      throw refused(
          event, "a tag (" + tag.replace("tag:yaml.org,2002:", "!!") + ")", "values without tags");
    }
  }

  private UserError refused(Event event, String what, String allowed) {
    return new UserError(placeOf(event) + ": " + what + "; allowed: " + allowed);
  }

  private String placeOf(Event event) {
    return place.apply(line(event));
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }
}
