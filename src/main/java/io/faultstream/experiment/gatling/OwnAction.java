package io.faultstream.experiment.gatling;

import com.typesafe.scalalogging.Logger;
import io.gatling.core.action.Action;
import org.slf4j.LoggerFactory;

/** What Gatling's action trait asks of every action. */
abstract class OwnAction implements Action {
  private final String name;
  private final Logger logger = Logger.apply(LoggerFactory.getLogger(getClass()));

  OwnAction(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger unused) {}
}
