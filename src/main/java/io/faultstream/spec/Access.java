package io.faultstream.spec;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request headers that a server of someone else's wants to see, a bearer token maybe among
 * them. Their names may be shown, their values never: they can only be handed to a request ({@link
 * #forEach}) and taken out of a text ({@link #redacted}). It is no part of {@link ExperimentSpec},
 * which is written to disk; it comes from the environment, anew in each run. Immutable.
 */
public final class Access {
  /** What stands where a value stood. */
  public static final String HIDDEN = "(hidden)";

  private static final Access NONE = new Access("", Optional.empty(), Map.of());
  private static final String AUTHORIZATION = "Authorization";

  /** A shorter value is taken out only where it stands alone: a 1 is in every other number. */
  private static final int LONG = 8;

  private final String tokenVariable;
  private final boolean token;
  private final Map<String, String> headers;
  private final List<Pattern> secrets;

  /**
   * Values as they go over the wire; they were checked before.
   *
   * @param tokenVariable name of the environment variable of the token
   * @param token the bearer token, without {@code Bearer}
   * @param headers further headers by name
   */
  public Access(String tokenVariable, Optional<String> token, Map<String, String> headers) {
    this.tokenVariable = tokenVariable;
    this.token = token.isPresent();
    Map<String, String> all = new LinkedHashMap<>(headers);
    token.ifPresent(value -> all.put(AUTHORIZATION, "Bearer " + value));
    this.headers = Collections.unmodifiableMap(all);
    this.secrets = secrets(all);
  }

  /** Nothing but what each request has anyway. */
  public static Access none() {
    return NONE;
  }

  private static List<Pattern> secrets(Map<String, String> headers) {
    Set<String> all = new LinkedHashSet<>();
    for (String value : headers.values()) {
      all.addAll(forms(value));
      // Bearer and Basic are no secret, what follows them is.
      int space = value.indexOf(' ');
      if (space > 0 && value.length() > space + 1) {
        all.addAll(forms(value.substring(space + 1)));
      }
    }
    List<String> longestFirst = new ArrayList<>(all);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    return longestFirst.stream().map(Access::pattern).toList();
  }

  /** As it is, and as it stands in JSON and in an address. */
  private static List<String> forms(String value) {
    String json = value.replace("\\", "\\\\").replace("\"", "\\\"");
    return List.of(
        value,
        json,
        json.replace("/", "\\/"),
        URLEncoder.encode(value, StandardCharsets.UTF_8),
        URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  private static Pattern pattern(String secret) {
    String itself = Pattern.quote(secret);
    return Pattern.compile(
        secret.length() >= LONG ? itself : "(?<![A-Za-z0-9])" + itself + "(?![A-Za-z0-9])");
  }

  /** Hands over each header: name and value, for a request and for nothing else. */
  public void forEach(BiConsumer<String, String> request) {
    headers.forEach(request);
  }

  /** Whether there is any header at all. */
  public boolean isEmpty() {
    return headers.isEmpty();
  }

  /** Whether a header of this name is among them, however it is written. */
  public boolean has(String name) {
    return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  /** The text without any of the values; to be called before a text is cut. */
  public String redacted(String text) {
    String clean = text;
    for (Pattern secret : secrets) {
      clean = secret.matcher(clean).replaceAll(Matcher.quoteReplacement(HIDDEN));
    }
    return clean;
  }

  /** What a refusal for want of rights means, as the beginning of a sentence. */
  public String refusal() {
    if (has(AUTHORIZATION)) {
      return "it refuses "
          + (token ? "the token of " + tokenVariable : "the Authorization of target.headers");
    }
    return "it wants a token, and the environment variable " + tokenVariable + " is not set";
  }

  /** The names alone. */
  @Override
  public String toString() {
    Set<String> names = new TreeSet<>(headers.keySet());
    if (token) {
      names.remove(AUTHORIZATION);
    }
    String further = names.isEmpty() ? "" : "headers " + String.join(", ", names);
    String bearer = token ? "the token of " + tokenVariable : "no token";
    return further.isEmpty() ? bearer : bearer + ", " + further;
  }
}
