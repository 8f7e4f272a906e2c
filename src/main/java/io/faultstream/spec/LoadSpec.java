package io.faultstream.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one request looks like and how long we wait for it.
 *
 * @param kinds kinds of requests, in turn: request number n is of the kind at n modulo their number
 * @param inputTokens length of a generated prompt, in words of one digit
 * @param outputTokens tokens asked for
 * @param prompt where prompts come from
 * @param promptFile JSON lines with a {@code prompt} each, for {@link Prompt#FILE}
 * @param text how a reply's text is checked
 * @param dialect whether to send what only Dynamo knows
 * @param arrivals how the requests are spread over a phase
 * @param connections whether a connection serves more than one request
 * @param timeouts how long to wait for what
 * @param slo what a good reply is, for goodput
 * @param repeats what follows a request; empty: nothing but, in a closed model, the next
 */
public record LoadSpec(
    List<Kind> kinds,
    int inputTokens,
    int outputTokens,
    Prompt prompt,
    Optional<String> promptFile,
    TextCheck text,
    Dialect dialect,
    Arrivals arrivals,
    Connections connections,
    Timeouts timeouts,
    Slo slo,
    Optional<Repeats> repeats) {
  public LoadSpec {
    kinds = List.copyOf(kinds);
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("a load needs a kind of requests");
    }
  }

  /** A load whose requests are tried once, by clients that send without an end. */
  public LoadSpec(
      List<Kind> kinds,
      int inputTokens,
      int outputTokens,
      Prompt prompt,
      Optional<String> promptFile,
      TextCheck text,
      Dialect dialect,
      Arrivals arrivals,
      Connections connections,
      Timeouts timeouts,
      Slo slo) {
    this(
        kinds,
        inputTokens,
        outputTokens,
        prompt,
        promptFile,
        text,
        dialect,
        arrivals,
        connections,
        timeouts,
        slo,
        Optional.empty());
  }

  /** The kind of request number {@code id}. */
  public Kind kindOf(long id) {
    return kinds.get((int) Math.floorMod(id, (long) kinds.size()));
  }

  /**
   * Whether this request counts for times to first token: a stream does. A reply in one piece does
   * only where there are no streams, since its first token is its end.
   */
  public boolean timesFirstToken(long id) {
    return kindOf(id).stream() || !anyStream();
  }

  /** Whether any of its kinds is streamed. */
  public boolean anyStream() {
    return kinds.stream().anyMatch(Kind::stream);
  }

  /** The same, with so many tokens asked for. */
  public LoadSpec withOutputTokens(int tokens) {
    return new LoadSpec(
        kinds,
        inputTokens,
        tokens,
        prompt,
        promptFile,
        text,
        dialect,
        arrivals,
        connections,
        timeouts,
        slo,
        repeats);
  }

  /** How often a request that failed is tried again. */
  public int retries() {
    return repeats.map(Repeats::retries).orElse(0);
  }

  /** The routes that carry text. */
  public enum Api {
    /** {@code /v1/chat/completions}. */
    @JsonProperty("chat")
    CHAT,
    /** {@code /v1/completions}. */
    @JsonProperty("completions")
    COMPLETIONS
  }

  /** A route, and how its reply comes. */
  public enum Kind {
    /** A completion in one piece. */
    @JsonProperty("completion")
    COMPLETION(Api.COMPLETIONS, false),
    /** A completion as a stream. */
    @JsonProperty("completion-stream")
    COMPLETION_STREAM(Api.COMPLETIONS, true),
    /** A chat's answer in one piece. */
    @JsonProperty("chat")
    CHAT(Api.CHAT, false),
    /** A chat's answer as a stream. */
    @JsonProperty("chat-stream")
    CHAT_STREAM(Api.CHAT, true);

    private final Api api;
    private final boolean stream;

    Kind(Api api, boolean stream) {
      this.api = api;
      this.stream = stream;
    }

    /** The kind of this route and form. */
    public static Kind of(Api api, boolean stream) {
      return Arrays.stream(values())
          .filter(kind -> kind.api == api && kind.stream == stream)
          .findFirst()
          .orElseThrow();
    }

    /** Which route. */
    public Api api() {
      return api;
    }

    /** Whether the reply is streamed. */
    public boolean stream() {
      return stream;
    }

    /** The name used in settings and files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Where prompts come from. */
  public enum Prompt {
    /** Random digits 0 to 9, one word a token. */
    @JsonProperty("digits")
    DIGITS,
    /** One fixed question. */
    @JsonProperty("question")
    QUESTION,
    /** One fixed question made very long: 8,000 words more. */
    @JsonProperty("long")
    LONG,
    /** The same with 16,000 words more. */
    @JsonProperty("longest")
    LONGEST,
    /** A file of one's own. */
    @JsonProperty("file")
    FILE
  }

  /** How the text of a reply is checked. */
  public enum TextCheck {
    /** The numbers in the text go 0, 1, 2 …, whatever the words around them. */
    @JsonProperty("counting")
    COUNTING,
    /** Only the number of tokens. */
    @JsonProperty("any")
    ANY
  }

  /** What the body of a request may contain. */
  public enum Dialect {
    /** With {@code ignore_eos} and {@code min_tokens}. */
    @JsonProperty("dynamo")
    DYNAMO,
    /** Standard fields only. */
    @JsonProperty("openai")
    OPENAI
  }

  /** How the requests of a phase are spread over it. */
  public enum Arrivals {
    /** Evenly. */
    @JsonProperty("regular")
    REGULAR,
    /** As a Poisson process, from the run's seed. */
    @JsonProperty("poisson")
    POISSON
  }

  /** Whether a connection serves more than one request. */
  public enum Connections {
    /** Each request opens its own: no delayed acknowledgement can add to the first token. */
    @JsonProperty("new")
    NEW,
    /** Idle connections are used again, as most clients do. */
    @JsonProperty("reuse")
    REUSE
  }

  /**
   * Deadlines of one request.
   *
   * @param connect until the connection stands
   * @param firstToken from sending until the first token
   * @param stall longest silence between two chunks
   * @param total from sending until the end
   * @param drain after the last phase, until open streams are given up
   */
  public record Timeouts(
      Duration connect, Duration firstToken, Duration stall, Duration total, Duration drain) {}

  /**
   * What follows a request.
   *
   * @param retries how often one that failed is tried again, each time as a request of its own
   * @param delay before it is tried again; in a closed model also before a client sends its next
   *     after one that failed, so that a server which is down is not asked without a pause
   * @param perClient requests of one client of a closed model, tries left out; 0: without an end
   */
  public record Repeats(int retries, Duration delay, int perClient) {}

  /**
   * A reply is good when its TTFT and its largest gap stay within these.
   *
   * @param ttft limit of the time to first token
   * @param itl limit of the time between two tokens
   */
  public record Slo(Duration ttft, Duration itl) {}
}
