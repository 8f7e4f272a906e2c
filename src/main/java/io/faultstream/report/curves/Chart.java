package io.faultstream.report.curves;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One time line over the run's axis.
 *
 * @param id its name in the page
 * @param title what people read above it
 * @param unit of its values, empty where they have none
 * @param stacked whether its series stand on one another
 * @param caption its lowest and highest values in words
 * @param series its curves; none: only the caption is shown
 * @param lanes how states are drawn; {@code null}: the values are numbers
 */
public record Chart(
    String id,
    String title,
    String unit,
    boolean stacked,
    String caption,
    List<Series> series,
    @Nullable Lanes lanes) {

  /** One of numbers. */
  public Chart(
      String id, String title, String unit, boolean stacked, String caption, List<Series> series) {
    this(id, title, unit, stacked, caption, series, null);
  }

  /** One curve; the colour is the name of a property of the style sheet. */
  public record Series(String label, String colour, List<@Nullable Double> values) {}

  /**
   * Each series is a lane of its own, in which a state is drawn at each point.
   *
   * @param states what the values 0, 1 and 2 mean: the first is drawn as a warning, the others the
   *     thicker the more
   * @param marks moments that are named
   */
  public record Lanes(List<String> states, List<Mark> marks) {}

  /** A named moment, seconds from the run's start. */
  public record Mark(double at, String label) {}
}
