package io.faultstream.load.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.faultstream.load.SampleLoad;
import io.faultstream.spec.LoadSpec;
import io.faultstream.spec.LoadSpec.Dialect;
import io.faultstream.spec.LoadSpec.TextCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestTest {
  private static JsonNode body(Dialect dialect) throws IOException {
    LoadSpec load = SampleLoad.chat(9, TextCheck.ANY, dialect);
    return new ObjectMapper()
        .readTree(new RequestBody(load, load.kindOf(0), "tiny").bytes("say \"é\""));
  }

  private static LoadSpec fromFile(Path file) {
    LoadSpec load = SampleLoad.chat(1, TextCheck.ANY, Dialect.OPENAI);
    return new LoadSpec(
        load.kinds(),
        load.inputTokens(),
        load.outputTokens(),
        LoadSpec.Prompt.FILE,
        Optional.of(file.toString()),
        load.text(),
        load.dialect(),
        load.arrivals(),
        load.connections(),
        load.timeouts(),
        load.slo());
  }

  @Test
  void dynamoForcesTheLength() throws IOException {
    JsonNode body = body(Dialect.DYNAMO);
    assertThat(body.path("ignore_eos").asBoolean()).isTrue();
    assertThat(body.path("min_tokens").asInt()).isEqualTo(9);
    assertThat(body.path("max_tokens").asInt()).isEqualTo(9);
    assertThat(body.path("messages").path(0).path("content").asText()).isEqualTo("say \"é\"");
    assertThat(body.path("stream_options").path("include_usage").asBoolean()).isTrue();
  }

  @Test
  void openaiLeavesOutWhatOnlyDynamoKnows() throws IOException {
    JsonNode body = body(Dialect.OPENAI);
    assertThat(body.has("ignore_eos")).isFalse();
    assertThat(body.has("min_tokens")).isFalse();
  }

  @Test
  void digitsHaveTheLengthAskedForAndRepeatWithTheSeed() throws IOException {
    LoadSpec load = SampleLoad.chat(1, TextCheck.ANY, Dialect.OPENAI);
    String prompt = Prompts.of(load, 5).prompt(3);
    assertThat(prompt.split(" ")).hasSize(8).allMatch(word -> word.matches("\\d"));
    assertThat(Prompts.of(load, 5).prompt(3)).isEqualTo(prompt);
    assertThat(Prompts.of(load, 5).prompt(4)).isNotEqualTo(prompt);
    assertThat(Prompts.of(load, 6).prompt(3)).isNotEqualTo(prompt);
  }

  @Test
  void promptsOfAFileGoRound(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("p.jsonl");
    Files.write(file, "{\"prompt\":\"a\"}\n\n{\"prompt\":\"b\"}\n".getBytes(UTF_8));
    Prompts prompts = Prompts.of(fromFile(file), 1);
    assertThat(prompts.prompt(0) + prompts.prompt(1) + prompts.prompt(2)).isEqualTo("aba");
  }

  @Test
  void lineWithoutPromptIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("p.jsonl");
    Files.write(file, "{\"prompt\":\"a\"}\n{\"text\":\"b\"}\n".getBytes(UTF_8));
    assertThatThrownBy(() -> Prompts.of(fromFile(file), 1)).hasMessageContaining("line 2");
  }
}
