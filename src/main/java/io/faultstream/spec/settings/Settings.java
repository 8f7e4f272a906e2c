package io.faultstream.spec.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.faultstream.spec.Access;
import io.faultstream.spec.BadSpecException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The effective settings of a run: {@code reference.conf} has every key, {@code faultstream.conf}
 * and {@code -Dfaultstream.…} may change them. Reading a wrong value notes the mistake and goes on
 * with the default, so that {@link #check} can report all mistakes at once. Not thread-safe.
 */
public final class Settings {
  private static final String ROOT = "faultstream";

  /** Keys that a message names. */
  private static final int SHOWN = 8;

  /** An unknown key of this sort may have been meant for a secret: its value is not repeated. */
  private static final Pattern SECRET_SORT =
      Pattern.compile("target\\..*|(?i).*(token|header|secret|password|credential|key|auth).*");

  private static final Pattern USER_IN_ADDRESS = Pattern.compile("//[^/?#]*@");

  private final Map<String, String> defaults;
  private final Map<String, String> values;
  private final Set<String> asked = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  private Settings(Map<String, String> defaults) {
    this.defaults = defaults;
    this.values = new TreeMap<>(defaults);
  }

  /** The settings from the class path and the system properties. */
  public static Settings load() {
    return of(user(ROOT), System.getProperties());
  }

  /** A user's file by its name without an ending; one that is not there is empty. */
  static Config user(String name) {
    try {
      return ConfigFactory.parseResourcesAnySyntax(
          name, ConfigParseOptions.defaults().setAllowMissing(true));
    } catch (ConfigException e) {
      throw new BadSpecException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /** The settings from a user's file and properties; keys in both begin with the root's name. */
  public static Settings of(Config user, Properties properties) {
    Settings settings = new Settings(flat(ConfigFactory.parseResources("reference.conf"), true));
    flat(user, false).forEach((key, value) -> settings.set(key, value, ROOT + ".conf"));
    Map<String, String> overrides = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(ROOT + ".")) {
        overrides.put(name.substring(ROOT.length() + 1), properties.getProperty(name));
      }
    }
    overrides.forEach((key, value) -> settings.set(key, value, "-D" + ROOT + "." + key));
    settings.asked.addAll(overrides.keySet());
    return settings;
  }

  private static Map<String, String> flat(Config config, boolean oursOnly) {
    Map<String, String> flat = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      String key = entry.getKey().replace("\"", "");
      if (key.startsWith(ROOT + ".")) {
        flat.put(key.substring(ROOT.length() + 1), text(entry.getValue()));
      } else if (!oursOnly) {
        flat.put(key, text(entry.getValue()));
      }
    }
    return flat;
  }

  private static String text(ConfigValue value) {
    try {
      return String.valueOf(value.unwrapped());
    } catch (ConfigException e) {
      throw new BadSpecException(List.of(e.getMessage()));
    }
  }

  private void set(String key, String value, String origin) {
    if (defaults.containsKey(key)) {
      values.put(key, value.strip());
    } else {
      String said = SECRET_SORT.matcher(key).matches() ? Access.HIDDEN : value;
      problems.add("unknown key " + key + " = " + said + " (" + origin + "); " + known(key));
    }
  }

  /** The value of a key as a log, a file or a message may have it. */
  private static String shown(String key, String value) {
    return switch (key) {
      case AccessSettings.HEADERS -> AccessSettings.shownHeaders(value);
      case AccessSettings.TOKEN_VARIABLE -> AccessSettings.shownVariable(value);
      case "target.url" -> USER_IN_ADDRESS.matcher(value).replaceAll("//" + Access.HIDDEN + "@");
      default -> value;
    };
  }

  private String known(String key) {
    List<String> below =
        defaults.keySet().stream().filter(one -> one.startsWith(key + ".")).toList();
    if (below.isEmpty()) {
      return "the nearest known key is " + Nearest.to(key, defaults.keySet());
    }
    List<String> first = below.subList(0, Math.min(SHOWN, below.size()));
    return "the keys below it are "
        + String.join(", ", first)
        + (below.size() > SHOWN ? " and " + (below.size() - SHOWN) + " more" : "");
  }

  /** Effective values by key, sorted, without secrets. */
  public Map<String, String> effective() {
    Map<String, String> effective = new TreeMap<>();
    values.forEach((key, value) -> effective.put(key, shown(key, value)));
    return Collections.unmodifiableMap(effective);
  }

  /** Whether the value of a key is another than its default. */
  public boolean changed(String key) {
    return !text(key).equals(defaults.get(key));
  }

  /**
   * Whether this run was asked for another value than the default, by {@code -D}. What does nothing
   * here is a mistake then; the user's file may serve several targets and simulations.
   */
  boolean asked(String key) {
    return asked.contains(key) && changed(key);
  }

  /** Notes each of these keys that this run was {@link #asked} for. */
  void refuse(List<String> keys, String why) {
    keys.stream().filter(this::asked).forEach(key -> problem(key, why));
  }

  /** Notes a mistake in the value of a key; {@code allowed} must not repeat a secret one. */
  public void problem(String key, String allowed) {
    String mistake = key + " = " + shown(key, text(key)) + ": " + allowed;
    // A key may be read once for each of several faults.
    if (!problems.contains(mistake)) {
      problems.add(mistake);
    }
  }

  /**
   * Ends the reading.
   *
   * @throws BadSpecException with all mistakes, when there is one
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new BadSpecException(problems);
    }
  }

  /** The value as it stands. */
  public String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is not in reference.conf");
    }
    return value;
  }

  private <T> T orDefault(String key, String allowed, Parser<T> parser) {
    Optional<T> value = parser.parse(text(key));
    if (value.isPresent()) {
      return value.get();
    }
    problem(key, allowed);
    return parser
        .parse(defaults.getOrDefault(key, ""))
        .orElseThrow(() -> new IllegalStateException("the default of " + key + " is not allowed"));
  }

  private interface Parser<T> {
    Optional<T> parse(String text);
  }

  /** A duration of at least {@code least}. */
  public Duration duration(String key, Duration least) {
    String allowed =
        "must be a time with a unit, like 500ms, 20s or 2m, and at least " + Times.text(least);
    return orDefault(
        key, allowed, text -> Times.parse(text).filter(time -> time.compareTo(least) >= 0));
  }

  /** A duration within both bounds. */
  public Duration duration(String key, Duration least, Duration most) {
    return orDefault(
        key,
        "must be a time with a unit from " + Times.text(least) + " to " + Times.text(most),
        text ->
            Times.parse(text)
                .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0));
  }

  /** A duration of at least {@code least}, or {@code none}. */
  public Optional<Duration> durationOrNone(String key, Duration least) {
    return text(key).equals("none") ? Optional.empty() : Optional.of(durationOr(key, least));
  }

  private Duration durationOr(String key, Duration least) {
    Optional<Duration> time = Times.parse(text(key)).filter(t -> t.compareTo(least) >= 0);
    if (time.isEmpty()) {
      problem(key, "must be none or a time with a unit, at least " + Times.text(least));
    }
    return time.orElse(least);
  }

  /** A number within both bounds. */
  public double number(String key, double least, double most) {
    return orDefault(
        key,
        "must be a number from " + plain(least) + " to " + plain(most),
        text -> parseNumber(text).filter(n -> n >= least && n <= most));
  }

  private static Optional<Double> parseNumber(String text) {
    return text.matches("-?\\d{1,15}(\\.\\d{1,9})?")
        ? Optional.of(Double.valueOf(text))
        : Optional.empty();
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /** A whole number within both bounds. */
  public int whole(String key, int least, int most) {
    return (int) wholeLong(key, least, most);
  }

  /** A whole number within both bounds. */
  public long wholeLong(String key, long least, long most) {
    return orDefault(
        key,
        "must be a whole number from " + least + " to " + most,
        text -> parseWhole(text).filter(n -> n >= least && n <= most));
  }

  private static Optional<Long> parseWhole(String text) {
    try {
      return Optional.of(Long.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key) {
    return orDefault(
        key,
        "must be true or false",
        text ->
            text.equals("true") || text.equals("false")
                ? Optional.of(Boolean.valueOf(text))
                : Optional.empty());
  }

  /** One of these words. */
  public String word(String key, List<String> allowed) {
    return orDefault(
        key,
        "must be one of " + String.join(", ", allowed) + Nearest.hint(text(key), allowed),
        text -> allowed.contains(text) ? Optional.of(text) : Optional.empty());
  }

  /** The constant of an enum, written in lower case. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    List<String> allowed = Arrays.stream(type.getEnumConstants()).map(Settings::label).toList();
    return Enum.valueOf(type, word(key, allowed).toUpperCase(Locale.ROOT));
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** An http or https address, or empty for an empty value. */
  public Optional<URI> address(String key) {
    if (text(key).isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(text(key));
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() <= 65_535) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException e) {
      // Its message repeats the address, with the password that may be in it.
      String why = e.getCause() instanceof URISyntaxException s ? s.getReason() : "";
      problem(key, "must be an http or https address: " + why);
      return Optional.empty();
    }
    problem(key, "must be an http or https address with a host, its port at most 65535");
    return Optional.empty();
  }
}
