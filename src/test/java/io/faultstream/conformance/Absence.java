package io.faultstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a frontend says while no worker is registered: before the first, and after the last. */
final class Absence {
  private Absence() {}

  /**
   * The same once the frontend has found out: a real one hears of instances and of models in two
   * ways, and may list none while it still knows the model.
   */
  static void awaitNoModel(Client client) throws InterruptedException {
    Await.that(
        "that the model is gone",
        () ->
            client.get("/v1/models").json().path("data").isEmpty()
                && client.ask(Ask.chat(1)).status() == 404);
    assertNoModel(client);
  }

  static void assertNoModel(Client client) throws InterruptedException {
    Reply health = client.get("/health");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.body())
        .isEqualTo("{\"status\":\"healthy\",\"endpoints\":[],\"instances\":[]}");
    assertThat(client.get("/live").status()).isEqualTo(200);
    Reply models = client.get("/v1/models");
    assertThat(models.status()).isEqualTo(200);
    assertThat(models.body()).isEqualTo("{\"object\":\"list\",\"data\":[]}");
    assertThat(client.get("/v1/models/tiny").status()).isEqualTo(404);
    for (Ask ask : List.of(Ask.chat(1), Ask.chat(1).streaming(), Ask.completion(1))) {
      Reply reply = client.ask(ask);
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.body()).isEmpty();
      assertThat(reply.header("content-type")).isEmpty();
    }
  }
}
