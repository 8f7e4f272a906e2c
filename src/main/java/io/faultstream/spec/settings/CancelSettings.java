package io.faultstream.spec.settings;

import io.faultstream.spec.CancelSpec;
import io.faultstream.spec.CancelSpec.Moment;
import io.faultstream.spec.CancelSpec.When;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Kind;
import io.faultstream.spec.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys under {@code cancel}. */
public final class CancelSettings {
  private static final String AT = "cancel.at";
  private static final String BURST = "cancel.burst";
  private static final String WITHIN = "cancel.within";
  private static final List<String> KEYS = List.of("cancel.share", AT, BURST, "cancel.how", WITHIN);

  /** Somebody must stay, to see that those who stay do not suffer. */
  private static final double MOST = 0.95;

  private static final Pattern CHUNKS = Pattern.compile("([1-9]\\d{0,6}) chunks?");

  private CancelSettings() {}

  /** Notes each key that was set for a simulation which cancels nothing. */
  public static void refuse(Settings settings) {
    settings.refuse(KEYS, "this simulation cancels no request");
  }

  /** The cancels of the overflow phase; mistakes are noted in the settings. */
  public static CancelSpec read(Settings settings, LoadSpec load) {
    int burst = settings.whole(BURST, 0, 10_000);
    Duration within = settings.duration(WITHIN, Duration.ofMillis(1));
    List<Moment> moments = coming(settings, moments(settings), load);
    if (burst > 0 && settings.changed(AT)) {
      settings.problem(AT, "means nothing with cancel.burst: a burst has its own moments");
    } else if (burst > 0 && settings.asked(WITHIN)) {
      settings.problem(WITHIN, "means nothing with cancel.burst: a burst has its own moments");
    } else if (burst == 0) {
      checkAll(settings, moments, load, within);
    }
    return new CancelSpec(
        Phase.OVERFLOW,
        settings.number("cancel.share", 0.001, MOST),
        settings.choice("cancel.how", CancelSpec.How.class),
        burst > 0 ? List.of() : moments,
        within,
        burst);
  }

  private static List<Moment> moments(Settings settings) {
    List<Moment> all = new ArrayList<>();
    for (String word : settings.text(AT).split(",", -1)) {
      Matcher chunks = CHUNKS.matcher(word.strip());
      if (chunks.matches()) {
        int count = Integer.parseInt(chunks.group(1));
        all.add(new Moment(When.CHUNKS, count, Duration.ZERO));
      } else if (word.strip().equals("headers")) {
        all.add(new Moment(When.HEADERS, 0, Duration.ZERO));
      } else if (word.strip().equals("random")) {
        all.add(new Moment(When.RANDOM, 0, Duration.ZERO));
      } else {
        Times.parse(word.strip())
            .ifPresentOrElse(
                after -> all.add(new Moment(When.TIME, 0, after)),
                () ->
                    settings.problem(
                        AT,
                        "\""
                            + word.strip()
                            + "\" is none of: 20 chunks, headers, random, or a time like 10ms"));
      }
    }
    return all.isEmpty() ? List.of(new Moment(When.RANDOM, 0, Duration.ZERO)) : all;
  }

  /**
   * Those that some kind of request comes by. The default has moments of streams, which are left
   * out where no kind streams; whoever asked for one is told.
   */
  private static List<Moment> coming(Settings settings, List<Moment> moments, LoadSpec load) {
    Map<Boolean, List<Moment>> byFit =
        moments.stream()
            .collect(Collectors.partitioningBy(m -> load.kinds().stream().anyMatch(m::fits)));
    List<Moment> never = byFit.getOrDefault(false, List.of());
    if (settings.changed(AT) && !never.isEmpty()) {
      settings.problem(
          AT,
          "no request comes by "
              + never.stream().map(Moment::label).collect(Collectors.joining(", "))
              + ", for none of kind "
              + load.kinds().stream().distinct().map(Kind::label).collect(Collectors.joining(", "))
              + " streams; give a time or random");
      return moments;
    }
    return byFit.getOrDefault(true, List.of());
  }

  /** A moment that cannot come would make the run prove nothing. */
  private static void checkAll(
      Settings settings, List<Moment> moments, LoadSpec load, Duration within) {
    for (Moment moment : moments) {
      if (moment.when() == When.CHUNKS && moment.chunks() >= load.outputTokens()) {
        settings.problem(
            AT,
            moment.label()
                + " cannot come before the end of a reply of load.outputTokens = "
                + load.outputTokens());
      }
      Duration total = load.timeouts().total();
      if (moment.when() == When.TIME && moment.after().compareTo(total) >= 0) {
        settings.problem(AT, moment.label() + " is later than load.totalTimeout");
      }
    }
    if (within.compareTo(load.timeouts().total()) >= 0) {
      settings.problem(WITHIN, "is later than load.totalTimeout");
    }
    boolean drawn = moments.stream().anyMatch(moment -> moment.when() == When.RANDOM);
    boolean inOnePiece = load.kinds().stream().anyMatch(kind -> !kind.stream());
    if (settings.asked(WITHIN) && !(drawn && inOnePiece)) {
      settings.problem(WITHIN, "is only for a random moment (cancel.at) of a reply in one piece");
    }
    if (drawn && load.anyStream() && load.outputTokens() < 2) {
      settings.problem(AT, "a stream of one token has no chunk before its end");
    }
    for (Kind kind : load.kinds().stream().distinct().toList()) {
      if (load.anyStream() && moments.stream().noneMatch(moment -> moment.fits(kind))) {
        settings.problem(
            AT,
            "no request of kind "
                + kind.label()
                + " comes by any of these: its reply is one piece, so give a time or random");
      }
    }
  }
}
