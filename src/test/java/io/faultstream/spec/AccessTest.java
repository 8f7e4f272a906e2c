package io.faultstream.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessTest {
  private static final String TOKEN = "sk-a+b/c=123456";

  private static Access with(String name, String value) {
    return new Access("MY_TOKEN", Optional.empty(), Map.of(name, value));
  }

  private static Access token() {
    return new Access("MY_TOKEN", Optional.of(TOKEN), Map.of("X-Org", "sesame-open"));
  }

  @Test
  void requestGetsNamesAndValues() {
    Map<String, String> request = new TreeMap<>();
    token().forEach(request::put);
    assertThat(request)
        .isEqualTo(Map.of("Authorization", "Bearer " + TOKEN, "X-Org", "sesame-open"));
    Access.none().forEach((name, value) -> assertThat(name).isEmpty());
  }

  @Test
  void textOfItHasNamesOnly() {
    assertThat(token()).hasToString("the token of MY_TOKEN, headers X-Org");
    assertThat(with("X-Org", "sesame-open")).hasToString("no token, headers X-Org");
    assertThat(Access.none()).hasToString("no token");
  }

  @Test
  void refusalSaysWhatWasShown() {
    assertThat(token().refusal()).isEqualTo("it refuses the token of MY_TOKEN");
    assertThat(with("authorization", "Basic abcdefgh").refusal()).contains("target.headers");
    assertThat(with("X-Org", "sesame-open").refusal()).contains("MY_TOKEN is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "you sent sk-a+b/c=123456!, you sent (hidden)!",
    "you sent Bearer sk-a+b/c=123456, you sent (hidden)",
    "you sent sk-a+b\\/c=123456, you sent (hidden)",
    "?key=sk-a%2Bb%2Fc%3D123456&x, ?key=(hidden)&x",
    "sk-a+b/c=123456 and sesame-open, (hidden) and (hidden)",
    "opensesame, opensesame",
  })
  void valuesAreTakenOutOfAText(String text, String clean) {
    assertThat(token().redacted(text)).isEqualTo(clean);
  }

  @Test
  void quotesAndBackslashesAreFoundInJson() {
    assertThat(with("X-Key", "a\"b\\c-123").redacted("{\"key\":\"a\\\"b\\\\c-123\"}"))
        .isEqualTo("{\"key\":\"(hidden)\"}");
  }

  @Test
  void whatFollowsTheSchemeIsASecretOfItsOwn() {
    assertThat(with("Authorization", "Basic QWxhZGRpbg==").redacted("bad QWxhZGRpbg== there"))
        .isEqualTo("bad (hidden) there");
  }

  @Test
  void shortValueIsTakenOutOnlyWhereItStandsAlone() {
    assertThat(with("X-Version", "1").redacted("HTTP 411, version 1."))
        .isEqualTo("HTTP 411, version (hidden).");
  }
}
