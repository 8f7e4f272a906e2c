package io.faultstream.spec.settings;

import io.faultstream.spec.Access;
import io.faultstream.spec.TargetKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys {@code target.tokenVariable} and {@code target.headers}. A mistake is told by the name
 * of a header or of a variable, or by the number of an entry, never by a value.
 */
public final class AccessSettings {
  static final String TOKEN_VARIABLE = "target.tokenVariable";
  static final String HEADERS = "target.headers";

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** A token by RFC 9110, section 5.6.2. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Visible ASCII, with blanks between; RFC 9110, section 5.5, without what is obsolete. */
  private static final Pattern VALUE = Pattern.compile("[!-~]+(?:[ \\t]+[!-~]+)*");

  private static final Pattern TOKEN = Pattern.compile("[!-~]+");

  /** What the run or HTTP itself says. */
  private static final Set<String> OURS =
      Set.of(
          "accept",
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-request-id");

  private final Settings settings;
  private final Map<String, String> environment;

  private AccessSettings(Settings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /** Reads them; mistakes are noted in the settings. Other kinds than url are shown nothing. */
  public static Access read(Settings settings, TargetKind kind, Map<String, String> environment) {
    AccessSettings reader = new AccessSettings(settings, environment);
    if (kind != TargetKind.URL) {
      settings.refuse(List.of(TOKEN_VARIABLE, HEADERS), "is only for target.kind=url");
      return Access.none();
    }
    Map<String, String> headers = reader.headers();
    Optional<String> token = reader.token();
    if (token.isPresent()
        && headers.keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
      settings.problem(
          HEADERS,
          "has an Authorization, and "
              + settings.text(TOKEN_VARIABLE)
              + " holds a token: one of them must go");
    }
    return new Access(settings.text(TOKEN_VARIABLE), token, headers);
  }

  private Optional<String> token() {
    String variable = settings.text(TOKEN_VARIABLE);
    if (!VARIABLE.matcher(variable).matches()) {
      settings.problem(TOKEN_VARIABLE, "must be the name of an environment variable");
      return Optional.empty();
    }
    String token = environment.getOrDefault(variable, "");
    if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
      settings.problem(
          TOKEN_VARIABLE,
          "what it holds is no token: visible ASCII without blanks and line ends, and no \"Bearer\""
              + " before it");
      return Optional.empty();
    }
    return Optional.of(token).filter(text -> !text.isEmpty());
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    int number = 0;
    for (String entry : settings.text(HEADERS).split(";", -1)) {
      number++;
      if (!entry.isBlank()) {
        header(entry, number, headers);
      }
    }
    return headers;
  }

  private void header(String entry, int number, Map<String, String> headers) {
    int colon = entry.indexOf(':');
    String name = colon < 0 ? "" : entry.substring(0, colon).strip();
    if (!NAME.matcher(name).matches()) {
      wrong(
          "entry " + number + " must be like \"Name: value\", with a name that a header may have");
    } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      wrong(name + " is said by the run itself");
    } else if (headers.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
      wrong(name + " is there twice");
    } else {
      value(name, entry.substring(colon + 1).strip()).ifPresent(v -> headers.put(name, v));
    }
  }

  private Optional<String> value(String name, String written) {
    String value = written;
    if (isReference(written)) {
      String variable = written.substring(1);
      value = environment.getOrDefault(variable, "");
      if (value.isEmpty()) {
        wrong(name + " takes the environment variable " + variable + ", which is not set");
        return Optional.empty();
      }
    } else if (written.startsWith("${")) {
      wrong(name + " must name its environment variable as $NAME, without braces");
      return Optional.empty();
    } else if (written.equals(Access.HIDDEN)) {
      wrong("the value of " + name + " was hidden when it was printed: give it again");
      return Optional.empty();
    }
    if (!VALUE.matcher(value).matches()) {
      wrong(name + " has no value, or one with characters that no header may have");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private void wrong(String why) {
    settings.problem(HEADERS, why);
  }

  private static boolean isReference(String value) {
    return value.startsWith("$") && VARIABLE.matcher(value.substring(1)).matches();
  }

  /** What may be shown of {@code target.headers}: names, and where a value comes from. */
  static String shownHeaders(String headers) {
    List<String> shown = new ArrayList<>();
    for (String entry : headers.split(";", -1)) {
      int colon = entry.indexOf(':');
      String name = colon < 0 ? "" : entry.substring(0, colon).strip();
      String value = entry.substring(colon + 1).strip();
      if (NAME.matcher(name).matches()) {
        shown.add(name + ": " + (isReference(value) ? value : Access.HIDDEN));
      } else if (!entry.isBlank()) {
        shown.add(Access.HIDDEN);
      }
    }
    return String.join("; ", shown);
  }

  /** What may be shown of {@code target.tokenVariable}: a name, but not a token put there. */
  static String shownVariable(String variable) {
    return VARIABLE.matcher(variable).matches() ? variable : Access.HIDDEN;
  }
}
