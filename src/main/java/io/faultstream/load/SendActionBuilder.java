package io.faultstream.load;

import io.gatling.core.action.Action;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.http.protocol.HttpComponents;
import io.gatling.http.protocol.HttpProtocol;
import io.gatling.javaapi.core.ActionBuilder;

/** Puts {@link SendAction} into a Gatling scenario: {@code exec(new SendActionBuilder(run))}. */
public record SendActionBuilder(LoadRun run) implements ActionBuilder {
  @Override
  public io.gatling.core.action.builder.ActionBuilder asScala() {
    return new Inner(run);
  }

  private record Inner(LoadRun run) implements io.gatling.core.action.builder.ActionBuilder {
    @Override
    public Action build(ScenarioContext context, Action next) {
      HttpComponents http =
          context.protocolComponentsRegistry().components(HttpProtocol.HttpProtocolKey());
      return new SendAction(run, context.coreComponents(), http, next);
    }
  }
}
