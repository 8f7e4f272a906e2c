package io.faultstream.load.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkPickerTest implements ChunkPicker.Fields {
  private final List<String> seen = new ArrayList<>();
  private final ChunkPicker picker = new ChunkPicker(this);

  @Override
  public void id(char[] text, int offset, int length) {
    seen.add("id=" + new String(text, offset, length));
  }

  @Override
  public void content(char[] text, int offset, int length) {
    seen.add("content=" + new String(text, offset, length));
  }

  @Override
  public void finishReason(String reason) {
    seen.add("finish=" + reason);
  }

  @Override
  public void promptTokens(int tokens) {
    seen.add("prompt=" + tokens);
  }

  @Override
  public void completionTokens(int tokens) {
    seen.add("completion=" + tokens);
  }

  @Override
  public void error() {
    seen.add("error");
  }

  @Override
  public void errorText(String text) {
    seen.add("says=" + text);
  }

  private boolean pick(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return picker.pick(bytes, bytes.length);
  }

  @Test
  void chatChunkGivesIdAndContent() {
    assertThat(
            pick(
                """
                {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":" 1\\u00e9","role":\
                "assistant"},"finish_reason":null,"logprobs":null}],"created":1,"model":"tiny"}"""))
        .isTrue();
    assertThat(seen).containsExactly("id=chatcmpl-1", "content= 1é");
  }

  @Test
  void manyChunksGoThroughOnePicker() {
    for (int i = 0; i < 1000; i++) {
      assertThat(pick("{\"choices\":[{\"delta\":{\"content\":\"" + i + "\"}}]}")).isTrue();
    }
    assertThat(seen).hasSize(1000).last().isEqualTo("content=999");
  }

  @Test
  void reasoningCountsAndToolCallsAndOtherChoicesDoNot() {
    pick(
        """
        {"choices":[{"delta":{"reasoning_content":"r","tool_calls":[{"function":{"name":"f"}}]}},\
        {"delta":{"content":"second"}}]}""");
    assertThat(seen).containsExactly("content=r");
  }

  @Test
  void completionChunkFinishAndUsage() {
    pick("{\"choices\":[{\"text\":\" 7\",\"finish_reason\":\"length\"}],\"usage\":null}");
    pick(
        """
        {"choices":[],"usage":{"prompt_tokens":18,"completion_tokens":6,"total_tokens":24,\
        "prompt_tokens_details":{"cached_tokens":0}}}""");
    assertThat(seen).containsExactly("content= 7", "finish=length", "prompt=18", "completion=6");
  }

  @Test
  void unaryMessage() {
    pick("{\"choices\":[{\"message\":{\"content\":\" 0 1\"},\"finish_reason\":\"length\"}]}");
    assertThat(seen).containsExactly("content= 0 1", "finish=length");
  }

  @Test
  void errorFrameAndErrorBody() {
    pick("{\"error\":{\"message\":\"gone\",\"type\":\"service_unavailable\",\"code\":503}}");
    pick("{\"message\":\"Service temporarily overloaded\",\"type\":\"Overloaded\",\"code\":529}");
    pick("{\"error\":\"plain\"}");
    assertThat(seen)
        .containsExactly(
            "error",
            "says=gone",
            "says=service_unavailable",
            "says=Service temporarily overloaded",
            "says=Overloaded",
            "error",
            "says=plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "[]",
        "3",
        "\"text\"",
        "{\"a\":",
        "{\"a\":1",
        "{} {}",
        "{]",
        "null"
      })
  void whatIsNotOneObjectIsRefused(String json) {
    assertThat(pick(json)).isFalse();
  }
}
