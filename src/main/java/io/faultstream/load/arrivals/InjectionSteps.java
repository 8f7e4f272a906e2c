package io.faultstream.load.arrivals;

import io.gatling.core.controller.inject.open.ConstantRateOpenInjection;
import io.gatling.core.controller.inject.open.RampRateOpenInjection;
import io.gatling.javaapi.core.OpenInjectionStep;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.concurrent.duration.FiniteDuration;

/**
 * Between Gatling's injection steps and {@link Arrivals}: reads the moments of an ordinary step,
 * and makes a step that replays given moments. Gatling offers neither in public; the two places
 * where its inside is used are here.
 */
public final class InjectionSteps {
  private InjectionSteps() {}

  /** The moments at which a step starts its users, milliseconds from its own start, in order. */
  public static List<Long> offsetsMillis(OpenInjectionStep step) {
    Iterator<FiniteDuration> offsets = step.asScala().chain(nothing());
    List<Long> millis = new ArrayList<>();
    while (offsets.hasNext()) {
      millis.add((long) Math.ceil(offsets.next().toNanos() / 1e6));
    }
    return millis;
  }

  /** The length of a step in milliseconds. */
  public static long lengthMillis(OpenInjectionStep step) {
    return step.asScala().duration().toMillis();
  }

  /**
   * Requests per second at a step's start and end.
   *
   * @param from at its start
   * @param to at its end
   */
  public record Rates(double from, double to) {}

  /** The rates of a step; its mean, twice, where it is neither constant nor a ramp. */
  public static Rates rates(OpenInjectionStep step) {
    if (step.asScala() instanceof ConstantRateOpenInjection constant) {
      return new Rates(constant.rate(), constant.rate());
    }
    if (step.asScala() instanceof RampRateOpenInjection ramp) {
      return new Rates(ramp.startRate(), ramp.endRate());
    }
    double mean = step.asScala().users() * 1000.0 / Math.max(1, lengthMillis(step));
    return new Rates(mean, mean);
  }

  /**
   * A step that starts one user at each of these moments.
   *
   * @param lengthMillis its length
   * @param begun called by Gatling's injector at the very start of the injection
   */
  public static OpenInjectionStep replaying(Arrivals arrivals, long lengthMillis, Runnable begun) {
    try {
      Constructor<OpenInjectionStep> wrapper =
          OpenInjectionStep.class.getDeclaredConstructor(
              io.gatling.core.controller.inject.open.OpenInjectionStep.class);
      wrapper.setAccessible(true);
      return wrapper.newInstance(new Replay(arrivals, lengthMillis, begun));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Gatling wraps its injection steps otherwise", e);
    }
  }

  private static Iterator<FiniteDuration> nothing() {
    return new Moments(new long[0]);
  }

  private static final class Moments extends AbstractIterator<FiniteDuration> {
    private final long[] millis;
    private int next;

    Moments(long[] millis) {
      this.millis = millis;
    }

    @Override
    public boolean hasNext() {
      return next < millis.length;
    }

    @Override
    public FiniteDuration next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all users are started");
      }
      return new FiniteDuration(millis[next++], TimeUnit.MILLISECONDS);
    }
  }

  /** Must stand alone in its profile: what follows it is not chained. */
  private static final class Replay
      implements io.gatling.core.controller.inject.open.OpenInjectionStep {
    private static final long serialVersionUID = 1;

    private final transient Arrivals arrivals;
    private final long lengthMillis;
    private final transient Runnable begun;

    Replay(Arrivals arrivals, long lengthMillis, Runnable begun) {
      this.arrivals = arrivals;
      this.lengthMillis = lengthMillis;
      this.begun = begun;
    }

    @Override
    public Iterator<FiniteDuration> chain(Iterator<FiniteDuration> following) {
      if (following.hasNext()) {
        throw new IllegalStateException("a replayed schedule must be the only step of its profile");
      }
      begun.run();
      long[] millis = new long[arrivals.count()];
      for (int i = 0; i < millis.length; i++) {
        millis[i] = arrivals.intendedMillis(i);
      }
      return new Moments(millis);
    }

    @Override
    public long users() {
      return arrivals.count();
    }

    @Override
    public FiniteDuration duration() {
      return new FiniteDuration(lengthMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public int productArity() {
      return 1;
    }

    @Override
    public Object productElement(int n) {
      return lengthMillis;
    }

    @Override
    public boolean canEqual(Object that) {
      return that instanceof Replay;
    }
  }
}
